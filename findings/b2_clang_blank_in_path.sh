#!/bin/bash
# Guessed: b2 quotes the paths that it gives to the linker, so a program and its shared library can be built in a folder with a blank in
# its name, whatever the compiler.
# Seen, with b2 of Boost 1.81.0 (Debian 12, 1.81.0-5+deb12u1): toolset=gcc builds them; toolset=clang does not. In its file for the linker
# the run path of the library is the one path without quotes, so clang looks for a file of the part behind the blank: "error: no such file
# or directory". With hardcode-dll-paths=false it links.
#
# Needs curl, dpkg (no root), g++, clang and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir "with blank"
echo 'lib part : part.cpp : <link>shared ; exe program : program.cpp part ;' >"with blank/jamroot.jam"
echo 'int part() { return 0; }' >"with blank/part.cpp"
echo 'int part(); int main() { return part(); }' >"with blank/program.cpp"
curl -sSf http://deb.debian.org/debian/pool/main/b/boost1.81/libboost1.81-tools-dev_1.81.0-5+deb12u1_amd64.deb -o tools.deb
dpkg-deb -x tools.deb .
try() { # TOOLSET OPTION...
    local said
    rm -rf "with blank/bin"
    if said=$(cd "with blank" && "$folder/usr/bin/b2" -q -d0 "toolset=$1" "${@:2}" 2>&1); then
        echo "toolset=$*: built"
    else
        echo "toolset=$*: $(grep -o 'error: no such file or directory' <<<"$said" | sed 1q)"
    fi
}
cat >expected <<'END'
toolset=gcc: built
toolset=clang: error: no such file or directory
toolset=clang hardcode-dll-paths=false: built
END
{
    try gcc
    try clang
    try clang hardcode-dll-paths=false
} | tee seen
diff expected seen
echo "as described: b2 of Boost 1.81.0-5+deb12u1"
