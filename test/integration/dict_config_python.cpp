// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Configurations and calls in Python's logging and here: the same lines.

#include "support/needs.hpp"
#include "support/python_logging.hpp"

#include <log_fluentd/dict_config.hpp>

#include <boost/log/core/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>

#include <map>
#include <random>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using severity = boost::log::trivial::severity_level;

BOOST_AUTO_TEST_SUITE(dict_config_python, *boost::unit_test::precondition(needs_python))

void log(std::string const& channel, std::int64_t number, std::string const& message)
{
    static std::map<std::int64_t, severity> const severities{{5, severity::trace},  {10, severity::debug},
                                                             {20, severity::info},  {30, severity::warning},
                                                             {40, severity::error}, {50, severity::fatal}};
    boost::log::sources::severity_channel_logger_mt<severity, std::string> source(
        boost::log::keywords::channel = channel);
    BOOST_LOG_SEV(source, severities.at(number)) << message;
}

std::string text(boost::json::value const& value)
{
    return {value.as_string().data(), value.as_string().size()};
}

/// A list with one element, which braces do not make of an array.
boost::json::array list_of(boost::json::value const& only)
{
    boost::json::array result;
    result.push_back(only);
    return result;
}

/// What each of our file handlers wrote.
using files = std::map<std::string, std::vector<std::string>>;

/// Gives every handler, they write into files, a file in the folder.
boost::json::array with_files(boost::json::array configurations, std::filesystem::path const& folder)
{
    for (auto& configuration : configurations)
        for (auto& handler : configuration.at("handlers").as_object())
            if (handler.value().as_object().contains("class") &&
                !handler.value().as_object().contains("target"))
                handler.value().as_object()["filename"] =
                    (folder / std::string(std::string_view(handler.key()))).string();
    return configurations;
}

files read_files(std::filesystem::path const& folder)
{
    files result;
    for (auto const& entry : std::filesystem::directory_iterator(folder))
        result[entry.path().filename().string()] = split_lines(read_file(entry.path()));
    return result;
}

std::string joined(std::vector<std::string> const& lines)
{
    std::string result;
    for (auto const& line : lines)
        result += line + '\n';
    return result;
}

void compare(boost::json::array const& configurations, boost::json::array const& calls)
{
    temporary_folder const pythons, ours;
    run_python_logging(with_files(configurations, pythons.path()), calls);
    auto const own = with_files(configurations, ours.path());
    for (std::size_t i = 0; i != own.size(); ++i) {
        dict_config(own[i]);
        for (auto const& call : calls[i].as_array())
            log(text(call.at(0)), call.at(1).as_int64(), text(call.at(2)));
    }
    boost::log::core::get()->remove_all_sinks();
    auto const expected = read_files(pythons.path());
    auto const made = read_files(ours.path());
    std::size_t lines = 0;
    for (auto const& [name, content] : expected) {
        BOOST_REQUIRE_MESSAGE(made.count(name) == 1, name);
        BOOST_TEST(joined(made.at(name)) == joined(content));
        lines += content.size();
    }
    BOOST_TEST(made.size() == expected.size());
    BOOST_TEST(lines != 0u, "the calls should say something");
}

boost::json::array array(std::string const& text)
{
    return boost::json::parse(text).as_array();
}

BOOST_AUTO_TEST_CASE(formats_in_three_styles)
{
    std::vector<std::pair<std::string, std::string>> const formats{
        {"%", "%(levelname)s %(name)s %(message)s"},
        {"%", "<%(levelname)-10s><%(levelname)10s><%(levelname).3s><%(levelname)-5.2s>"},
        {"%", "<%(levelno)d><%(levelno)5d><%(levelno)-5d><%(levelno)05d><%(levelno)+d><%(levelno) d>"},
        {"%", "<%(levelno)s><%(levelno)-6s><%(levelno)6s><%(levelno)x><%(levelno)#x><%(levelno)o>"},
        {"%", "<%(levelno)f><%(levelno).2f><%(levelno)10.1f><%(levelno)e><%(levelno)g><%(levelno).4d>"},
        {"%", "100%% %(message)20s|%(message)-20s|%(name)s"},
        {"{", "{levelname} {name} {message}"},
        {"{", "<{levelname:10}><{levelname:<10}><{levelname:>10}><{levelname:^11}><{levelname:*^11}>"},
        {"{", "<{levelno}><{levelno:5}><{levelno:<5}><{levelno:05}><{levelno:+}><{levelno:,}><{levelno:#x}>"},
        {"{",
         "<{levelno:.2f}><{levelno:10.1f}><{levelno:=+6}><{levelno:e}><{levelname:.2}><{levelname!s:>9}>"},
        {"{", "{{{message}}} {name:-<12}|"},
        {"$", "$levelname ${name} $$ ${message}x"},
    };
    boost::json::object formatters, handlers;
    boost::json::array names;
    for (std::size_t i = 0; i != formats.size(); ++i) {
        auto const name = "f" + std::to_string(i);
        formatters[name] = {{"style", formats[i].first}, {"format", formats[i].second}};
        handlers[name] = {{"class", "logging.FileHandler"}, {"formatter", name}};
        names.emplace_back(name);
    }
    compare(
        {{{"version", 1},
          {"formatters", formatters},
          {"handlers", handlers},
          {"root", {{"handlers", names}, {"level", 1}}}}},
        array("[[[\"\", 5, \"one\"], [\"shop\", 10, \"two\"], [\"shop.orders\", 20, \"\\u00e9t\\u00e9\"], "
              "[\"a\", 30, \"\"], [\"b\", 40, \"100%\"], [\"c\", 50, \"{x}\"]]]"));
}

BOOST_AUTO_TEST_CASE(other_handlers_for_files)
{
    boost::json::array calls;
    for (int i = 0; i != 40; ++i)
        calls.push_back(
            boost::json::array{"", i % 3 == 0 ? 40 : 20, std::string(static_cast<std::size_t>(i % 7), 'x')});
    compare(
        array(R"([{"version": 1, "formatters": {"f": {"format": "%(levelname)s %(message)s"}}, "handlers": {
                "size": {"class": "logging.handlers.RotatingFileHandler", "maxBytes": 30, "backupCount": 3,
                         "formatter": "f"},
                "larger": {"class": "logging.handlers.RotatingFileHandler", "maxBytes": 12, "backupCount": 1},
                "for_ever": {"class": "logging.handlers.RotatingFileHandler", "maxBytes": 10},
                "time": {"class": "logging.handlers.TimedRotatingFileHandler", "when": "W3", "interval": 2,
                         "backupCount": 3, "encoding": "utf-8", "delay": true, "utc": true},
                "watched": {"class": "logging.handlers.WatchedFileHandler", "mode": "w", "delay": false},
                "target": {"class": "logging.FileHandler", "formatter": "f", "level": "CRITICAL"},
                "memory": {"class": "logging.handlers.MemoryHandler", "capacity": 4, "flushLevel": 50,
                           "target": "target", "level": "INFO", "flushOnClose": true},
                "behind": {"class": "logging.FileHandler", "level": "CRITICAL"},
                "between": {"class": "logging.handlers.MemoryHandler", "capacity": 3, "target": "behind",
                            "level": "CRITICAL"},
                "chain": {"class": "logging.handlers.MemoryHandler", "capacity": 2, "target": "between",
                          "level": "ERROR"}},
              "root": {"level": "DEBUG",
                       "handlers": ["size", "larger", "for_ever", "time", "watched", "memory", "chain"]}}])"),
        list_of(calls));
}

BOOST_AUTO_TEST_CASE(two_configurations_one_after_the_other)
{
    auto const configurations = array(R"([
        {"version": 1, "handlers": {"h": {"class": "logging.FileHandler"}},
         "loggers": {"one": {"level": "DEBUG"}, "two.child": {"propagate": false}, "three": {"level": "ERROR"}},
         "root": {"handlers": ["h"], "level": "INFO"}},
        {"version": 1, "incremental": true, "handlers": {"h": {"level": "ERROR"}},
         "loggers": {"one": {"level": "CRITICAL"}, "two.child": {"propagate": true}}},
        {"version": 1, "handlers": {"g": {"class": "logging.FileHandler"}},
         "loggers": {"two": {"level": "DEBUG"}}, "root": {"handlers": ["g"], "level": "INFO"}},
        {"version": 1, "disable_existing_loggers": false, "handlers": {"k": {"class": "logging.FileHandler"}},
         "root": {"handlers": ["k"], "level": "INFO"}}])");
    boost::json::array calls;
    // A logger that no configuration has named does not exist before here, so each time it is another.
    for (auto const* const unnamed : {"new1", "new2", "new3"}) {
        boost::json::array of_one;
        for (std::string const name : {"", "one", "two", "two.child", "three", unnamed})
            for (int const level : {10, 20, 40, 50})
                of_one.push_back(boost::json::array{name, level, name + " " + std::to_string(level)});
        calls.push_back(of_one);
    }
    calls.push_back(array(R"([["two", 10, "10"], ["", 50, "50"]])"));
    compare(configurations, calls);
}

/// Loggers, levels, handlers, propagation and filters as they come, by a number.
boost::json::value random_configuration(std::mt19937& random, std::vector<std::string> const& names)
{
    auto const pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
    char const* const levels[] = {"NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"};
    auto const logger = [&] {
        boost::json::object result;
        if (pick(2) == 0)
            result["level"] = levels[pick(6)];
        if (pick(4) == 0)
            result["propagate"] = false;
        if (pick(4) == 0)
            result["filters"] = boost::json::array{"filter"};
        // A handler that is reached by two ways writes twice in Python: each has one way here.
        return result;
    };
    boost::json::object loggers, handlers;
    for (auto const& name : names)
        if (pick(2) == 0) {
            loggers[name] = logger();
            auto const handler = "h" + std::to_string(handlers.size());
            handlers[handler] = {
                {"class", "logging.FileHandler"}, {"formatter", "f"}, {"level", levels[pick(6)]}};
            if (pick(3) == 0)
                handlers[handler].as_object()["filters"] = boost::json::array{"filter"};
            loggers[name].as_object()["handlers"] = boost::json::array{handler};
        }
    auto root = logger();
    handlers["root"] = {{"class", "logging.FileHandler"}, {"formatter", "f"}};
    root["handlers"] = boost::json::array{"root"};
    if (!root.contains("level")) // Python keeps the one that it had
        root["level"] = levels[pick(6)];
    return {{"version", 1},
            {"formatters", {{"f", {{"format", "%(name)s %(levelname)s %(message)s"}}}}},
            {"filters", {{"filter", {{"name", names[random() % names.size()]}}}}},
            {"handlers", handlers},
            {"loggers", loggers},
            {"root", root}};
}

BOOST_AUTO_TEST_CASE(hierarchies_by_chance)
{
    constexpr unsigned rounds = 25;
    for (unsigned seed = 1; seed <= rounds; ++seed) {
        std::mt19937 random(seed);
        // Names of its own for each round: loggers are known forever.
        auto const top = "r" + std::to_string(seed);
        std::vector<std::string> names;
        for (auto const* const below : {"", ".a", ".a.b", ".a.b.c", ".b", ".ab", ".a.c"})
            names.push_back(top + below);
        auto calls = array(R"([["", 50, "root"]])");
        for (auto name : names)
            for (auto const* const below : {"", ".x", ".x.y"})
                for (int const level : {10, 20, 30, 40, 50})
                    calls.push_back(boost::json::array{name + below, level, std::to_string(level)});
        BOOST_TEST_CONTEXT("seed " << seed)
        compare(list_of(random_configuration(random, names)), list_of(calls));
    }
}

BOOST_AUTO_TEST_SUITE_END()
