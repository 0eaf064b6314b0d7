#!/bin/bash
# Guessed: a library that is compiled with -fvisibility=hidden -fvisibility-inlines-hidden exports nothing but what is marked, so that
# abidiff says nothing of a change inside of one of its functions.
# Seen, with GCC 14.2.0 and abidiff 2.6.0 (Debian 13: 14.2.0-19, 2.6-2): instances of libstdc++'s function templates are exported all the same,
# because its namespace std has the default visibility in its headers (here without optimisation, which inlines some of them). A function
# that no longer calls std::from_chars<int> is an incompatible change (exit status 12, "Removed functions"), though the library's own
# interface is the same. With `symbol_name_not_regexp` for the library's own namespace, abidiff says that nothing has changed (0).
#
# Needs curl, xz, dpkg (no root), an x86-64 and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
mirror=http://deb.debian.org/debian
gcc=14.2.0-19
abigail=2.6-2
packages=("g++-14-x86-64-linux-gnu=$gcc" "libstdc++-14-dev=$gcc" "libgcc-14-dev=$gcc" "abigail-tools=$abigail" "libabigail5=$abigail"
    libc6 libc6-dev linux-libc-dev libisl23 libmpc3 libmpfr6 libgmp10 zlib1g libzstd1 binutils-x86-64-linux-gnu libbinutils libctf0
    libctf-nobfd0 libjansson4 libsframe1 libdw1t64 libelf1t64 libxml2 libxxhash0 libbpf1 libstdc++6 libgcc-s1 liblzma5 libbz2-1.0
    libcurl3t64-gnutls)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl -sSf "$mirror/dists/trixie/main/binary-amd64/Packages.xz" | xz -d >Packages
for package in "${packages[@]}"; do
    name=${package%%=*}
    file=$(sed -n "/^Package: $name\$/,/^\$/s/^Filename: //p" Packages | tail -n 1)
    version=$(sed -n "/^Package: $name\$/,/^\$/s/^Version: //p" Packages)
    [ "$package" = "$name" ] || [ "$package" = "$name=$version" ] || { echo "$name is of $version now"; exit 1; }
    curl -sSf "$mirror/$file" -o package.deb
    dpkg-deb -x package.deb .
done
libraries=$folder/usr/lib/x86_64-linux-gnu
run() { # PROGRAM OPTION...
    "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" "usr/$@"
}

cat >number.cpp <<'END'
#include <charconv>
#include <cstdlib>
#include <cstring>

namespace numbers {

__attribute__((visibility("default"))) int read(char const* text)
{
#ifdef NEWER
    return std::atoi(text);
#else
    int value = 0;
    std::from_chars(text, text + std::strlen(text), value);
    return value;
#endif
}

} // namespace numbers
END
library() { # NAME OPTION...
    run libexec/gcc/x86_64-linux-gnu/14/cc1plus -quiet -std=c++17 -D_GNU_SOURCE -O0 -g -fPIC -fvisibility=hidden -fvisibility-inlines-hidden \
        -nostdinc -nostdinc++ -isystem usr/include/c++/14 -isystem usr/include/x86_64-linux-gnu/c++/14 \
        -isystem usr/include/c++/14/backward -isystem usr/lib/gcc/x86_64-linux-gnu/14/include -isystem usr/include/x86_64-linux-gnu \
        -isystem usr/include "${@:2}" number.cpp -o "$1.s"
    run bin/x86_64-linux-gnu-as "$1.s" -o "$1.o"
    run bin/x86_64-linux-gnu-ld -shared -soname libnumber.so.1 "$1.o" -o "$1.so"
}
library older
library newer -DNEWER
cat >own <<'END'
[suppress_function]
  symbol_name_not_regexp = ^_ZN7numbers
[suppress_variable]
  symbol_name_not_regexp = ^_ZN7numbers
END
status() { # OPTION...
    local result=0
    run bin/abidiff "$@" older.so newer.so >said || result=$?
    echo "$result"
}
cat >expected <<'END'
abidiff: 12
removed: std::from_chars<int>
abidiff, of the library's own names: 0
END
{
    echo "abidiff: $(status)"
    sed -n "s/.*'function \(.* std::from_chars<int>\).*/removed: std::from_chars<int>/p" said
    echo "abidiff, of the library's own names: $(status --suppressions own --no-unreferenced-symbols)"
} | tee seen
diff expected seen
echo "as described: GCC $gcc, abigail-tools $abigail"
