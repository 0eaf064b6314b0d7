#!/bin/bash
# Guessed: valid code that makes two objects with boost::make_shared, one of which takes the other, compiles without a warning.
# Seen, with GCC 16.2.0 (Debian unstable, 16.2.0-4) and Boost 1.92 (1.92.0-4+b1): with -O2 -Wall it says in Boost's headers, and at the
# class itself, that subscripts are outside array bounds (-Warray-bounds): it believes that the object of one type is destroyed as one of
# the other. So does an ordinary sink of Boost.Log, `boost::make_shared<unlocked_sink<backend>>(boost::make_shared<backend>())`. Without
# guesses at virtual calls (-fno-devirtualize-speculatively) it says nothing, nor with std::make_shared.
#
# Needs curl, xz, dpkg (no root), an x86-64 and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
mirror=http://deb.debian.org/debian
gcc=16.2.0-4
boost=1.92.0-4+b1
packages=("g++-16-x86-64-linux-gnu=$gcc" "libstdc++-16-dev=$gcc" "libgcc-16-dev=$gcc" "libboost1.92-dev=$boost"
    libc6 libc6-dev linux-libc-dev libisl23 libmpc3 libmpfr6 libgmp10 zlib1g libzstd1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl -sSf "$mirror/dists/sid/main/binary-amd64/Packages.xz" | xz -d >Packages
for package in "${packages[@]}"; do
    name=${package%%=*}
    file=$(sed -n "/^Package: $name\$/,/^\$/s/^Filename: //p" Packages)
    version=$(sed -n "/^Package: $name\$/,/^\$/s/^Version: //p" Packages)
    [ "$package" = "$name" ] || [ "$package" = "$name=$version" ] || { echo "$name is of $version now"; exit 1; }
    curl -sSf "$mirror/$file" -o package.deb
    dpkg-deb -x package.deb .
done

cat >program.cpp <<'END'
#ifdef STANDARD
#include <memory>
using std::make_shared;
using std::shared_ptr;
#else
#include <boost/make_shared.hpp>
using boost::make_shared;
using boost::shared_ptr;
#endif
#include <cstdio>

struct small
{
    virtual ~small() { std::puts("small"); }
    int one = 1;
};

struct large
{
    explicit large(shared_ptr<small> other) : of(other) {}
    virtual ~large() { std::puts("large"); }
    shared_ptr<small> of;
    long numbers[12] = {};
};

int main()
{
    auto const made = make_shared<large>(make_shared<small>());
    std::printf("%ld\n", made->numbers[0]);
}
END
libraries=$folder/usr/lib/x86_64-linux-gnu
warnings() { # OPTION...
    "$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" usr/libexec/gcc/x86_64-linux-gnu/16/cc1plus -quiet -std=c++17 -D_GNU_SOURCE -O2 -Wall \
        -nostdinc -nostdinc++ -isystem usr/include/c++/16 -isystem usr/include/x86_64-linux-gnu/c++/16 -isystem usr/include/c++/16/backward \
        -isystem usr/lib/gcc/x86_64-linux-gnu/16/include -isystem usr/include/x86_64-linux-gnu -isystem usr/include \
        "$@" program.cpp -o /dev/null >said 2>&1 || { cat said >&2; return 1; }
    grep -c 'Warray-bounds' said || true
}
cat >expected <<'END'
boost::make_shared: 2
the same, without guesses at virtual calls: 0
std::make_shared: 0
END
{
    echo "boost::make_shared: $(warnings)"
    echo "the same, without guesses at virtual calls: $(warnings -fno-devirtualize-speculatively)"
    echo "std::make_shared: $(warnings -DSTANDARD)"
} | tee seen
diff expected seen
echo "as described: GCC $gcc, Boost $boost"
