// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// The example that the seed's logging.yaml drives does what Python does with it.

#include "support/python_logging.hpp"

#include "dict_config/document/document.hpp"
#include "support/fluentd.hpp"
#include "support/needs.hpp"
#include "support/process.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(python_logging)

char const* const yaml = LOG_FLUENTD_EXAMPLE_DIR "/logging.yaml";

/// `2026-11-26 04:12:05 ` becomes `0000-00-00 00:00:00 `.
std::string without_time(std::string line)
{
    constexpr std::size_t length_of_time = 19;
    for (std::size_t i = 0; i != std::min(line.size(), length_of_time); ++i)
        if (line[i] >= '0' && line[i] <= '9')
            line[i] = '0';
    return line;
}

std::vector<std::string> without_times(std::vector<std::string> lines)
{
    std::transform(lines.begin(), lines.end(), lines.begin(), without_time);
    return lines;
}

/// The program's own output and what it sent.
struct output
{
    std::vector<std::string> lines;
    std::vector<boost::json::value> events;
};

/// \param server A receiver or a Fluentd.
template <typename Server>
output run_example(Server& server)
{
    auto const result =
        run_process({LOG_FLUENTD_EXAMPLE_python_logging, yaml, std::to_string(server.port())});
    BOOST_TEST_REQUIRE(result.status == 0, result.errors);
    server.wait_for(4, std::chrono::seconds(30));
    output made;
    made.lines = split_lines(result.output);
    for (auto const& event : server.events())
        made.events.push_back({{"tag", event.tag}, {"map", event.record}});
    return made;
}

BOOST_AUTO_TEST_CASE(it_prints_and_sends_what_the_configuration_says)
{
    receiver server;
    auto const made = run_example(server);
    std::vector<std::string> const expected{
        "0000-00-00 00:00:00 DEBUG    root            started",
        R"(0000-00-00 00:00:00 INFO     shop.orders     {"from": "userA", "to": "userB"})",
        "0000-00-00 00:00:00 WARNING  shop.orders     userC is followed by too many",
        "0000-00-00 00:00:00 CRITICAL shop.orders     this log entry gets the additional key: 'message'",
    };
    BOOST_TEST(without_times(made.lines) == expected, boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(made.events.size() == 4u);
    auto const& second = made.events[1].at("map").as_object();
    BOOST_TEST(made.events[1].at("tag") == "test.logging");
    BOOST_TEST(second.at("level") == "INFO");
    BOOST_TEST(second.at("where") == "python_logging.follow");
    BOOST_TEST(second.at("from") == "userA");
    BOOST_TEST(second.contains("hostname"));
}

BOOST_AUTO_TEST_CASE(it_prints_and_sends_what_python_does,
                     *boost::unit_test::precondition(log_fluentd::test::needs_python))
{
    // Python's standard library has no YAML.
    auto const configuration = detail::read_document(yaml, "logging").root;
    auto const python = run_python_logging({configuration});
    receiver server;
    auto const made = run_example(server);
    BOOST_TEST(without_times(made.lines) == without_times(python.lines), boost::test_tools::per_element());
    BOOST_TEST(made.events == python.events, boost::test_tools::per_element());
    BOOST_TEST(python.events.size() == 4u);
}

BOOST_AUTO_TEST_CASE(it_sends_into_a_real_fluentd,
                     *boost::unit_test::precondition(log_fluentd::test::needs_fluentd))
{
    fluentd server;
    auto const made = run_example(server);
    receiver ours;
    BOOST_TEST(made.events == run_example(ours).events, boost::test_tools::per_element());
    BOOST_TEST(made.events.size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_mistake_is_reported_with_its_line)
{
    auto const result = run_process({LOG_FLUENTD_EXAMPLE_python_logging, yaml, "70000"});
    BOOST_TEST(result.status == 1);
    BOOST_TEST(result.errors.find("logging.yaml:26: handlers.fluent.port: 70000 is not a TCP port") !=
                   std::string::npos,
               result.errors);
}

BOOST_AUTO_TEST_CASE(a_number_for_keep_severity_is_reported_at_set_up)
{
    temporary_folder const folder;
    auto const file = (folder.path() / "logging.yaml").string();
    std::ofstream(file) << "logging: {version: 1, handlers: {h: {class: fluentd, tag: a, port: 1,\n"
                           "  close_timeout: 0, keep_severity: 30}}, root: {handlers: [h]}}\n";
    auto const result = run_process({LOG_FLUENTD_EXAMPLE_python_logging, file});
    BOOST_TEST(result.status == 0);
    BOOST_TEST(
        result.errors.find("handlers.h.keep_severity: 30: \"%Severity% >= 30\" is true of no record") !=
            std::string::npos,
        result.errors);
}

BOOST_AUTO_TEST_SUITE_END()
