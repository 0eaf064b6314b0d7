#!/bin/bash
# Guessed: sources that are compiled together, as by CMAKE_UNITY_BUILD, are inlined into each other at least as well as when each is
# compiled by itself, since the compiler sees more.
# Seen, with g++ 12.2.0 at -O2 and -O3: it inlines less, in the same functions. In a unit of more than 10000 of its instructions
# (--param=large-unit-insns) all inlining together may add 40 % to the unit; what would go beyond is left as calls. Here 1000 functions
# call an `inline` one three times each. As ten units of 100 functions no call is left; as one unit 2700 of the 3000 are.
# With --param=large-unit-insns=1000000 the one unit is as the ten. A logging library whose folders were joined so took 108 ns
# in place of 100 for a record.
#
# Needs apt's lists of Debian 12 (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=12.2.0-14+deb12u1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download g++-12="$version" libisl23 libmpc3 libmpfr6 libgmp10 2>problems || { cat problems >&2; exit 1; }
for package in *.deb; do dpkg-deb -x "$package" .; done
libraries=$(echo "$folder"/usr/lib/*-linux-gnu)
compiler=$(echo "$folder"/usr/lib/gcc/*/12/cc1plus)

# A number as one, three or nine bytes; and FIRST to LAST functions that write three.
functions() { # FIRST LAST
    cat <<'END'
struct output { char* to; };
inline void put(output& o, unsigned long v)
{
    if (v < 128) {
        *o.to++ = static_cast<char>(v);
    } else if (v < 65536) {
        *o.to++ = '\x01';
        *o.to++ = static_cast<char>(v >> 8);
        *o.to++ = static_cast<char>(v);
    } else {
        *o.to++ = '\x02';
        for (int i = 56; i >= 0; i -= 8)
            *o.to++ = static_cast<char>(v >> i);
    }
}
END
    for i in $(seq "$1" "$2"); do
        echo "void f$i(output& o, unsigned long a, unsigned long b) { put(o, a * $i); put(o, b ^ $i); put(o, a + b + $i); }"
    done
}
calls() { # OPTION... <SOURCE
    cat >unit.ii
    env LD_LIBRARY_PATH="$libraries" "$compiler" -quiet "$@" unit.ii -o unit.s
    grep -cE '(call|jmp|bl?)[[:space:]]+_Z3put' unit.s || true
}
for level in -O2 -O3; do
    left=0
    for begin in $(seq 1 100 901); do left=$((left + $(functions "$begin" $((begin + 99)) | calls $level))); done
    joined=$(functions 1 1000 | calls $level)
    raised=$(functions 1 1000 | calls $level --param=large-unit-insns=1000000)
    echo "$level: of 3000 calls, ten units leave $left, one unit $joined, one with the bound raised $raised"
    [ "$left" = 0 ] && [ "$raised" = 0 ] && [ "$joined" -gt 2000 ]
done
echo "as described: g++ $version"
