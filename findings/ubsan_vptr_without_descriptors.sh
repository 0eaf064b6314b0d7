#!/bin/bash
# Guessed: Clang's sanitizer of undefined behaviour (-fsanitize=vptr) reads an object's memory, and needs nothing from the
# system; our own code was thought to be at fault.
# Seen, with Clang 14.0.6 (Debian 12, 1:14.0.6-12): the check makes a pipe to find out whether that memory may be read.
# Where it gets none, as in a test of a shortage, it reports "object has invalid vptr ... <memory cannot be printed>" of an
# object that is valid. Once a type was seen with descriptors, it is remembered, and nothing is reported.
#
# Needs apt's lists of Debian 12 (no root), g++ for its headers, and a network (37 MB). Fails where it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=1:14.0.6-12
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download {clang-14,libclang-common-14-dev,libclang-rt-14-dev,libllvm14,libclang-cpp14}="$version"
for package in *.deb; do dpkg-deb -x "$package" .; done
export LD_LIBRARY_PATH=$folder/usr/lib/$(gcc -print-multiarch):$folder/usr/lib/llvm-14/lib

cat >program.cpp <<'END'
#include <cstdio>
#include <stdexcept>
#include <string>
#include <sys/resource.h>

void use()
{
    std::runtime_error const valid("a valid object");
    std::exception const& seen = valid;
    std::puts(seen.what());
}

// program [warm] [none]
int main(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i) {
        rlimit const none{0, 0};
        std::string(argv[i]) == "warm" ? use() : static_cast<void>(::setrlimit(RLIMIT_NOFILE, &none));
    }
    use();
}
END
"$folder/usr/lib/llvm-14/bin/clang" --driver-mode=g++ -std=c++17 -g1 -O0 -fsanitize=vptr -fno-sanitize-recover=vptr program.cpp \
    -o program

{
    for arguments in "" "none" "warm none"; do
        status=0
        # shellcheck disable=SC2086
        ./program $arguments >out 2>&1 || status=$?
        echo "program $arguments: ends with $status: $(sed -e 's/0x[0-9a-f]*/ADDRESS/g' out | head -n 2 | tr '\n' '|')"
    done
} | tee seen
cat >expected <<'END'
program : ends with 0: a valid object|
program none: ends with 1: program.cpp:10:20: runtime error: member call on address ADDRESS which does not point to an object of type 'std::exception'|ADDRESS: note: object has invalid vptr|
program warm none: ends with 0: a valid object|a valid object|
END
diff expected seen
echo "as described: Clang $version"
