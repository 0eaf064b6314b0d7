// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Which records reach which handler.

#include "dict_config/routing.hpp"

#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd::detail;
namespace logging = boost::log;
using severity = logging::trivial::severity_level;

BOOST_AUTO_TEST_SUITE(dict_config_routing)

logging::attribute_value_set record(std::string const& channel, severity level)
{
    logging::attribute_set attributes;
    attributes["Channel"] = logging::attributes::constant<std::string>(channel);
    attributes["Severity"] = logging::attributes::constant<severity>(level);
    logging::attribute_value_set values(attributes, {}, {});
    values.freeze();
    return values;
}

/// The least severity with which a record of the channel reaches the handler; "none".
std::string least(route const& to, std::string const& channel)
{
    std::string result = "none";
    for (int i = 5; i >= 0; --i) {
        auto const level = static_cast<severity>(i);
        if (to(record(channel, level)))
            result = logging::trivial::to_string(level);
        else
            break;
    }
    return result;
}

logger_config logger(level_number threshold, std::vector<std::string> handlers = {}, bool propagate = true)
{
    logger_config result;
    result.threshold = threshold;
    result.handlers = std::move(handlers);
    result.propagate = propagate;
    return result;
}

BOOST_AUTO_TEST_CASE(a_channel_has_the_level_of_the_nearest_logger_that_has_one)
{
    route const to({{"", logger(30, {"h"})},
                    {"a", logger(20)},
                    {"a.b", logger(not_set)},
                    {"a.b.c", logger(10)},
                    {"ab", logger(50)}},
                   {"h", not_set, {}});
    BOOST_TEST(least(to, "") == "warning");
    BOOST_TEST(least(to, "x") == "warning");
    BOOST_TEST(least(to, "a") == "info");
    BOOST_TEST(least(to, "a.x.y") == "info");
    BOOST_TEST(least(to, "a.b") == "info");
    BOOST_TEST(least(to, "a.b.c") == "debug");
    BOOST_TEST(least(to, "a.b.c.d.e") == "debug");
    BOOST_TEST(least(to, "a.b.cd") == "info");
    BOOST_TEST(least(to, "ab") == "fatal");
    BOOST_TEST(least(to, "abc") == "warning");
    BOOST_TEST(least(to, "a.") == "info");
    BOOST_TEST(least(to, ".a") == "warning");
}

BOOST_AUTO_TEST_CASE(the_handler_s_level_counts_too)
{
    route const to({{"", logger(10, {"h"})}, {"a", logger(50)}}, {"h", 30, {}});
    BOOST_TEST(least(to, "x") == "warning");
    BOOST_TEST(least(to, "a") == "fatal");
    route const between({{"", logger(15, {"h"})}}, {"h", not_set, {}});
    BOOST_TEST(least(between, "x") == "info");
    route const beyond({{"", logger(60, {"h"})}}, {"h", not_set, {}});
    BOOST_TEST(least(beyond, "x") == "none");
    route const all({{"", logger(not_set, {"h"})}}, {"h", not_set, {}});
    BOOST_TEST(least(all, "x") == "trace");
}

BOOST_AUTO_TEST_CASE(records_propagate_until_a_logger_says_no)
{
    logger_configs const loggers{{"", logger(10, {"root"})},
                                 {"a", logger(not_set, {"a"}, false)},
                                 {"a.b", logger(not_set, {"b"})},
                                 {"silent", logger(not_set, {}, false)}};
    route const root(loggers, {"root", not_set, {}}), a(loggers, {"a", not_set, {}}),
        b(loggers, {"b", not_set, {}}), unused(loggers, {"unused", not_set, {}});
    BOOST_TEST(least(root, "x") == "debug");
    BOOST_TEST(least(root, "a") == "none");
    BOOST_TEST(least(root, "a.b.c") == "none");
    BOOST_TEST(least(a, "a.b.c") == "debug");
    BOOST_TEST(least(b, "a.b.c") == "debug");
    BOOST_TEST(least(b, "a") == "none");
    BOOST_TEST(least(root, "silent.x") == "none");
    BOOST_TEST(least(unused, "a.b.c") == "none");
}

BOOST_AUTO_TEST_CASE(a_disabled_logger_is_silent)
{
    auto disabled = logger(10);
    disabled.is_disabled = true;
    route const to({{"", logger(10, {"h"})}, {"a", disabled}, {"a.b", logger(10)}}, {"h", not_set, {}});
    BOOST_TEST(least(to, "a") == "none");
    BOOST_TEST(least(to, "a.x") == "none");
    BOOST_TEST(least(to, "a.b") == "debug");
}

BOOST_AUTO_TEST_CASE(filters_of_loggers_are_for_their_own_records)
{
    auto filtered = logger(10);
    filtered.filters = {{{}, logging::parse_filter("%Severity% >= error")}};
    auto root = logger(10, {"h"});
    root.filters = {{"nobody", {}}};
    route const to({{"", root}, {"a", filtered}}, {"h", not_set, {}});
    BOOST_TEST(least(to, "a") == "error");
    BOOST_TEST(least(to, "a.b") == "debug");
    BOOST_TEST(least(to, "") == "none");
    BOOST_TEST(least(to, "x") == "debug");
}

BOOST_AUTO_TEST_CASE(filters_of_handlers_are_for_all)
{
    route const to({{"", logger(10, {"h"})}}, {"h", not_set, {{"a.b", {}}}});
    BOOST_TEST(least(to, "a.b") == "debug");
    BOOST_TEST(least(to, "a.b.c") == "debug");
    BOOST_TEST(least(to, "a") == "none");
    BOOST_TEST(least(to, "a.bc") == "none");
    route const two({{"", logger(10, {"h"})}},
                    {"h", not_set, {{"a", {}}, {{}, logging::parse_filter("%Severity% >= warning")}}});
    BOOST_TEST(least(two, "a.b") == "warning");
    BOOST_TEST(least(two, "b") == "none");
}

BOOST_AUTO_TEST_CASE(a_record_without_channel_or_severity)
{
    logging::attribute_set const none;
    logging::attribute_value_set values(none, {}, {});
    values.freeze();
    route const info({{"", logger(20, {"h"})}, {"a", logger(10)}}, {"h", not_set, {}});
    BOOST_TEST(info(values), "it is root's, and counts as info");
    route const warning({{"", logger(30, {"h"})}}, {"h", not_set, {}});
    BOOST_TEST(!warning(values));
}

BOOST_AUTO_TEST_CASE(many_loggers)
{
    logger_configs loggers{{"", logger(50, {"h"})}};
    for (int i = 0; i != 1000; ++i)
        loggers["x" + std::to_string(i)] = logger(10 * (1 + i % 5));
    route const to(loggers, {"h", not_set, {}});
    char const* const words[] = {"debug", "info", "warning", "error", "fatal"};
    for (int i = 0; i != 1000; ++i)
        BOOST_TEST(least(to, "x" + std::to_string(i) + ".y") == words[i % 5]);
}

BOOST_AUTO_TEST_SUITE_END()
