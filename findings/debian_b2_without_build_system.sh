#!/bin/bash
# Guessed: the package that has b2 has what b2 needs to build anything, as it had for twenty years (boost-build, then tools-dev).
# Seen, with Debian unstable's libboost1.92-tools-dev (1.92.0-4+b1): it has /usr/bin/b2 and no build-system.jam, which no other package
# has either, so that even `b2 --version` says "Unable to load B2" and "No '' was found by searching for:", with an empty name, and fails.
# libboost1.88-tools-dev (Debian 13, 1.88.0-1) has it in /usr/share.
#
# Needs curl, xz, dpkg (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
mirror=http://deb.debian.org/debian
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
look() { # SUITE BOOST VERSION
    local package=libboost$2-tools-dev file
    file=$(curl -sSf "$mirror/dists/$1/main/binary-amd64/Packages.xz" | xz -d | sed -n "/^Package: $package\$/,/^\$/s/^Filename: //p")
    [[ $file == *_${3}_* ]] || { echo "$package is not $3: $file"; return 1; }
    curl -sSf "$mirror/$file" -o package.deb
    dpkg-deb -c package.deb >files
    echo "$package $3: b2 $(grep -c '/usr/bin/b2$' files || true), build-system.jam $(grep -c '/build-system\.jam$' files || true)"
}
cat >expected <<'END'
libboost1.88-tools-dev 1.88.0-1: b2 1, build-system.jam 1
libboost1.92-tools-dev 1.92.0-4+b1: b2 1, build-system.jam 0
END
{
    look trixie 1.88 1.88.0-1
    look sid 1.92 1.92.0-4+b1
} | tee seen
diff expected seen
echo "as described: b2 of Boost 1.92.0-4+b1"
