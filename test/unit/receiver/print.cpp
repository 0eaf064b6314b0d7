// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/print.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <ctime>
#include <limits>
#include <string>

namespace {

using log_fluentd::received_event;
using log_fluentd::detail::receiving::in_quotes;
using log_fluentd::detail::receiving::print_json;
using log_fluentd::detail::receiving::print_line;

/// Local time is the machine's; the tests want one that they know.
struct fixed_zone
{
    fixed_zone()
    {
        ::setenv("TZ", "<+0530>-5:30", 1);
        ::tzset();
    }
};

received_event make_event(boost::json::object record)
{
    received_event result;
    result.tag = "app.shop";
    result.seconds = 1700000000;
    result.nanoseconds = 7'999'999;
    result.record = std::move(record);
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_print, *boost::unit_test::fixture<fixed_zone>())

BOOST_AUTO_TEST_CASE(a_line_for_people)
{
    received_event const event = make_event(
        {{"order", 4711}, {"to", {{"vip", true}, {"list", {1, nullptr, "x"}}}}, {"total", 19.99}, {"e", {}}});
    BOOST_TEST(print_line(event, false) ==
               "2023-11-15 03:43:20.007  app.shop  "
               R"({"order": 4711, "to": {"vip": true, "list": [1, null, "x"]}, "total": 19.99, "e": {}})");
    BOOST_TEST(print_line(make_event({}), false) == "2023-11-15 03:43:20.007  app.shop  {}");
}

BOOST_AUTO_TEST_CASE(a_coloured_line_is_the_same_with_escape_sequences)
{
    std::string const line = print_line(make_event({{"a", "b"}, {"n", 1}}), true);
    BOOST_TEST(line ==
               "\x1b[90m2023-11-15 03:43:20.007\x1b[0m  \x1b[1;36mapp.shop\x1b[0m  "
               "{\x1b[34m\"a\"\x1b[0m: \x1b[32m\"b\"\x1b[0m, \x1b[34m\"n\"\x1b[0m: \x1b[33m1\x1b[0m}");
}

BOOST_AUTO_TEST_CASE(a_line_of_json)
{
    std::string const line = print_json(make_event({{"order", 4711}, {"text", "ü\n"}}));
    BOOST_TEST(line == R"({"tag":"app.shop","seconds":1700000000,"nanoseconds":7999999,)"
                       R"("record":{"order":4711,"text":"ü\n"}})");
}

BOOST_AUTO_TEST_CASE(metadata_is_shown_where_there_is_any)
{
    received_event event = make_event({{"n", 1}});
    event.metadata = {{"source", "otlp"}, {"x", std::numeric_limits<double>::infinity()}};
    BOOST_TEST(print_line(event, false) ==
               R"(2023-11-15 03:43:20.007  app.shop  {"n": 1}  metadata {"source": "otlp", "x": Infinity})");
    BOOST_TEST(print_json(event) == R"({"tag":"app.shop","seconds":1700000000,"nanoseconds":7999999,)"
                                    R"("record":{"n":1},"metadata":{"source":"otlp","x":"Infinity"}})");
}

BOOST_AUTO_TEST_CASE(what_json_and_terminals_do_not_take_is_replaced)
{
    received_event event = make_event({{"bad \xff key", "\xe2\x82 \xc3\xa4\xc2\x9b\x7f\x1b[2J"}});
    event.tag = "t\x1b]0;x\a\xff";
    event.record["list"] = {std::numeric_limits<double>::infinity(),
                            {{"n", std::numeric_limits<double>::quiet_NaN()}}};
    BOOST_TEST(print_line(event, false) ==
               "2023-11-15 03:43:20.007  t\\u001b]0;x\\u0007\uFFFD  "
               "{\"bad \uFFFD key\": \"\uFFFD\uFFFD \u00e4\\u009b\\u007f\\u001b[2J\", "
               "\"list\": [Infinity, {\"n\": NaN}]}");
    std::string const line = print_json(event);
    boost::json::object const read = boost::json::parse(line).as_object();
    BOOST_TEST(read.at("tag").as_string() == "t\x1b]0;x\a\uFFFD");
    BOOST_TEST(read.at("record").at("bad \uFFFD key").as_string() == "\uFFFD\uFFFD \u00e4\u009b\x7f\x1b[2J");
    BOOST_TEST(boost::json::serialize(read.at("record").at("list")) == R"(["Infinity",{"n":"NaN"}])");
}

BOOST_AUTO_TEST_CASE(a_time_beyond_the_calendar_is_shown_in_seconds)
{
    received_event event = make_event({});
    event.seconds = std::numeric_limits<std::int64_t>::max();
    BOOST_TEST(print_line(event, false) == "9223372036854775807.007  app.shop  {}");
}

BOOST_AUTO_TEST_CASE(quotations_are_short)
{
    BOOST_TEST(in_quotes("a\"b") == R"("a\"b")");
    BOOST_TEST(in_quotes(std::string(61, 'x')) == '"' + std::string(60, 'x') + "\"...");
}

BOOST_AUTO_TEST_SUITE_END()
