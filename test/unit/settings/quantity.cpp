// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/quantity.hpp"

#include "support/settings_text.hpp"

using namespace log_fluentd::detail;
using namespace std::chrono_literals;
using log_fluentd::test::check_message;
using invalid = std::invalid_argument;

BOOST_AUTO_TEST_SUITE(quantity)

BOOST_AUTO_TEST_CASE(durations)
{
    BOOST_TEST((parse_duration("500ms") == 500ms));
    BOOST_TEST((parse_duration("2s") == 2s));
    BOOST_TEST((parse_duration("1.5s") == 1500ms));
    BOOST_TEST((parse_duration("0.001s") == 1ms));
    BOOST_TEST((parse_duration("10min") == 10min));
    BOOST_TEST((parse_duration("1h") == 1h));
    BOOST_TEST((parse_duration("0.5h") == 30min));
    BOOST_TEST((parse_duration(" 20 ms ") == 20ms));
    BOOST_TEST((parse_duration("0ms") == 0ms));
}

BOOST_AUTO_TEST_CASE(zero_needs_no_unit)
{
    BOOST_TEST((parse_duration("0") == 0ms));
}

BOOST_AUTO_TEST_CASE(a_duration_without_a_unit_is_an_error)
{
    check_message<invalid>([] { parse_duration("500"); }, "has no unit; write 500ms, 500s, 500min or 500h");
    check_message<invalid>([] { parse_duration("1.5"); }, "has no unit; write 1.5ms, 1.5s");
}

BOOST_AUTO_TEST_CASE(units_of_durations)
{
    check_message<invalid>([] { parse_duration("10m"); }, "write 10min or 10ms");
    check_message<invalid>([] { parse_duration("250us"); }, "unknown unit us", "ms, s, min and h");
    check_message<invalid>([] { parse_duration("5S"); }, "unknown unit S");
}

BOOST_AUTO_TEST_CASE(what_is_no_duration)
{
    for (auto const* text : {"", " ", "s", "ms500", "-1s", "+1s", ".5s", "1.s", "1.0000000001s"})
        check_message<invalid>([=] { parse_duration(text); }, "is not a duration; write a number and a unit");
    check_message<invalid>([] { parse_duration("1.5ms"); }, "not a whole number of milliseconds");
    check_message<invalid>([] { parse_duration("99999999999999999999s"); }, "is too large");
    check_message<invalid>([] { parse_duration("1000000000000000h"); }, "is too large");
}

BOOST_AUTO_TEST_CASE(sizes)
{
    BOOST_TEST(parse_size("4096") == 4096u);
    BOOST_TEST(parse_size("4096B") == 4096u);
    BOOST_TEST(parse_size("0") == 0u);
    BOOST_TEST(parse_size("4KiB") == 4096u);
    BOOST_TEST(parse_size("64MiB") == std::size_t{64} << 20);
    BOOST_TEST(parse_size("1.5 MiB") == std::size_t{3} << 19);
    BOOST_TEST(parse_size("1GiB") == std::size_t{1} << 30);
    BOOST_TEST(parse_size("8kB") == 8000u);
    BOOST_TEST(parse_size("8KB") == 8000u);
    BOOST_TEST(parse_size("64MB") == 64'000'000u);
    BOOST_TEST(parse_size("1.5GB") == 1'500'000'000u);
}

BOOST_AUTO_TEST_CASE(what_is_no_size)
{
    check_message<invalid>([] { parse_size("64M"); }, "unknown unit M", "KiB, MiB, GiB", "kB, MB, GB");
    check_message<invalid>([] { parse_size("64mb"); }, "unknown unit mb");
    check_message<invalid>([] { parse_size("1.5"); }, "not a whole number of bytes");
    check_message<invalid>([] { parse_size("-1"); }, "is not a size; write a number of bytes");
    check_message<invalid>([] { parse_size(""); }, "is not a size");
    check_message<invalid>([] { parse_size("9999999999GiB"); }, "is too large");
}

BOOST_AUTO_TEST_CASE(whole_numbers)
{
    BOOST_TEST(parse_whole_number("0") == 0u);
    BOOST_TEST(parse_whole_number(" 24224 ") == 24224u);
    for (auto const* text : {"", "-5", "1.5", "0x10", "7 days", "seven"})
        check_message<invalid>([=] { parse_whole_number(text); }, "is not a whole number; write digits only");
    check_message<invalid>([] { parse_whole_number("18446744073709551616"); }, "is too large");
    BOOST_TEST(parse_count(" 24224 ") == 24224u);
    check_message<invalid>([] { parse_count("-5"); }, "is not a whole number");
    auto const one_too_many = sizeof(std::size_t) < 8 ? "4294967296" : "18446744073709551616";
    check_message<invalid>([&] { parse_count(one_too_many); }, "is too large");
}

BOOST_AUTO_TEST_CASE(booleans)
{
    for (auto const* text : {"true", "True", "TRUE", "1", " true "})
        BOOST_TEST(parse_boolean(text));
    for (auto const* text : {"false", "False", "FALSE", "0"})
        BOOST_TEST(!parse_boolean(text));
    for (auto const* text : {"yes", "On", "YES"})
        check_message<invalid>([=] { parse_boolean(text); }, "write true");
    for (auto const* text : {"no", "OFF"})
        check_message<invalid>([=] { parse_boolean(text); }, "write false");
    for (auto const* text : {"", "2", "tru"})
        check_message<invalid>([=] { parse_boolean(text); }, "is not a boolean; write true or false");
}

BOOST_AUTO_TEST_CASE(lists)
{
    using list = std::vector<std::string>;
    BOOST_TEST((parse_list("") == list{}));
    BOOST_TEST((parse_list("  ") == list{}));
    BOOST_TEST((parse_list("A") == list{"A"}));
    BOOST_TEST((parse_list(" A ,B,\tC D ") == list{"A", "B", "C D"}));
    for (auto const* text : {"A,", ",A", "A,,B", ","})
        check_message<invalid>([=] { parse_list(text); }, "has a comma with nothing before or behind it");
}

BOOST_AUTO_TEST_CASE(words)
{
    check_message<invalid>(
        [] {
            fail_word("mrge", {"protect", "merge", "off"});
        },
        "is not known here; write protect, merge or off (did you mean merge?)");
    check_message<invalid>([] { fail_word("x", {"drop_newest"}); }, "is not known here; write drop_newest");
}

BOOST_AUTO_TEST_SUITE_END()
