// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"

#include <log_fluentd/value_writer.hpp>

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/local_time/local_time.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/json/parse.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <ctime>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace my {

enum level
{
    low,
    high
};
struct type
{};
template <int>
struct numbered
{};

} // namespace my

namespace {

namespace gregorian = boost::gregorian;
namespace json = boost::json;
namespace local_time = boost::local_time;
namespace logging = boost::log;
namespace posix_time = boost::posix_time;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

template <typename Value>
formatted format_one(Value const& value)
{
    return format_value(record_formatter({{"k", "%V%"}}), "", "V", value);
}

template <typename Value>
json::value sent(Value const& value)
{
    auto const result = format_one(value);
    BOOST_TEST(result.report.unknown_types == 0u);
    return result["k"];
}

json::value text(char const* utf8)
{
    return json::value(utf8);
}

posix_time::ptime const some_time(gregorian::date(2026, 11, 3),
                                  posix_time::time_duration(5, 6, 7) + posix_time::microseconds(89));

} // namespace

BOOST_AUTO_TEST_SUITE(types)

BOOST_AUTO_TEST_CASE(integers)
{
    BOOST_TEST(sent(true) == json::value(true));
    BOOST_TEST(sent(static_cast<signed char>(-1)) == json::value(-1));
    BOOST_TEST(sent(static_cast<unsigned char>(200)) == json::value(200));
    BOOST_TEST(sent(static_cast<short>(-300)) == json::value(-300));
    BOOST_TEST(sent(static_cast<unsigned short>(60000)) == json::value(60000));
    BOOST_TEST(sent(-70000) == json::value(-70000));
    BOOST_TEST(sent(4000000000u) == json::value(4000000000u));
    BOOST_TEST(sent(-5000000000l) == json::value(-5000000000l));
    BOOST_TEST(sent(5000000000ul) == json::value(5000000000ul));
    BOOST_TEST(sent(std::numeric_limits<long long>::min()) ==
               json::value(std::numeric_limits<long long>::min()));
    BOOST_TEST(sent(std::numeric_limits<unsigned long long>::max()) ==
               json::value(std::numeric_limits<unsigned long long>::max()));
    BOOST_TEST(sent(std::time_t{1700000000}) == json::value(1700000000));
}

BOOST_AUTO_TEST_CASE(floating_point)
{
    BOOST_TEST(sent(0.5f) == json::value(0.5));
    BOOST_TEST(sent(-0.1) == json::value(-0.1));
    BOOST_TEST(sent(2.0) == json::value(2.0));
    BOOST_TEST(sent(0.25L) == json::value(0.25));
    BOOST_TEST(sent(std::numeric_limits<float>::quiet_NaN()) == text("NaN"));
    BOOST_TEST(sent(-std::numeric_limits<long double>::infinity()) == text("-Infinity"));
}

BOOST_AUTO_TEST_CASE(characters)
{
    BOOST_TEST(sent('c') == text("c"));
    BOOST_TEST(sent(L'\u20AC') == text("\u20AC"));
    BOOST_TEST(sent(u'\u20AC') == text("\u20AC"));
    BOOST_TEST(sent(U'\U0001F600') == text("\U0001F600"));
    BOOST_TEST(sent(static_cast<char16_t>(0xD800)) == text("\uFFFD"));
    BOOST_TEST(format_one('\xFF').report.repaired_strings == 1u);
}

BOOST_AUTO_TEST_CASE(strings)
{
    BOOST_TEST(sent(std::string("s")) == text("s"));
    BOOST_TEST(sent(std::string_view("view")) == text("view"));
    BOOST_TEST(sent(static_cast<char const*>("pointer")) == text("pointer"));
    BOOST_TEST(sent(static_cast<char const*>(nullptr)) == json::value(nullptr));
    BOOST_TEST(sent(logging::string_literal("literal")) == text("literal"));
    BOOST_TEST(sent(std::wstring(L"w\u20AC")) == text("w\u20AC"));
    BOOST_TEST(sent(std::wstring_view(L"w")) == text("w"));
    BOOST_TEST(sent(static_cast<wchar_t const*>(L"w")) == text("w"));
    BOOST_TEST(sent(static_cast<wchar_t const*>(nullptr)) == json::value(nullptr));
    BOOST_TEST(sent(logging::wstring_literal(L"w")) == text("w"));
    BOOST_TEST(sent(std::u16string(u"\U0001F600")) == text("\U0001F600"));
    BOOST_TEST(sent(std::u32string(U"\U0001F600")) == text("\U0001F600"));
    BOOST_TEST(sent(std::u16string_view(u"x")) == text("x"));
    BOOST_TEST(sent(std::u32string_view(U"x")) == text("x"));
    BOOST_TEST(sent(std::vector<std::string>{"a", "b"}) == json::parse(R"(["a", "b"])"));
    wchar_t const lone[] = {0xD800, L'x', 0};
    auto const repaired = format_one(std::wstring(lone));
    BOOST_TEST(repaired["k"] == text("\uFFFDx"));
    BOOST_TEST(repaired.report.repaired_strings == 1u);
}

BOOST_AUTO_TEST_CASE(times_have_no_zone_where_none_is_known)
{
    BOOST_TEST(sent(some_time) == text("2026-11-03T05:06:07.000089"));
    BOOST_TEST(sent(posix_time::ptime(gregorian::date(1400, 1, 1))) == text("1400-01-01T00:00:00.000000"));
    BOOST_TEST(sent(gregorian::date(2026, 2, 3)) == text("2026-02-03"));
    std::tm time = {};
    time.tm_year = 126;
    time.tm_mon = 10;
    time.tm_mday = 3;
    time.tm_hour = 4;
    time.tm_sec = 6;
    BOOST_TEST(sent(time) == text("2026-11-03T04:00:06"));
}

BOOST_AUTO_TEST_CASE(special_times)
{
    for (auto const& [special, name] : {std::pair(boost::date_time::not_a_date_time, "not-a-date-time"),
                                        std::pair(boost::date_time::pos_infin, "+infinity"),
                                        std::pair(boost::date_time::neg_infin, "-infinity")}) {
        BOOST_TEST(sent(posix_time::ptime(special)) == text(name));
        BOOST_TEST(sent(gregorian::date(special)) == text(name));
        BOOST_TEST(sent(posix_time::time_duration(special)) == text(name));
        BOOST_TEST(sent(gregorian::date_duration(special)) == text(name));
        BOOST_TEST(sent(local_time::local_date_time(special)) == text(name));
    }
}

BOOST_AUTO_TEST_CASE(local_times_have_their_offset)
{
    auto const local = [](char const* zone) {
        return local_time::local_date_time(some_time,
                                           local_time::time_zone_ptr(new local_time::posix_time_zone(zone)));
    };
    BOOST_TEST(sent(local("CET+01:00:00")) == text("2026-11-03T06:06:07.000089+01:00"));
    BOOST_TEST(sent(local("NST-03:30:00")) == text("2026-11-03T01:36:07.000089-03:30"));
    BOOST_TEST(sent(local_time::local_date_time(some_time, local_time::time_zone_ptr())) ==
               text("2026-11-03T05:06:07.000089Z"));
}

BOOST_AUTO_TEST_CASE(durations_are_seconds)
{
    BOOST_TEST(sent(posix_time::milliseconds(-1500)) ==
               json::value(-1.5)); // a class of its own, a time_duration
    BOOST_TEST(sent(posix_time::time_duration(1, 0, 0)) == json::value(3600.0));
    BOOST_TEST(sent(gregorian::date_duration(2)) == json::value(172800.0));
    BOOST_TEST(sent(std::chrono::nanoseconds(1500000000)) == json::value(1.5));
    BOOST_TEST(sent(std::chrono::microseconds(500000)) == json::value(0.5));
    BOOST_TEST(sent(std::chrono::milliseconds(-250)) == json::value(-0.25));
    BOOST_TEST(sent(std::chrono::seconds(3)) == json::value(3.0));
    BOOST_TEST(sent(std::chrono::minutes(1)) == json::value(60.0));
    BOOST_TEST(sent(std::chrono::hours(1)) == json::value(3600.0));
    BOOST_TEST(sent(std::chrono::duration<double>(0.75)) == json::value(0.75));
}

BOOST_AUTO_TEST_CASE(periods_are_intervals)
{
    gregorian::date const day(2026, 11, 3);
    BOOST_TEST(sent(gregorian::date_period(day, gregorian::days(2))) == text("2026-11-03/2026-11-05"));
    BOOST_TEST(sent(posix_time::time_period(some_time, posix_time::hours(1))) ==
               text("2026-11-03T05:06:07.000089/2026-11-03T06:06:07.000089"));
    local_time::local_date_time const utc(some_time, local_time::time_zone_ptr());
    BOOST_TEST(sent(local_time::local_time_period(utc, posix_time::hours(1))) ==
               text("2026-11-03T05:06:07.000089Z/2026-11-03T06:06:07.000089Z"));
}

BOOST_AUTO_TEST_CASE(time_points_are_utc)
{
    using namespace std::chrono;
    BOOST_TEST(sent(system_clock::time_point()) == text("1970-01-01T00:00:00.000000Z"));
    BOOST_TEST(sent(system_clock::time_point(nanoseconds(-1))) == text("1969-12-31T23:59:59.999999999Z"));
    BOOST_TEST(sent(system_clock::time_point(nanoseconds(1700000000123456789))) ==
               text("2023-11-14T22:13:20.123456789Z"));
    BOOST_TEST(sent(system_clock::time_point(nanoseconds(1700000000123456000))) ==
               text("2023-11-14T22:13:20.123456Z"));
    BOOST_TEST(sent(system_clock::time_point(nanoseconds(1))) == text("1970-01-01T00:00:00.000000001Z"));
    BOOST_TEST(sent(time_point<system_clock, seconds>(seconds(1700000000))) ==
               text("2023-11-14T22:13:20.000000Z"));
    BOOST_TEST(sent(time_point<system_clock, milliseconds>(milliseconds(1700000000123))) ==
               text("2023-11-14T22:13:20.123000Z"));
    BOOST_TEST(sent(time_point<system_clock, microseconds>(microseconds(1))) ==
               text("1970-01-01T00:00:00.000001Z"));
    BOOST_TEST(sent(time_point<system_clock, microseconds>(microseconds::max())) == text("not-a-date-time"));
    BOOST_TEST(sent(time_point<system_clock, microseconds>(microseconds::min())) == text("not-a-date-time"));
    BOOST_TEST(sent(time_point<system_clock, milliseconds>(milliseconds::max())) == text("not-a-date-time"));
    BOOST_TEST(sent(time_point<system_clock, seconds>(seconds::max())) == text("not-a-date-time"));
    BOOST_TEST(sent(time_point<system_clock, seconds>(seconds::min())) == text("not-a-date-time"));
    BOOST_TEST(sent(time_point<system_clock, seconds>(seconds(-17984592000))) ==
               text("1400-02-03T00:00:00.000000Z"));
}

BOOST_AUTO_TEST_CASE(process_and_thread_ids_are_numbers)
{
    auto const process = logging::aux::this_process::get_id();
    auto const thread = logging::aux::this_thread::get_id();
    BOOST_TEST(sent(process) == json::value(process.native_id()));
    BOOST_TEST(sent(thread) == json::value(thread.native_id()));
}

BOOST_AUTO_TEST_CASE(scopes_are_their_names)
{
    BOOST_LOG_NAMED_SCOPE("outer");
    BOOST_LOG_NAMED_SCOPE("inner");
    BOOST_TEST(sent(logging::attributes::named_scope_list(logging::attributes::named_scope::get_scopes())) ==
               json::parse(R"(["outer", "inner"])"));
}

BOOST_AUTO_TEST_CASE(severities)
{
    BOOST_TEST(sent(logging::trivial::fatal) == text("fatal"));
    BOOST_TEST(sent(static_cast<severity>(7)) == json::value(7));

    auto const result = format(record_formatter({{"level", "%Severity%"}, {"channel", "%Channel%"}}), [] {
        logging::sources::severity_channel_logger<severity, std::string> log(logging::keywords::channel =
                                                                                 "shop");
        BOOST_LOG_SEV(log, logging::trivial::warning) << "x";
    });
    BOOST_TEST(result.map == json::parse(R"({"level": "warning", "channel": "shop", "message": "x"})"));
}

BOOST_AUTO_TEST_CASE(json_values_nest)
{
    auto const value = json::parse(R"({"a": [1, -2, 0.5, null, true, "x", {"b": {}}]})");
    BOOST_TEST(sent(value) == value);
    BOOST_TEST(sent(value.as_object()) == value);
    BOOST_TEST(sent(value.at("a").as_array()) == value.at("a"));
    BOOST_TEST(sent(json::string("s")) == text("s"));
}

BOOST_AUTO_TEST_CASE(json_values_of_any_depth)
{
    json::value value = 1;
    for (int i = 0; i < 5000; ++i) {
        json::array outer;
        outer.push_back(std::move(value));
        value = std::move(outer);
    }
    json::value const result = sent(value);
    json::value const* inner = &result;
    std::size_t levels = 1;
    for (; inner->is_array(); ++levels)
        inner = &inner->as_array().at(0);
    BOOST_TEST(levels == log_fluentd::value_writer::max_depth);
    BOOST_TEST(*inner == text("<nested too deeply>"));
}

BOOST_AUTO_TEST_CASE(an_unknown_type_is_shown_by_its_name_and_counted)
{
    auto const result = format_one(my::type());
    BOOST_TEST(result["k"] == text("<my::type>"));
    BOOST_TEST(result.report.unknown_types == 1u);
    BOOST_REQUIRE(result.report.unknown[0] != nullptr);
    BOOST_TEST((*result.report.unknown[0] == typeid(my::type)));
    BOOST_TEST(result.report.unknown[1] == nullptr);
}

BOOST_AUTO_TEST_CASE(a_severity_of_an_unknown_type_has_its_name_too)
{
    auto const result = format(record_formatter({{"level", "[%Severity%]"}}), [] {
        logging::sources::severity_logger<my::level> log;
        BOOST_LOG_SEV(log, my::high) << "x";
    });
    BOOST_TEST(result["level"] == text("[<my::level>]"));
    BOOST_REQUIRE(result.report.unknown[0] != nullptr);
    BOOST_TEST((*result.report.unknown[0] == typeid(my::level)));
}

BOOST_AUTO_TEST_CASE(the_first_unknown_types_are_reported_once_each)
{
    auto const result = format(record_formatter({}), [] {
        logging::sources::logger log;
        BOOST_LOG(log) << logging::add_value("A", my::numbered<1>())
                       << logging::add_value("B", my::numbered<1>())
                       << logging::add_value("C", my::numbered<2>())
                       << logging::add_value("D", my::numbered<3>())
                       << logging::add_value("E", my::numbered<4>())
                       << logging::add_value("F", my::numbered<5>());
    });
    BOOST_TEST(result.report.unknown_types == 6u);
    std::vector<std::type_info const*> types(result.report.unknown.begin(), result.report.unknown.end());
    for (std::size_t i = 0; i < types.size(); ++i) {
        BOOST_REQUIRE(types[i] != nullptr);
        for (std::size_t j = 0; j < i; ++j)
            BOOST_TEST((*types[i] != *types[j]));
    }
}

BOOST_AUTO_TEST_SUITE_END()
