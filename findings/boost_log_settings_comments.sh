#!/bin/bash
# Guessed: in a settings file of Boost.Log a comment begins at a `#` behind a blank, or a `#` in a value that is not quoted is an error.
# Seen, with Boost 1.81.0 (Debian 12, 1.81.0-5+deb12u1), boost::log::parse_settings: the value ends at the first `#`, blank or not, and
# without a word: `Tag=app#1` is `app`. With nothing in front of it, as in `Color=#ff0000`, it is an error, and so is a `;`. A value in
# quotes may have both.
#
# Needs apt's lists of Debian 12 (no root), g++ and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=1.81.0-5+deb12u1
packages=(libboost1.81-dev libboost-{log,regex,thread,filesystem,atomic,chrono}1.81.0)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq download "${packages[@]/%/=$version}" libicu72
for package in *.deb; do dpkg-deb -x "$package" .; done

cat >program.cpp <<'END'
#include <boost/log/utility/setup/settings_parser.hpp>
#include <boost/version.hpp>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>

int main()
{
    std::cout << "Boost " << BOOST_LIB_VERSION << '\n';
    for (std::string const line : {"Key=app#1", "Key=app #1", "Key=#ff0000", "Key=\"app#1\"", "Key=app;1", "Key=app ;1"}) {
        std::istringstream in("[Section]\n" + line + '\n');
        std::cout << line << ": ";
        try {
            auto const settings = boost::log::parse_settings(in);
            std::cout << '[' << settings["Section"]["Key"].or_default(std::string("nothing")) << "]\n";
        } catch (std::exception const&) {
            std::cout << "an error\n";
        }
    }
}
END
libraries=$folder/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)
g++ -std=c++17 -O0 -DBOOST_ALL_DYN_LINK -I"$folder/usr/include" program.cpp -o program \
    "$libraries"/libboost_{log_setup,log,thread,filesystem,regex,atomic,chrono}.so.1.81.0 -Wl,-rpath,"$libraries" \
    -Wl,-rpath-link,"$libraries" -pthread

cat >expected <<'END'
Boost 1_81
Key=app#1: [app]
Key=app #1: [app]
Key=#ff0000: an error
Key="app#1": [app#1]
Key=app;1: an error
Key=app ;1: an error
END
./program | tee seen
diff expected seen
echo "as described: Boost.Log $version"
