#!/bin/bash
# Guessed: Debian's packages of Boost for developers depend on what their files for CMake name, so that a program can be linked with the
# static Boost.Log when libboost-log-dev is installed.
# Seen, with Boost 1.90 (Debian unstable, 1.90.0-6.1+b1): the file for the static Boost.Log names icudata, icui18n and icuuc, and neither
# libboost-log1.90-dev nor libboost-regex1.90-dev depends on libicu-dev, so linking fails with "cannot find -licudata". The library itself
# refers to no symbol of ICU. (libboost-regex1.88-dev, Debian 13, depends on it; the file of 1.92 does not name it any more.)
#
# Needs curl, xz, dpkg and nm (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
mirror=http://deb.debian.org/debian
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
packages() { curl -sSf "$mirror/dists/$1/main/binary-amd64/Packages.xz" | xz -d >"$1"; }
field() { sed -n "/^Package: $2\$/,/^\$/s/^$3: //p" "$1"; } # SUITE PACKAGE FIELD
packages sid
packages trixie
count() { grep -c "$@" || true; }
cat >expected <<'END'
sid, Boost 1.90.0: the file for CMake names ICU's libraries: 3
its packages depend on libicu-dev: 0
symbols of ICU in the library: 0
trixie, libboost-regex1.88-dev depends on libicu-dev: 1
END
version=$(field sid libboost-log1.90-dev Version)
{
    curl -sSf "$mirror/$(field sid libboost-log1.90-dev Filename)" -o package.deb
    dpkg-deb -x package.deb .
    file=$(find . -name 'libboost_log-variant-static.cmake')
    echo "sid, Boost ${version%-*}: the file for CMake names ICU's libraries: $(grep -o 'icudata\|icui18n\|icuuc' "$file" | sort -u | count .)"
    echo "its packages depend on libicu-dev: $({ field sid libboost-log1.90-dev Depends; field sid libboost-regex1.90-dev Depends; } | count libicu-dev)"
    echo "symbols of ICU in the library: $(nm -C "$(find . -name libboost_log.a)" 2>/dev/null | count 'icu_[0-9]')"
    echo "trixie, libboost-regex1.88-dev depends on libicu-dev: $(field trixie libboost-regex1.88-dev Depends | count libicu-dev)"
} | tee seen
diff expected seen
echo "as described: Boost $version"
