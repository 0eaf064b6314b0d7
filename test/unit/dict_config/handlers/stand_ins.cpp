// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Handlers that stand for others: Python's QueueHandler and MemoryHandler; and those that there are not.

#include "dict_config/handlers/handlers.hpp"
#include "unit/dict_config/configuration.hpp"

#include <algorithm>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(dict_config_stand_ins)

/// File handlers `a`, of level ERROR, and `b`, which hears only the channel `b`; and what else there is.
void apply(configured const& here, std::string const& handlers, std::string const& loggers)
{
    dict_config(json(R"({"version": 1, "formatters": {"f": {"format": "%(name)s %(levelname)s"}},
        "filters": {"only_b": {"name": "b"}, "only_c": {"name": "c"}}, "handlers": {
        "a": {"class": "file", "formatter": "f", "level": "ERROR", "filename": ")" +
                     here.path("a") + R"("}, "b": {"class": "file", "formatter": "f", "filters": ["only_b"],
        "filename": ")" +
                     here.path("b") + R"("}, )" + handlers + "}, " + loggers + "}"));
}

void log_all()
{
    for (auto const* const channel : {"b", "c"})
        for (auto const level : {severity::debug, severity::info, severity::error})
            log(channel, level, "x");
}

void check_lines(configured const& here, std::string const& name, std::vector<std::string> const& expected)
{
    BOOST_TEST(here.lines(name) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_queue_handler_stands_for_its_handlers)
{
    configured const here;
    // The level of a handler behind a queue counts only where that is said; its filters always do.
    apply(here, R"("q": {"class": "logging.handlers.QueueHandler", "handlers": ["a", "b"], "level": "INFO",
                         "queue": "my.module.queue_factory", "listener": "my.package.CustomListener"})",
          R"("root": {"handlers": ["q"], "level": "DEBUG"})");
    log_all();
    check_lines(here, "a", {"b INFO", "b ERROR", "c INFO", "c ERROR"});
    check_lines(here, "b", {"b INFO", "b ERROR"});
}

BOOST_AUTO_TEST_CASE(a_queue_handler_respects_levels_where_it_is_said)
{
    configured const here;
    apply(
        here,
        R"-("q": {"class": "queue", "handlers": ["a", "b"], "respect_handler_level": true, "filters": ["only_c"],
                   "queue": {"()": "queue.Queue", "maxsize": 1000}, "listener": "ext://my.Listener"})-",
        R"("root": {"handlers": ["q"], "level": "DEBUG"})");
    log_all();
    check_lines(here, "a", {"c ERROR"});
    check_lines(here, "b", {});
}

BOOST_AUTO_TEST_CASE(a_handler_that_is_reached_by_two_ways_hears_each_record_once)
{
    configured const here;
    apply(here, R"("q": {"class": "queue", "handlers": ["a"], "filters": ["only_c"]})",
          R"("root": {"handlers": ["q", "a"], "level": "DEBUG"})");
    log_all();
    check_lines(here, "a", {"b ERROR", "c DEBUG", "c INFO", "c ERROR"});
}

BOOST_AUTO_TEST_CASE(a_memory_handler_stands_for_its_target)
{
    configured const here;
    apply(
        here,
        R"("m": {"class": "logging.handlers.MemoryHandler", "target": "a", "capacity": 100, "formatter": "f",
                         "flushLevel": "ERROR", "flushOnClose": true, "level": "INFO"})",
        R"("root": {"handlers": ["m"], "level": "DEBUG"})");
    log_all();
    check_lines(here, "a", {"b INFO", "b ERROR", "c INFO", "c ERROR"});
}

BOOST_AUTO_TEST_CASE(a_stand_in_may_stand_for_another)
{
    configured const here;
    // Of the levels behind q, that of m counts for q only where q respects it, and that of a for m never.
    auto const q = R"("q": {"class": "logging.handlers.QueueHandler", "handlers": ["m", "b"], "level": "INFO",
                            "respect_handler_level": )";
    auto const m = R"(}, "m": {"class": "logging.handlers.MemoryHandler", "target": "a", "level": "ERROR",
                               "filters": ["only_c"], "capacity": 10})";
    auto const root = R"("root": {"handlers": ["q"], "level": "DEBUG"})";
    apply(here, q + std::string("false") + m, root);
    log_all();
    check_lines(here, "a", {"c INFO", "c ERROR"});
    check_lines(here, "b", {"b INFO", "b ERROR"});
    dict_config(json(R"({"version": 1, "incremental": true, "handlers": {"q": {"level": "ERROR"}}})"));
    log_all();
    check_lines(here, "a", {"c INFO", "c ERROR", "c ERROR"});
    apply(here, q + std::string("true") + m, root);
    log_all();
    check_lines(here, "a", {"c INFO", "c ERROR", "c ERROR", "c ERROR"});
    dict_config(json(R"({"version": 1, "incremental": true, "handlers": {"m": {"level": "DEBUG"}}})"));
    log_all();
    check_lines(here, "a", {"c INFO", "c ERROR", "c ERROR", "c ERROR", "c INFO", "c ERROR"});
}

BOOST_AUTO_TEST_CASE(an_incremental_configuration_changes_the_level_of_a_stand_in)
{
    configured const here;
    apply(here, R"("q": {"class": "queue", "handlers": ["a"]})",
          R"("root": {"handlers": ["q"], "level": "DEBUG"})");
    dict_config(json(R"({"version": 1, "incremental": true, "handlers": {"q": {"level": "INFO"}}})"));
    log_all();
    check_lines(here, "a", {"b INFO", "b ERROR", "c INFO", "c ERROR"});
}

BOOST_AUTO_TEST_CASE(mistakes)
{
    auto const invalid = [](std::string const& handler, std::string const& path, std::string const& part) {
        check_invalid(R"({"version": 1, "formatters": {"f": {}}, "handlers": {"n": {"class": "null"},
                          "q": {"class": "queue", "handlers": []}, "h": )" +
                          handler + "}}",
                      "handlers.h" + path, part);
    };
    invalid(R"({"class": "queue"})", "", "handlers is missing");
    invalid(R"({"class": "queue", "handlers": ["m"]})", ".handlers[0]", "there are n, q, h");
    invalid(R"({"class": "queue", "handlers": ["h"]})", ".handlers[0]", "round forever");
    invalid(R"({"class": "queue", "handlers": ["n", "h"]})", ".handlers[1]", "round forever");
    invalid(R"({"class": "queue", "handlers": ["q", "q"]})", ".handlers[1]", "twice");
    invalid(R"({"class": "queue", "handlers": ["n", "n"]})", ".handlers[1]", "twice");
    invalid(R"({"class": "queue", "handlers": ["n"], "formatter": "f"})", ".formatter", "remove it");
    invalid(R"({"class": "queue", "handlers": ["n"], "respect_handler_level": "no"})",
            ".respect_handler_level", "true or false");
    invalid(R"({"class": "memory", "capacity": 10})", "", "target is missing");
    invalid(R"({"class": "memory", "target": "h"})", ".target", "round forever");
    invalid(R"({"class": "memory", "target": "m"})", ".target", "there are n, q, h");
    invalid(R"({"class": "memory", "target": "n", "capacity": "many"})", ".capacity", "whole number");
    invalid(R"({"class": "memory", "target": "n", "flushLevel": "LOUD"})", ".flushLevel", "is not a level");
    invalid(R"({"class": "memory", "target": "n", "flushOnClose": false})", ".flushOnClose", "write level");
}

BOOST_AUTO_TEST_CASE(chains_that_go_round_or_fork_too_often_are_errors)
{
    check_invalid(R"({"version": 1, "handlers": {"f": {"class": "null"},
                      "a": {"class": "queue", "handlers": ["f", "b"]}, "b": {"class": "memory", "target": "c"},
                      "c": {"class": "queue", "handlers": ["a"]}}})",
                  "handlers.c.handlers[0]", "round forever");
    std::string handlers;
    for (int i = 0; i != 20; ++i) {
        auto const name = [&](char letter) { return '"' + (letter + std::to_string(i)) + '"'; };
        auto const next = "{\"class\": \"queue\", \"handlers\": [\"a" + std::to_string(i + 1) + "\", \"b" +
                          std::to_string(i + 1) + "\"]}, ";
        handlers += name('a') + ": " + next + name('b') + ": " + next;
    }
    auto const many = R"({"version": 1, "handlers": {)" + handlers +
                      R"("a20": {"class": "null"}, "b20": {"class": "null"}}})";
    auto const error = error_of([&] { dict_config(json(many)); });
    BOOST_TEST(std::string(error.what()).find("too many ways") != std::string::npos, error.what());
}

BOOST_AUTO_TEST_CASE(other_handlers_of_python_are_errors_with_what_to_write)
{
    for (auto const& one : detail::unsupported_handlers())
        check_invalid(R"({"version": 1, "handlers": {"h": {"class": ")" + std::string(one.name) + R"("}}})",
                      "handlers.h.class", "is not supported: ", one.remedy);
    for (auto const* const name : {"SocketHandler", "DatagramHandler", "SMTPHandler", "HTTPHandler",
                                   "NTEventLogHandler", "BufferingHandler"}) {
        auto const is_it = [&](detail::unsupported_handler const& one) {
            return one.name == std::string("logging.handlers.") + name;
        };
        auto const all = detail::unsupported_handlers();
        BOOST_TEST(std::any_of(all.begin(), all.end(), is_it), name);
    }
}

BOOST_AUTO_TEST_SUITE_END()
