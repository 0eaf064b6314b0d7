#!/bin/bash
# Guessed: whether a JSON text is valid does not depend on the version of Boost.JSON, and a number that no double holds is either an error
# or infinity, however it is written.
# Seen, with Boost 1.81.0 (Debian 12, 1.81.0-5+deb12u1), 1.83.0 and 1.88.0 (Debian 13, 1.83.0-4.2 and 1.88.0-1), boost::json::parse with its
# default options:
#   - `1e400` is infinity in all. serialize() writes that as `Infinity`, which is no JSON, in 1.81, and as `1e99999` later.
#   - An exponent that no int holds, as in `1e2147483648` and `1e-2147483648`, is an error (exponent overflow) in 1.81, and infinity or 0 later.
# So a program that takes a text for JSON if Boost.JSON parses it sends another type for it after an update of Boost.
#
# Needs curl, dpkg, g++ (no root) and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
pool=http://deb.debian.org/debian/pool/main/b
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >program.cpp <<'END'
#include <boost/json/src.hpp>
#include <boost/version.hpp>
#include <iostream>

int main()
{
    for (char const* text : {"1e400", "1e2147483647", "1e2147483648", "-1e2147483648", "1e-2147483648"}) {
        boost::system::error_code error;
        auto const value = boost::json::parse(text, error);
        std::cout << BOOST_LIB_VERSION << ' ' << text << ": " << (error ? error.message() : boost::json::serialize(value)) << '\n';
    }
}
END
for package in boost1.81/libboost1.81-dev_1.81.0-5+deb12u1 boost1.83/libboost1.83-dev_1.83.0-4.2 boost1.88/libboost1.88-dev_1.88.0-1; do
    curl -sSf -o package.deb "$pool/${package}_amd64.deb"
    dpkg-deb -x package.deb "$(dirname $package)"
    g++ -std=c++17 -O0 -I"$(dirname $package)/usr/include" program.cpp -o program
    ./program | tee -a seen
done
cat >expected <<'END'
1_81 1e400: Infinity
1_81 1e2147483647: Infinity
1_81 1e2147483648: exponent overflow
1_81 -1e2147483648: exponent overflow
1_81 1e-2147483648: exponent overflow
1_83 1e400: 1e99999
1_83 1e2147483647: 1e99999
1_83 1e2147483648: 1e99999
1_83 -1e2147483648: -1e99999
1_83 1e-2147483648: 0E0
1_88 1e400: 1e99999
1_88 1e2147483647: 1e99999
1_88 1e2147483648: 1e99999
1_88 -1e2147483648: -1e99999
1_88 1e-2147483648: 0E0
END
diff expected seen
echo "as described: Boost.JSON 1.81, 1.83 and 1.88"
