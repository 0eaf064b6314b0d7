#!/bin/bash
# Guessed: Debian's packages of Boost for developers are alike, so that those for arm64 can be installed beside those for amd64, and a
# program is cross-compiled in one system.
# Seen, with Boost 1.81.0 (Debian 12, 1.81.0-5+deb12u1; 1.83 in Debian 13 is the same): Boost.JSON's and most others are `Multi-Arch: same`
# and lie beside each other. Boost.Log's and Nowide's are not, though their files lie in the folders of their architecture: the package for
# arm64 replaces that for amd64 in silence. CMake's `find_package(Boost COMPONENTS log)` then fails for the architecture that was first,
# and names boost_log's configuration as missing.
#
# Needs curl, dpkg (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=1.81.0-5+deb12u1
pool=http://deb.debian.org/debian/pool/main/b/boost1.81
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p root/var/lib/dpkg/{updates,info}
: >root/var/lib/dpkg/status
in_root() {
    dpkg --root="$folder/root" --force-not-root --force-depends --force-script-chrootless --log=/dev/null "$@" >>said 2>&1 ||
        { cat said >&2; return 1; }
}
in_root --add-architecture arm64
for library in json log nowide; do
    for architecture in amd64 arm64; do
        curl -sSfO "$pool/libboost-${library}1.81-dev_${version}_$architecture.deb"
        in_root --unpack "libboost-${library}1.81-dev_${version}_$architecture.deb"
    done
done
cat >expected <<'END'
libboost-json1.81-dev amd64 unpacked
libboost-json1.81-dev arm64 unpacked
libboost-log1.81-dev arm64 unpacked
libboost-nowide1.81-dev arm64 unpacked
END
dpkg-query --admindir=root/var/lib/dpkg -W -f '${Package} ${Architecture} ${db:Status-Status}\n' | tee seen
diff expected seen
echo "as described: Boost $version"
