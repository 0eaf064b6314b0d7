// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Numbers in JSON texts arrive as they were written.

#include "format/json_parser.hpp"

#include "support/records.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>
#include <string>

namespace {

namespace json = boost::json;
using log_fluentd::format_dictionary;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

std::uint64_t bits(double number)
{
    std::uint64_t result;
    std::memcpy(&result, &number, sizeof(result));
    return result;
}

double random_double(std::mt19937_64& random)
{
    for (;;) {
        std::uint64_t const chosen = random();
        double number;
        std::memcpy(&number, &chosen, sizeof(number));
        if (std::isfinite(number))
            return number;
    }
}

std::string printed(char const* format, double number)
{
    char text[512];
    auto const size = std::snprintf(text, sizeof(text), format, number);
    return {text, static_cast<std::size_t>(size)};
}

json::value parsed(std::string const& text)
{
    std::size_t read = 0;
    boost::system::error_code error;
    auto const result = log_fluentd::detail::parse_json_exactly(text, read, error);
    BOOST_TEST(!error, text);
    return result;
}

/// The value in a message, a dictionary's constant, and inside of other values.
json::value sent_in_message(std::string const& number)
{
    record_formatter const formatter({{"level", "%Level%"}}, {});
    return format_value(formatter, "{\"x\": {\"list\": [true, " + number + "]}}", "Level", 1)
        .map.at("x")
        .at("list")
        .at(1);
}

struct hard_number
{
    char const* text;
    double number;
};

constexpr double infinity = std::numeric_limits<double>::infinity();

hard_number const hard_numbers[] = {
    // Of the report.
    {"0.21024228416727025", 0x1.ae9381b5e0cc2p-3},
    // Java's and PHP's endless loops; the limits of the normal and the subnormal numbers.
    {"2.2250738585072011e-308", 0x0.fffffffffffffp-1022},
    {"2.2250738585072012e-308", 0x1p-1022},
    {"2.2250738585072014e-308", 0x1p-1022},
    {"4.9406564584124654e-324", 0x1p-1074},
    {"5e-324", 0x1p-1074},
    {"2.4703282292062328e-324", 0x1p-1074},
    {"2.4703282292062327e-324", 0.0},
    {"1.7976931348623157e308", 0x1.fffffffffffffp+1023},
    {"1.7976931348623158e308", 0x1.fffffffffffffp+1023},
    {"1.7976931348623159e308", infinity},
    {"-1.7976931348623157e308", -0x1.fffffffffffffp+1023},
    // Halfway cases: to the even one, unless a digit far behind says otherwise.
    {"9007199254740993.0", 9007199254740992.0},
    {"9007199254740992.9999999999999999", 9007199254740992.0},
    {"9007199254740993.0000000000000001", 9007199254740994.0},
    {"9007199254740995.0", 9007199254740996.0},
    {"1.00000000000000011102230246251565404236316680908203125", 1.0},
    {"1.00000000000000011102230246251565404236316680908203124", 1.0},
    {"1.00000000000000011102230246251565404236316680908203126", 0x1.0000000000001p0},
    {"1.00000000000000033306690738754696212708950042724609375", 0x1.0000000000002p0},
    // Of Gay's, Bryan's and Lemire's collections.
    {"1.2e-1", 0x1.eb851eb851eb8p-4},
    {"8.5e22", 0x1.1ffdbf6b2b2ebp+76},
    {"6.0221409e+23", 0x1.fe185d6c70058p+78},
    {"1e23", 0x1.52d02c7e14af6p+76},
    {"8.98846567431158e307", 0x1p+1023},
    {"3.5844466002796428e+298", 0x1.b67769db917d9p+991},
    {"1.448997445238699", 0x1.72f17f1f49aadp0},
    {"7.2057594037927933e16", 0x1p+56},
    {"123456789012345678901234567890.5", 0x1.8ee90ff6c373ep+96},
    {"-0.0", -0.0},
    {"0.1", 0.1},
    {"100E-1", 10.0},
    // Integers beyond 64 bits are doubles.
    {"18446744073709551616", 0x1p64},
    {"18446744073709553665", 0x1.0000000000001p64},
    {"-9223372036854775809", -0x1p63},
    // Beyond all doubles.
    {"1e400", infinity},
    {"-1e400", -infinity},
    {"1e-400", 0.0},
    {"-1e-400", -0.0},
};

} // namespace

BOOST_AUTO_TEST_SUITE(json_number)

BOOST_AUTO_TEST_CASE(a_hundred_thousand_random_doubles_are_exact)
{
    std::mt19937_64 random(20261129);
    std::uniform_real_distribution<double> usual(-1000, 1000);
    std::size_t wrong = 0;
    for (int i = 0; i < 100000; ++i) {
        double const number = i % 2 ? usual(random) : random_double(random);
        wrong += bits(parsed("[" + printed("%.17g", number) + "]").at(0).to_number<double>()) != bits(number);
        wrong += bits(parsed("[" + printed("%.16e", number) + "]").at(0).to_number<double>()) != bits(number);
    }
    BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(so_are_those_in_messages)
{
    std::mt19937_64 random(17);
    std::uniform_real_distribution<double> usual(0, 1);
    std::size_t wrong = 0;
    for (int i = 0; i < 2000; ++i) {
        double const number = usual(random);
        wrong += bits(sent_in_message(printed("%.17f", number) + "0").to_number<double>()) !=
                 bits(std::strtod(printed("%.17f", number).c_str(), nullptr));
        double const any = random_double(random);
        wrong += bits(sent_in_message(printed("%.17g", any)).to_number<double>()) != bits(any);
    }
    BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(hard_ones_are_exact)
{
    for (auto const& hard : hard_numbers) {
        std::string const text = hard.text;
        auto const number = parsed("{\"x\": " + text + "}").at("x");
        BOOST_TEST(number.is_double(), text);
        BOOST_TEST(bits(number.to_number<double>()) == bits(hard.number), text);
        BOOST_TEST(bits(parsed(text).to_number<double>()) == bits(hard.number),
                   text); // at the end of the text
        if (std::isfinite(hard.number))
            BOOST_TEST(bits(sent_in_message(text).to_number<double>()) == bits(hard.number), text);
    }
}

BOOST_AUTO_TEST_CASE(of_many_digits)
{
    // 1 + 2^-52, and half a unit more: a digit behind 800 others decides.
    std::string const half = "1.00000000000000033306690738754696212708950042724609375";
    std::string const zeros(800, '0');
    BOOST_TEST(parsed(half + zeros).to_number<double>() == 0x1.0000000000002p0);
    BOOST_TEST(parsed(half.substr(0, half.size() - 1) + "4" + std::string(800, '9')).to_number<double>() ==
               0x1.0000000000001p0);
    BOOST_TEST(parsed("1" + zeros + "e-800").to_number<double>() == 1.0);
    BOOST_TEST(parsed("0." + zeros + "1e801").to_number<double>() == 1.0);
}

BOOST_AUTO_TEST_CASE(integers_of_64_bits_are_integers)
{
    BOOST_TEST((parsed("9223372036854775807") == json::value(std::numeric_limits<std::int64_t>::max())));
    BOOST_TEST((parsed("-9223372036854775808") == json::value(std::numeric_limits<std::int64_t>::min())));
    BOOST_TEST((parsed("18446744073709551615") == json::value(std::numeric_limits<std::uint64_t>::max())));
    BOOST_TEST((parsed("9007199254740993") == json::value(9007199254740993)));
    BOOST_TEST(sent_in_message("9007199254740993").is_int64());
    BOOST_TEST(sent_in_message("18446744073709551615").to_number<std::uint64_t>() ==
               std::numeric_limits<std::uint64_t>::max());
}

BOOST_AUTO_TEST_CASE(what_is_beyond_all_doubles_is_written_as_such_a_double_is)
{
    BOOST_TEST(sent_in_message("1e400") == json::value("Infinity"));
    BOOST_TEST(sent_in_message("-1e400") == json::value("-Infinity"));
}

BOOST_AUTO_TEST_CASE(constants_of_dictionaries_are_exact)
{
    record_formatter const formatter(
        format_dictionary::from_json(R"({"x": 0.21024228416727025, "y": [1e23]})"));
    auto const map = format_message(formatter, "text").map;
    BOOST_TEST(bits(map.at("x").to_number<double>()) == bits(0x1.ae9381b5e0cc2p-3));
    BOOST_TEST(bits(map.at("y").at(0).to_number<double>()) == bits(0x1.52d02c7e14af6p+76));
}

BOOST_AUTO_TEST_CASE(all_else_is_as_boost_has_it)
{
    std::string const texts[] = {
        R"({"a":[1,-2,"x\u00e4\ud83d\ude00\n",null,true,false,{},[],{"b":{"c":[[[]]]}}]})",
        R"({"a":1,"b":2,"a":3})", R"("text")", R"({"":"","long key )" + std::string(5000, 'k') + R"(":1.5})"};
    for (auto const& text : texts)
        BOOST_TEST(parsed(text) == json::parse(text), text);
    for (std::string const text : {"", "{", "[1,]", "1.", ".5", "1e", "+1", "NaN", "\"\xff\"", "{\"a\" 1}"}) {
        std::size_t read = 0;
        boost::system::error_code error, of_boost;
        log_fluentd::detail::parse_json_exactly(text, read, error);
        json::parse(text, of_boost);
        BOOST_TEST(error == of_boost, text);
        BOOST_TEST(error.failed(), text);
    }
}

BOOST_AUTO_TEST_SUITE_END()
