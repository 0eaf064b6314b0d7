// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"

#include <boost/date_time/gregorian/gregorian.hpp>
#include <boost/date_time/local_time/local_time.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/log/attributes/clock.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/expressions/formatters/date_time.hpp>
#include <boost/log/support/date_time.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>
#include <boost/make_shared.hpp>

#include <chrono>
#include <ctime>
#include <limits>
#include <string>
#include <vector>

using log_fluentd::record_formatter;
using namespace log_fluentd::test;
namespace json = boost::json;
namespace posix_time = boost::posix_time;

BOOST_AUTO_TEST_SUITE(argument_formatters)

posix_time::ptime const afternoon(boost::gregorian::date(2026, 11, 29),
                                  posix_time::time_duration(14, 5, 9) + posix_time::microseconds(1234));

template <typename Value>
json::value text_of(std::string const& placeholder, Value const& value, char const* attribute = "A")
{
    auto const result = format_value(record_formatter({{"text", placeholder}}), "x", attribute, value);
    return result["text"];
}

BOOST_AUTO_TEST_CASE(times_of_boost_are_formatted_as_the_argument_says)
{
    BOOST_TEST(text_of("%A(format=\"%H:%M\")%", afternoon) == json::value("14:05"));
    BOOST_TEST(text_of("at %A(format=\"%Y-%m-%d\\\"%f\\\"\")%!", afternoon) ==
               json::value("at 2026-11-29\"001234\"!"));
    BOOST_TEST(text_of("%A(format=\"%d.%m.%y\")%", afternoon.date()) == json::value("29.11.26"));
    BOOST_TEST(text_of("%A(format=\"%O:%M:%S\")%", afternoon.time_of_day()) == json::value("14:05:09"));
    BOOST_TEST(text_of("%A(format=\"%O:%M\")%", posix_time::minutes(90)) == json::value("01:30"));
    boost::local_time::time_zone_ptr const zone(new boost::local_time::posix_time_zone("CET+01:00"));
    BOOST_TEST(text_of("%A(format=\"%H:%M %q\")%", boost::local_time::local_date_time(afternoon, zone)) ==
               json::value("15:05 +0100"));
    BOOST_TEST(text_of("%A(format=\"%-%O:%M\")%", -posix_time::time_duration(1, 30, 0)) ==
               json::value("-01:30"));
    BOOST_TEST(text_of("%A(format=%H)%", posix_time::ptime()) == json::value("not-a-date-time"));
}

BOOST_AUTO_TEST_CASE(times_of_the_standard_library_too)
{
    using namespace std::chrono;
    auto const time = system_clock::time_point() + 1796047509s + 1234us;
    BOOST_TEST(text_of("%A(format=\"%Y-%m-%d %H:%M:%S.%f\")%", time) ==
               json::value("2026-11-30 14:05:09.001234"));
    BOOST_TEST(text_of("%A(format=\"%H\")%", time_point_cast<seconds>(time)) == json::value("14"));
    BOOST_TEST(text_of("%A(format=\"%Y %S.%f\")%", system_clock::time_point() - 1us) ==
               json::value("1969 59.999999"));
    BOOST_TEST(text_of("%A(format=\"%-%O:%M:%S\")%", -minutes(90)) == json::value("-01:30:00"));
    std::tm broken_down{};
    broken_down.tm_year = 126;
    broken_down.tm_mon = 10;
    broken_down.tm_mday = 29;
    broken_down.tm_hour = 7;
    BOOST_TEST(text_of("%A(format=\"%d %H\")%", broken_down) == json::value("29 07"));
}

BOOST_AUTO_TEST_CASE(the_clocks_of_boost_log_too)
{
    record_formatter const formatter(
        {{"local", "%TimeStamp(format=\"%H:%M\")%"}, {"utc", "%U(format=\"%H\")%"}});
    auto const result = format(formatter, [] {
        logging::sources::severity_logger<severity> log;
        log.add_attribute("TimeStamp", logging::attributes::local_clock());
        log.add_attribute("U", logging::attributes::utc_clock());
        BOOST_LOG_SEV(log, logging::trivial::info) << "x";
    });
    BOOST_TEST(result["local"].as_string().size() == 5u);
    BOOST_TEST(result["local"].as_string()[2] == ':');
    BOOST_TEST(result["utc"].as_string().size() == 2u);
}

BOOST_AUTO_TEST_CASE(scopes_have_all_arguments_of_boost_log)
{
    BOOST_LOG_NAMED_SCOPE("outer");
    BOOST_LOG_NAMED_SCOPE("middle");
    BOOST_LOG_NAMED_SCOPE("inner");
    auto const line = std::to_string(__LINE__ - 1);
    auto const scopes = logging::attributes::named_scope::get_scopes();
    auto const text = [&](std::string const& given) {
        return text_of("%Scope(" + given + ")%", scopes, "Scope");
    };
    BOOST_TEST(text("delimiter=\" / \"") == json::value("outer / middle / inner"));
    BOOST_TEST(text("iteration=reverse") == json::value("inner<-middle<-outer"));
    BOOST_TEST(text("depth=1") == json::value("...inner"));
    BOOST_TEST(text("depth=2, incomplete_marker=\"(more) \", delimiter=\", \"") ==
               json::value("(more) middle, inner"));
    BOOST_TEST(text("format=\"%n:%l\", depth=1,incomplete_marker=\"\"") == json::value("inner:" + line));
    BOOST_TEST(text_of("%Scope(empty_marker=\"none\")%", logging::attributes::named_scope_list(), "Scope") ==
               json::value("none"));
}

BOOST_AUTO_TEST_CASE(an_argument_with_a_bad_value_is_shown_and_counted)
{
    BOOST_LOG_NAMED_SCOPE("a scope");
    auto const scopes = logging::attributes::named_scope::get_scopes();
    record_formatter const formatter({{"text", "%Scope(depth=many)%"}});
    auto const result = format_value(formatter, "x", "Scope", scopes);
    BOOST_TEST(result["text"] == json::value("<format error: depth is \"many\"; write a number>"));
    BOOST_TEST(result.report.format_errors == 1u);
}

/// That a value has the same text with arguments as without, in a template with text.
template <typename Value>
void check_as_without(std::string const& arguments, Value const& value)
{
    auto const with = text_of("<%A(" + arguments + ")%>", value);
    auto const without = text_of("<%A%>", value);
    BOOST_CHECK_MESSAGE(with == without, with << " is not " << without);
}

BOOST_AUTO_TEST_CASE(values_of_other_types_are_what_they_are_without_arguments)
{
    BOOST_TEST(text_of("%A(format=\"%H\")%", 4711) == json::value("4711"));
    BOOST_TEST(text_of("%A(format=\"%H\")%", std::string("text")) == json::value("text"));
    BOOST_TEST(text_of("%A(format=\"x\")%", 1234567.25) == json::value("1234567.25"));
    BOOST_TEST(text_of("%A(format=\"x\")%", std::wstring(L"caf\u00e9")) == json::value("caf\xc3\xa9"));
    BOOST_TEST(text_of("%A(format=\"x\")%", std::vector<int>{1, 2}) == json::value("[1,2]"));
    for (char const* const arguments : {"format=\"%H\"", "colour=red", "depth=1"}) {
        check_as_without(arguments, true);
        check_as_without(arguments, 'x');
        check_as_without(arguments, L'\u00e9');
        check_as_without(arguments, 1.5f);
        check_as_without(arguments, std::numeric_limits<double>::infinity());
        check_as_without(arguments, std::wstring(L"text"));
        check_as_without(arguments, std::string());
        check_as_without(arguments, logging::trivial::warning);
        check_as_without(arguments, boost::gregorian::days(3));
        check_as_without(arguments, posix_time::time_period(afternoon, posix_time::hours(1)));
        check_as_without(arguments,
                         boost::gregorian::date_period(afternoon.date(), boost::gregorian::days(1)));
    }
    // An argument that is nobody's, for a time.
    check_as_without("colour=red", afternoon);
    check_as_without("colour=red", afternoon.time_of_day());
    check_as_without("colour=red", std::chrono::system_clock::time_point());
}

BOOST_AUTO_TEST_CASE(what_stands_in_for_an_attribute_does_so_with_arguments_too)
{
    BOOST_LOG_NAMED_SCOPE("a scope");
    auto const check = [](std::string const& name) {
        auto const with = text_of('<' + name + "(format=\"x\")%>", 1);
        BOOST_CHECK_MESSAGE(with == text_of('<' + name + "%>", 1), name << ": " << with);
        BOOST_TEST(with.as_string().size() > 2u, name);
    };
    for (std::string const name : {"%HostName", "%ProcessName", "%Function", "%File", "%Line"})
        check(name);
    auto const missing = format_value(record_formatter({{"text", "%Missing(format=\"x\")%"}}), "x", "A", 1);
    BOOST_TEST(!missing.has("text"));
}

BOOST_AUTO_TEST_CASE(times_that_boost_cannot_hold_are_what_they_are_without_arguments)
{
    using namespace std::chrono;
    auto const check_time = [](auto time) {
        BOOST_TEST(text_of("%A(format=\"%Y-%m-%d %H:%M:%S\")%", time) == json::value("not-a-date-time"));
        check_as_without("format=\"%Y\"", time);
    };
    using in_seconds = time_point<system_clock, seconds>;
    using in_milliseconds = time_point<system_clock, milliseconds>;
    using in_microseconds = time_point<system_clock, microseconds>;
    constexpr seconds before_1400(-17987443201);
    constexpr seconds after_9999(253402300800);
    check_time(in_seconds::max());
    check_time(in_seconds::min());
    check_time(in_milliseconds::max());
    check_time(in_milliseconds::min());
    check_time(in_microseconds::max());
    check_time(in_microseconds::min());
    check_time(in_seconds(before_1400));
    check_time(in_seconds(after_9999));
    check_time(in_microseconds(after_9999 + 1s));
    std::string const all = "%A(format=\"%Y-%m-%d %H:%M:%S.%f\")%";
    BOOST_TEST(text_of(all, in_seconds(before_1400 + 1s)) == json::value("1400-01-01 00:00:00.000000"));
    BOOST_TEST(text_of(all, in_microseconds(after_9999 - 1us)) == json::value("9999-12-31 23:59:59.999999"));
    BOOST_TEST(text_of(all, time_point<system_clock, nanoseconds>::min()) ==
               json::value("1677-09-21 00:12:43.145224"));
    BOOST_TEST(text_of(all, time_point<system_clock, nanoseconds>::max()) ==
               json::value("2262-04-11 23:47:16.854775"));
    std::tm far{};
    far.tm_year = 10000 - 1900;
    far.tm_mday = 1;
    check_as_without("format=\"%Y\"", far);
}

BOOST_AUTO_TEST_CASE(durations_that_boost_cannot_hold_too)
{
    using namespace std::chrono;
    std::string const format = "format=\"%-%O:%M:%S.%f\"";
    check_as_without(format, hours(3000000000));
    check_as_without(format, hours(-3000000000));
    check_as_without(format, hours::max());
    check_as_without(format, hours::min());
    check_as_without(format, minutes::max());
    check_as_without(format, seconds::max());
    check_as_without(format, seconds::min());
    check_as_without(format, milliseconds::max());
    check_as_without(format, milliseconds::min());
    auto const text = [&](auto duration) { return text_of("%A(" + format + ")%", duration); };
    BOOST_TEST(text(nanoseconds::min()) == json::value("-2562047:47:16.854776"));
    BOOST_TEST(text(nanoseconds::max()) == json::value("2562047:47:16.854775"));
    BOOST_TEST(text(hours(1000000)) == json::value("1000000:00:00.000000"));
    BOOST_TEST(text(milliseconds(-1)) == json::value("-00:00:00.001000"));
    BOOST_TEST(text(microseconds(1)) == json::value("00:00:00.000001"));
}

/// Registered formatter factories stay: each test has a name of its own.
template <typename Function>
void register_factory(std::string const& attribute, Function function)
{
    struct factory : logging::formatter_factory<char>
    {
        explicit factory(Function f) : make(f) {}
        formatter_type create_formatter(logging::attribute_name const& name, args_map const& given) override
        {
            return make(name, given);
        }
        Function make;
    };
    logging::register_formatter_factory(attribute, boost::make_shared<factory>(function));
}

BOOST_AUTO_TEST_CASE(a_formatter_factory_of_the_program_wins)
{
    using formatter = logging::formatter;
    register_factory("OwnTime", [](logging::attribute_name const& name, auto const& given) -> formatter {
        auto const format = given.find("format");
        return logging::expressions::stream
               << "mine: "
               << logging::expressions::format_date_time<posix_time::ptime>(name, '<' + format->second + '>');
    });
    BOOST_TEST(text_of("%OwnTime(format=\"%H:%M\")%", afternoon, "OwnTime") == json::value("mine: <14:05>"));

    // With arguments that we would not take, and without a value that it needs.
    register_factory("OwnScope", [](logging::attribute_name const&, auto const& given) -> formatter {
        return logging::expressions::stream << "depth " << given.find("depth")->second;
    });
    BOOST_LOG_NAMED_SCOPE("a scope");
    BOOST_TEST(text_of("%OwnScope(depth=all)%", logging::attributes::named_scope::get_scopes(), "OwnScope") ==
               json::value("depth all"));
    BOOST_TEST(text_of("%OwnScope(depth=all)%", 1, "Another") == json::value("depth all"));

    register_factory("Throwing", [](logging::attribute_name const&, auto const&) -> formatter {
        return formatter([](logging::record_view const&, logging::formatting_ostream&) {
            throw std::runtime_error("not today");
        });
    });
    BOOST_TEST(text_of("%Throwing(format=\"%H\")%", afternoon, "Throwing") ==
               json::value("<format error: not today>"));
}

BOOST_AUTO_TEST_CASE(nothing_is_registered_with_boost_log)
{
    text_of("%TimeStamp(format=\"%H\")%", afternoon, "TimeStamp");
    auto const boosts = logging::parse_formatter("%TimeStamp(format=\"%H\")%");
    std::string text;
    handing_sink const sink([&](logging::record_view const& record) {
        logging::formatting_ostream out(text);
        boosts(record, out);
        out.flush();
    });
    logging::sources::logger log;
    BOOST_LOG(log) << logging::add_value("TimeStamp", afternoon) << "x";
    BOOST_TEST(text == "2026-11-29 14:05:09.001234");
}

BOOST_AUTO_TEST_SUITE_END()
