#!/bin/bash
# Guessed: Debian's Boost.Log can be used by programs of any C++ standard from C++17 on; the library does not depend on which one it was
# built as.
# Seen, with Boost 1.92 (Debian unstable, 1.92.0-4+b1), built by GCC 16, which compiles as C++20 unless it is told otherwise: its headers
# leave out conversions of char16_t and char32_t in C++20, so the library does not have them. A program that is compiled as C++17, as
# clang 23 does without being told, has the operators that call them: `formatting_ostream << u'x'` compiles and is not linked. So is
# whatever visits Boost.Log's numeric_types or string_types with such an operator, though the program has no char16_t. The library of Boost
# 1.88 (Debian 13, 1.88.0-1, built by GCC 14 as C++17) has them.
#
# Needs curl, xz, dpkg (no root), g++ and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
mirror=http://deb.debian.org/debian
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >program.cpp <<'END'
#include <boost/log/utility/formatting_ostream.hpp>
#include <string>

int main()
{
    std::string text;
    boost::log::formatting_ostream out(text);
    out << u'x';
}
END
build() { # SUITE BOOST VERSION
    local package file
    mkdir "$2" && cd "$2"
    curl -sSf "$mirror/dists/$1/main/binary-amd64/Packages.xz" | xz -d >Packages
    for package in "libboost$2-dev" "libboost-log$2.0"; do
        file=$(sed -n "/^Package: $package\$/,/^\$/s/^Filename: //p" Packages)
        [[ $file == *_${3}_* ]] || { echo "$package is not $3: $file"; return 1; }
        curl -sSf "$mirror/$file" -o package.deb
        dpkg-deb -x package.deb .
    done
    if g++ -std=c++17 -O0 -DBOOST_LOG_DYN_LINK -Iusr/include ../program.cpp -o program "usr/lib/x86_64-linux-gnu/libboost_log.so.$2.0" \
        -Wl,--unresolved-symbols=ignore-in-shared-libs 2>said; then
        echo "Boost $3, C++17: linked"
    else
        echo "Boost $3, C++17: $(grep -o 'undefined reference to .boost::log::[a-z0-9_]*::aux::code_convert_impl(char16_t' said | sed 1q)"
    fi
    cd ..
}
cat >expected <<'END'
Boost 1.88.0-1, C++17: linked
Boost 1.92.0-4+b1, C++17: undefined reference to `boost::log::v2_mt_posix::aux::code_convert_impl(char16_t
END
{
    build trixie 1.88 1.88.0-1
    build sid 1.92 1.92.0-4+b1
} | tee seen
diff expected seen
echo "as described: Boost.Log 1.92.0-4+b1"
