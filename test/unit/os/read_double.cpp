// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/read_double.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <limits>
#include <string_view>

namespace log_fluentd::detail {
namespace {

BOOST_AUTO_TEST_SUITE(numbers_with_a_fraction)

struct example
{
    std::string_view text;
    double number;
    std::size_t size; ///< How much of the text is the number.
};

constexpr auto infinity = std::numeric_limits<double>::infinity();

BOOST_AUTO_TEST_CASE(are_read_as_far_as_they_go)
{
    example const examples[] = {{"0", 0, 1},
                                {"-2.5", -2.5, 4},
                                {"1e3", 1000, 3},
                                {"1.5e-3x", 0.0015, 6},
                                {".5", 0.5, 2},
                                {"5.", 5, 2},
                                {"1e", 1, 1},
                                {"0.1 2", 0.1, 3},
                                {"0x10", 0, 1},
                                {"1,5", 1, 1},
                                {"0e999", 0, 5},
                                {"0 5", 0, 1},
                                {"-0.0x1", 0, 4},
                                {"inf5", infinity, 3},
                                {"4.9e-324", 4.9e-324, 8},
                                {"1.7976931348623157e308", 1.7976931348623157e308, 22},
                                {"9007199254740993", 9007199254740992.0, 16},
                                {"inf", infinity, 3},
                                {"-Infinity", -infinity, 9}};
    for (auto const& one : examples) {
        double number = 42;
        auto const [end, error] = read_double(one.text, number);
        BOOST_TEST((error == std::errc()), one.text);
        BOOST_TEST(number == one.number, one.text);
        BOOST_TEST(std::size_t(end - one.text.data()) == one.size, one.text);
    }
}

BOOST_AUTO_TEST_CASE(are_not_what_begins_otherwise)
{
    for (std::string_view const text : {"", " 1", "+1", "-", "e5", ".", "\t1", "x", "-+1", "--1", "\n1"}) {
        double number = 42;
        auto const [end, error] = read_double(text, number);
        BOOST_TEST((error == std::errc::invalid_argument), text);
        BOOST_TEST((end == text.data()), text);
        BOOST_TEST(number == 42, text);
    }
}

BOOST_AUTO_TEST_CASE(are_not_what_no_double_can_hold)
{
    for (std::string_view const text : {"1e400", "-1e400", "1e-400", "-1e-400"}) {
        double number = 42;
        auto const [end, error] = read_double(text, number);
        BOOST_TEST((error == std::errc::result_out_of_range), text);
        BOOST_TEST((end == text.data() + text.size()), text);
        BOOST_TEST(number == 42, text);
    }
}

BOOST_AUTO_TEST_CASE(may_be_none)
{
    double number = 42;
    BOOST_TEST((read_double("nan", number).ec == std::errc()));
    BOOST_TEST(std::isnan(number));
}

BOOST_AUTO_TEST_SUITE_END()

} // namespace
} // namespace log_fluentd::detail
