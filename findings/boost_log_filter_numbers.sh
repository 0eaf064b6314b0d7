#!/bin/bash
# Guessed: in a filter of Boost.Log a word is a text; a number beyond double is refused, or infinite; numbers are compared
# by their values.
# Seen, with Boost 1.81.0 (Debian 12, 1.81.0-5+deb12u1), boost::log::parse_filter:
#   - `INF`, `Infinity` and `NaN` are numbers, in any case: `%A% < INF` is true of 5.0, `%A% != NaN` too.
#   - `1e400` is a text, without a word. No comparison with it is true of a number, not even `!=`.
#   - An operand is a long: -1 is 18446744073709551615 beside an unsigned long, so `%A% > -1` is true of none of them.
#   - A float is compared as a double: `%A% = 0.1` is not true of the float 0.1f; `%A% = 0.5` is of 0.5f.
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
#include <boost/log/attributes/attribute_set.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/version.hpp>
#include <iostream>

namespace logging = boost::log;

template <typename Value>
void ask(char const* filter, char const* type, Value value)
{
    logging::attribute_set attributes;
    attributes["A"] = logging::attributes::make_constant(value);
    bool const passes = logging::parse_filter(filter)(logging::attribute_value_set(attributes, {}, {}));
    std::cout << filter << " of the " << type << ' ' << value << ": " << (passes ? "true" : "false") << '\n';
}

int main()
{
    std::cout << "Boost " << BOOST_LIB_VERSION << '\n';
    for (auto const* filter : {"%A% < INF", "%A% <= Infinity", "%A% != NaN", "%A% < 1e308", "%A% < 1e400", "%A% != 1e400"})
        ask(filter, "double", 5.0);
    for (auto const* filter : {"%A% > -1", "%A% >= 0"})
        ask(filter, "unsigned long", 5ul);
    ask("%A% > -1", "long", 5l);
    ask("%A% = 0.1", "float", 0.1f);
    ask("%A% = 0.5", "float", 0.5f);
}
END
libraries=$folder/usr/lib/$(dpkg-architecture -qDEB_HOST_MULTIARCH 2>/dev/null || gcc -print-multiarch)
g++ -std=c++17 -O0 -DBOOST_ALL_DYN_LINK -I"$folder/usr/include" program.cpp -o program \
    "$libraries"/libboost_{log_setup,log,thread,filesystem,regex,atomic,chrono}.so.1.81.0 -Wl,-rpath,"$libraries" \
    -Wl,-rpath-link,"$libraries" -pthread

cat >expected <<'END'
Boost 1_81
%A% < INF of the double 5: true
%A% <= Infinity of the double 5: true
%A% != NaN of the double 5: true
%A% < 1e308 of the double 5: true
%A% < 1e400 of the double 5: false
%A% != 1e400 of the double 5: false
%A% > -1 of the unsigned long 5: false
%A% >= 0 of the unsigned long 5: true
%A% > -1 of the long 5: true
%A% = 0.1 of the float 0.1: false
%A% = 0.5 of the float 0.5: true
END
./program | tee seen
diff expected seen
echo "as described: Boost.Log $version"
