// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Format texts: every name, width and style.

#include "dict_config/python_format/pattern.hpp"

#include "support/needs.hpp"
#include "unit/dict_config/pattern_text.hpp"

#include <log_fluentd/call_site.hpp>

#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/log/attributes/clock.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/named_scope.hpp>

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <map>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using log_fluentd::test::handing_sink;
using log_fluentd::test::needs_linux;
using log_fluentd::test::severity;
using log_fluentd::test::text_of;
namespace logging = boost::log;

BOOST_AUTO_TEST_SUITE(dict_config_pattern)

void log_order()
{
    logging::sources::severity_logger<severity> log;
    log.add_attribute("Channel", logging::attributes::constant<std::string>("shop.orders"));
    BOOST_LOG_SEV(log, severity::warning)
        << logging::add_value("File", logging::string_literal("/src/shop.cpp"))
        << logging::add_value("Line", 42u)
        << logging::add_value("Function", logging::string_literal("void shop::order(int)"))
        << logging::add_value("HostName", std::string("web1"))
        << logging::add_value("ThreadName", std::string("worker"))
        << logging::add_value("ProcessName", std::string("shop"))
        << logging::add_value("ThreadID", 7) // no id: the thread's own counts
        << logging::add_value("ProcessID", logging::attributes::current_process_id::value_type(4711u))
        << logging::add_value("TimeStamp", std::chrono::system_clock::from_time_t(1700000000) +
                                               std::chrono::milliseconds(89))
        << "order placed";
}

std::string order_by(std::string const& text, pattern_style style = pattern_style::percent)
{
    pattern_options options;
    options.style = style;
    return text_of(pattern(text, options), log_order);
}

/// Local time is UTC for as long as it lives.
class utc_here
{
public:
    utc_here()
    {
        ::setenv("TZ", "UTC", 1);
        ::tzset();
    }
    ~utc_here()
    {
        ::unsetenv("TZ");
        ::tzset();
    }
    utc_here(utc_here const&) = delete;
    utc_here& operator=(utc_here const&) = delete;
};

/// Every name of the table, and what the order says under it.
std::map<std::string, std::string> const order_says{
    {"name", "shop.orders"},
    {"levelno", "30"},
    {"levelname", "WARNING"},
    {"pathname", "/src/shop.cpp"},
    {"filename", "shop.cpp"},
    {"module", "shop"},
    {"lineno", "42"},
    {"funcName", "order"},
    {"created", "1700000000.089"},
    {"asctime", "2023-11-14 22:13:20,089"},
    {"msecs", "89"},
    {"process", "4711"},
    {"processName", "shop"},
    {"threadName", "worker"},
    {"message", "order placed"},
    {"exc_text", ""},
    {"hostname", "web1"},
};

BOOST_AUTO_TEST_CASE(every_name_in_every_style)
{
    utc_here const utc;
    for (auto const& known : record_names()) {
        std::string const name(known.name);
        if (name == "thread" || name == "relativeCreated")
            continue; // below
        BOOST_REQUIRE_MESSAGE(order_says.count(name) == 1, name);
        auto const expected = "<" + order_says.at(name) + ">";
        BOOST_TEST(order_by("<%(" + name + ")s>") == expected);
        BOOST_TEST(order_by("<{" + name + "}>", pattern_style::brace) == expected);
        BOOST_TEST(order_by("<{" + name + "!s}>", pattern_style::brace) == expected);
        BOOST_TEST(order_by("<$" + name + ">", pattern_style::dollar) == expected);
        BOOST_TEST(order_by("<${" + name + "}>", pattern_style::dollar) == expected);
    }
}

BOOST_AUTO_TEST_CASE(names_whose_value_is_of_the_moment)
{
    BOOST_TEST(order_by("%(thread)d") == std::to_string(static_cast<std::int64_t>(::pthread_self())));
    auto const now_record = [] {
        logging::sources::severity_logger<severity> log;
        BOOST_LOG_SEV(log, severity::info) << "x";
    };
    pattern_options const options;
    auto const milliseconds = std::stod(text_of(pattern("%(relativeCreated)f", options), now_record));
    BOOST_TEST(milliseconds > 0);
    BOOST_TEST(milliseconds < 24 * 3600 * 1000.0);
    auto const created = std::stod(text_of(pattern("%(created)f", options), now_record));
    BOOST_TEST(std::abs(created - static_cast<double>(std::time(nullptr))) < 60);
    BOOST_TEST(text_of(pattern("%(process)d", options), now_record) == std::to_string(::getpid()));
    BOOST_TEST(text_of(pattern("%(threadName)s", options), now_record) == "MainThread");
}

BOOST_AUTO_TEST_CASE(a_thread_has_the_name_that_the_system_knows,
                     *boost::unit_test::precondition(needs_linux("names of threads")))
{
    std::string name;
    handing_sink const sink([&](logging::record_view const& record) {
        name.clear();
        pattern("%(threadName)s", pattern_options()).append(record, name);
    });
    std::thread([&] {
        ::pthread_setname_np(::pthread_self(), "worker-7");
        logging::sources::severity_logger<severity> log;
        BOOST_LOG_SEV(log, severity::info) << "x";
    }).join();
    BOOST_TEST(name == "worker-7");
}

BOOST_AUTO_TEST_CASE(what_a_record_without_attributes_says)
{
    auto const bare = [] {
        logging::sources::logger log;
        BOOST_LOG(log) << "x";
    };
    pattern_options const options;
    auto const says = [&](std::string const& text) { return text_of(pattern(text, options), bare); };
    BOOST_TEST(says("%(name)s %(levelname)s %(levelno)d") == "root INFO 20");
    BOOST_TEST(says("<%(pathname)s%(filename)s%(module)s%(funcName)s%(lineno)d%(exc_text)s>") == "<>");
    BOOST_TEST(says("<%(lineno)4d>") == "<    >");
    std::string text;
    bool has_any = true;
    handing_sink const sink([&](logging::record_view const& record) {
        has_any = pattern("%(module)s.%(funcName)s", options).append(record, text);
    });
    bare();
    BOOST_TEST(!has_any);
}

BOOST_AUTO_TEST_CASE(a_scope_gives_the_place)
{
    pattern_options const options;
    auto const text = text_of(pattern("%(module)s.%(funcName)s:%(lineno)d", options), [] {
        BOOST_LOG_NAMED_SCOPE("checkout");
        logging::sources::logger log;
        BOOST_LOG(log) << "x";
    });
    BOOST_TEST(text.find("pattern.checkout:") == 0u, text);
    BOOST_TEST(std::stoi(text.substr(text.find(':') + 1)) > 0);
    auto const here = text_of(pattern("%(filename)s", options), [] {
        logging::sources::logger log;
        BOOST_LOG(log) << LOG_FLUENTD_HERE << "x";
    });
    BOOST_TEST(here == "pattern.cpp");
}

BOOST_AUTO_TEST_CASE(places_that_are_kept_are_not_mixed_up)
{
    pattern const one("%(module)s.%(funcName)s", pattern_options()), two("<%(funcName)s>", pattern_options());
    pattern const long_one(std::string(200, '-') + "%(funcName)s", pattern_options());
    auto const log_in = [](int scope) {
        logging::sources::logger log;
        if (scope == 1) {
            BOOST_LOG_NAMED_SCOPE("first");
            BOOST_LOG(log) << "x";
        } else if (scope == 2) {
            BOOST_LOG_NAMED_SCOPE("second");
            BOOST_LOG(log) << "x";
        } else {
            BOOST_LOG_NAMED_SCOPE("first");
            BOOST_LOG(log) << logging::add_value("Function", std::string("void said()")) << "x";
        }
    };
    for (int i = 0; i != 3; ++i) {
        BOOST_TEST(text_of(one, [&] { log_in(1); }) == "pattern.first");
        BOOST_TEST(text_of(one, [&] { log_in(2); }) == "pattern.second");
        BOOST_TEST(text_of(two, [&] { log_in(1); }) == "<first>");
        BOOST_TEST(text_of(one, [&] { log_in(3); }) == "pattern.said");
        BOOST_TEST(text_of(long_one, [&] { log_in(2); }) == std::string(200, '-') + "second");
    }
}

BOOST_AUTO_TEST_CASE(every_severity_has_python_s_word_and_number)
{
    pattern_options const options;
    pattern const made("%(levelname)s %(levelno)d", options);
    auto const says = [&](severity level) {
        return text_of(made, [&] {
            logging::sources::severity_logger<severity> log;
            BOOST_LOG_SEV(log, level) << "x";
        });
    };
    BOOST_TEST(says(severity::trace) == "TRACE 5");
    BOOST_TEST(says(severity::debug) == "DEBUG 10");
    BOOST_TEST(says(severity::info) == "INFO 20");
    BOOST_TEST(says(severity::warning) == "WARNING 30");
    BOOST_TEST(says(severity::error) == "ERROR 40");
    BOOST_TEST(says(severity::fatal) == "CRITICAL 50");
}

BOOST_AUTO_TEST_CASE(times)
{
    utc_here const utc;
    pattern_options options;
    options.datefmt = "%d.%m.%y %H:%M:%S %%";
    pattern const dated("%(asctime)s", options);
    BOOST_TEST(text_of(dated, log_order) == "14.11.23 22:13:20 %");
    BOOST_TEST(text_of(dated, log_order) == "14.11.23 22:13:20 %", "the one that is kept");
    pattern const full("%(asctime)30s|%(asctime).4s", pattern_options());
    BOOST_TEST(text_of(full, log_order) == "       2023-11-14 22:13:20,089|2023");
    // The clock of Boost.Log has local time and no zone.
    auto const local = [] {
        logging::sources::logger log;
        boost::posix_time::ptime const time(boost::gregorian::date(2024, 2, 29),
                                            boost::posix_time::time_duration(1, 2, 3) +
                                                boost::posix_time::milliseconds(4));
        BOOST_LOG(log) << logging::add_value("TimeStamp", time) << "x";
    };
    pattern const plain("%(asctime)s %(msecs)03d %(created).3f", pattern_options());
    BOOST_TEST(text_of(plain, local) == "2024-02-29 01:02:03,004 004 1709168523.004");
    // Boost.DateTime has more years than fit into 64 bits as nanoseconds.
    for (auto const& [year, text] : {std::pair(1400, "1400-02-03 00:00:00,000 000 -17984592000.000"),
                                     std::pair(9999, "9999-02-03 00:00:00,000 000 253373616000.000")}) {
        auto const far_away = [in_year = year] {
            logging::sources::logger log;
            boost::gregorian::date const day(static_cast<unsigned short>(in_year), 2, 3);
            BOOST_LOG(log) << logging::add_value("TimeStamp", boost::posix_time::ptime(day)) << "x";
        };
        BOOST_TEST(text_of(plain, far_away) == text);
    }
    ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    ::tzset();
    options.datefmt = "%-d/%_m/%Ey";
    BOOST_TEST(text_of(pattern("%(asctime)s", options), local) == "29/ 2/24");
    options.datefmt = "%H:%M %z %Z";
    BOOST_TEST(text_of(pattern("%(asctime)s", options), local) == "01:02 +0100 CET");
    options.datefmt = std::string(300, 'x') + "%Y";
    BOOST_TEST(text_of(pattern("%(asctime)s", options), local) == std::string(300, 'x') + "2024");
    options.datefmt = "%p%";
    BOOST_CHECK_THROW(pattern("%(asctime)s", options), std::invalid_argument);
    options.datefmt = "%Q";
    BOOST_CHECK_THROW(pattern("%(asctime)s", options), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(widths_in_percent_style)
{
    BOOST_TEST(order_by("<%(lineno)+8s>") == "<      42>");
    BOOST_TEST(order_by("<%(lineno).1s>") == "<4>");
    BOOST_TEST(order_by("<%(lineno)#g>") == "<42.0000>");
    BOOST_TEST(order_by("<%(levelname)-8s>") == "<WARNING >");
    BOOST_TEST(order_by("<%(levelname)8s>") == "< WARNING>");
    BOOST_TEST(order_by("<%(levelname)3s>") == "<WARNING>");
    BOOST_TEST(order_by("<%(levelname).4s>") == "<WARN>");
    BOOST_TEST(order_by("<%(levelname)-6.4s>") == "<WARN  >");
    BOOST_TEST(order_by("<%(levelname)08s>") == "< WARNING>");
    BOOST_TEST(order_by("<%(lineno)5d>") == "<   42>");
    BOOST_TEST(order_by("<%(lineno)05d>") == "<00042>");
    BOOST_TEST(order_by("<%(lineno)-5d>") == "<42   >");
    BOOST_TEST(order_by("<%(lineno)+d>") == "<+42>");
    BOOST_TEST(order_by("<%(lineno)+05d>") == "<+0042>");
    BOOST_TEST(order_by("<%(lineno) d>") == "< 42>");
    BOOST_TEST(order_by("<%(lineno)x %(lineno)X %(lineno)#x %(lineno)o>") == "<2a 2A 0x2a 52>");
    BOOST_TEST(order_by("<%(lineno).4d>") == "<0042>");
    BOOST_TEST(order_by("<%(lineno)i %(lineno)u>") == "<42 42>");
    BOOST_TEST(order_by("<%(created).1f>") == "<1700000000.1>");
    BOOST_TEST(order_by("<%(created)d>") == "<1700000000>");
    BOOST_TEST(order_by("<%(created)e>") == "<1.700000e+09>");
    BOOST_TEST(order_by("<%(msecs)03d>") == "<089>");
    BOOST_TEST(order_by("100%% %(levelname)s") == "100% WARNING");
    BOOST_TEST(order_by("plain") == "plain");
    BOOST_TEST(order_by("") == "");
}

BOOST_AUTO_TEST_CASE(widths_in_brace_style)
{
    auto const says = [](std::string const& text) { return order_by(text, pattern_style::brace); };
    BOOST_TEST(says("<{levelname:8}>") == "<WARNING >");
    BOOST_TEST(says("<{lineno:=012X}|{lineno:>#08x}|{lineno:*>06d}>") == "<00000000002A|00000x2a|****42>");
    BOOST_TEST(says("<{levelname:>8}>") == "< WARNING>");
    BOOST_TEST(says("<{levelname:*^9}>") == "<*WARNING*>");
    BOOST_TEST(says("<{levelname:\xC2\xB7<8}>") == "<WARNING\xC2\xB7>");
    BOOST_TEST(says("<{levelname:.4}>") == "<WARN>");
    BOOST_TEST(says("<{levelname:<8s}>") == "<WARNING >");
    BOOST_TEST(says("<{lineno:5}>") == "<   42>");
    BOOST_TEST(says("<{lineno:05d}>") == "<00042>");
    BOOST_TEST(says("<{lineno:+}>") == "<+42>");
    BOOST_TEST(says("<{lineno:=+6d}>") == "<+   42>");
    BOOST_TEST(says("<{lineno:#x}>") == "<0x2a>");
    BOOST_TEST(says("<{created:,.2f}>") == "<1,700,000,000.09>");
    BOOST_TEST(says("<{process:_d}>") == "<4_711>");
    BOOST_TEST(says("{{{levelname}}}") == "{WARNING}");
}

BOOST_AUTO_TEST_CASE(widths_count_characters)
{
    auto const says = [](std::string const& text) {
        return text_of(pattern(text, pattern_options()), [] {
            logging::sources::logger log;
            BOOST_LOG(log) << "\xC3\xA9t\xC3\xA9"; // été
        });
    };
    BOOST_TEST(says("<%(message)5s>") == "<  \xC3\xA9t\xC3\xA9>");
    BOOST_TEST(says("<%(message).2s>") == "<\xC3\xA9t>");
}

BOOST_AUTO_TEST_CASE(dollars)
{
    auto const says = [](std::string const& text) { return order_by(text, pattern_style::dollar); };
    BOOST_TEST(says("$$ $levelname:${lineno}x") == "$ WARNING:42x");
}

BOOST_AUTO_TEST_CASE(messages_of_every_kind)
{
    pattern const made("%(message)s", pattern_options());
    auto const wide = text_of(made, [] {
        logging::sources::wlogger log;
        BOOST_LOG(log) << L"\u00E9t\u00E9";
    });
    BOOST_TEST(wide == "\xC3\xA9t\xC3\xA9");
    auto const number = text_of(made, [] {
        logging::sources::logger log;
        log.add_attribute("Message", logging::attributes::constant<double>(1.5));
        auto record = log.open_record();
        log.push_record(boost::move(record));
    });
    BOOST_TEST(number == "1.5");
}

BOOST_AUTO_TEST_SUITE_END()
