#!/bin/bash
# Guessed: a filter factory that boost::log::register_simple_filter_factory makes reads the whole operand of a comparison, or refuses
# it, as it does in Boost 1.83 ("bad lexical cast").
# Seen, with Boost 1.88.0 (Debian 13, 1.88.0-1): it reads what `>>` reads, and passes over the rest without a word.
#   - `%Channel% = "two words"` is true of "two", and not of "two words". A text with a blank in it can never be equal.
#   - An empty text cannot be written: "Failed to parse argument value". Blanks in front are skipped.
#   - `%Count% = 5.9` and `5x` are 5, `%Ratio% = 2,5` is 2.
#
# Needs curl, xz, dpkg (no root), g++ and a network. Fails where something of it has changed.
#
# Copyright (c) 2026 The log_fluentd authors
# Distributed under the Boost Software License, Version 1.0.
# (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

set -eu
version=1.88.0-1
mirror=http://deb.debian.org/debian
# Debian 13's C library runs the program, since Boost was built for it.
packages=(libboost1.88-dev libboost-{log,thread,filesystem,atomic}1.88.0 libboost-chrono1.88.0t64 libc6 libstdc++6 libgcc-s1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
curl -sSf "$mirror/dists/trixie/main/binary-amd64/Packages.xz" | xz -d >Packages
for package in "${packages[@]}"; do
    file=$(sed -n "/^Package: $package\$/,/^\$/s/^Filename: //p" Packages)
    case $package in
    libboost*) [[ $file == *_${version}_* ]] || { echo "$package is not $version: $file"; exit 1; } ;;
    esac
    curl -sSf "$mirror/$file" -o package.deb
    dpkg-deb -x package.deb .
done

cat >program.cpp <<'END'
#include <boost/log/attributes/attribute_set.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/version.hpp>
#include <exception>
#include <iostream>
#include <string>

namespace logging = boost::log;

template <typename Value>
void ask(std::string const& filter, char const* attribute, Value value)
{
    logging::attribute_set attributes;
    attributes[attribute] = logging::attributes::make_constant(value);
    std::cout << filter << " of '" << value << "': ";
    try {
        bool const passes = logging::parse_filter(filter)(logging::attribute_value_set(attributes, {}, {}));
        std::cout << (passes ? "true" : "false") << '\n';
    } catch (std::exception const& error) {
        std::cout << error.what() << '\n';
    }
}

int main()
{
    std::cout << "Boost " << BOOST_LIB_VERSION << '\n';
    logging::register_simple_filter_factory<std::string>("Channel");
    logging::register_simple_filter_factory<int>("Count");
    logging::register_simple_filter_factory<double>("Ratio");
    for (std::string const value : {"two words", "two"})
        ask("%Channel% = \"two words\"", "Channel", value);
    ask("%Channel% = \" x\"", "Channel", std::string("x"));
    ask("%Channel% = \"\"", "Channel", std::string());
    ask("%Count% = 5.9", "Count", 5);
    ask("%Count% = 5x", "Count", 5);
    ask("%Ratio% = \"2,5\"", "Ratio", 2.0);
}
END
libraries=$folder/usr/lib/x86_64-linux-gnu
g++ -std=c++17 -O0 -DBOOST_ALL_DYN_LINK -I"$folder/usr/include" program.cpp -o program \
    "$libraries"/libboost_{log_setup,log,thread,filesystem}.so.1.88.0 -Wl,--allow-shlib-undefined -pthread

cat >expected <<'END'
Boost 1_88
%Channel% = "two words" of 'two words': false
%Channel% = "two words" of 'two': true
%Channel% = " x" of 'x': true
%Channel% = "" of '': Failed to parse argument value from ""
%Count% = 5.9 of '5': true
%Count% = 5x of '5': true
%Ratio% = "2,5" of '2': true
END
"$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" ./program | tee seen
diff expected seen
echo "as described: Boost.Log $version"
