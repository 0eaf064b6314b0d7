// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program whose locale writes 1.234,5, in C and in C++: every number is printed and read as without.

#include "support/process.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/dict_config.hpp>
#include <log_fluentd/prometheus.hpp>
#include <log_fluentd/receiver.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/json/parse.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/from_stream.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <locale>
#include <regex>
#include <sstream>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

class with_comma : public std::numpunct<char>
{
protected:
    char do_decimal_point() const override { return ','; }
    char do_thousands_sep() const override { return '.'; }
    std::string do_grouping() const override { return "\3"; }
};

/// A C locale with a comma: one that is installed, or one that is made for the tests; empty: there is none.
std::string find_c_locale()
{
    std::string const made = "de_DE.UTF-8";
    for (std::string const name : {made.c_str(), "fr_FR.UTF-8", "es_ES.UTF-8"})
        if (std::setlocale(LC_ALL, name.c_str()))
            return name;
    static temporary_folder const folder; // as long as the locale is used
    if (!find_program("localedef"))
        return {};
    run_process({"localedef", "-i", "de_DE", "-f", "UTF-8", (folder.path() / made).string()});
    ::setenv("LOCPATH", folder.path().c_str(), 1);
    return std::setlocale(LC_ALL, made.c_str()) ? made : std::string();
}

std::string printed_in_c(double number)
{
    std::array<char, 64> text;
    return {text.data(), static_cast<std::size_t>(std::snprintf(text.data(), text.size(), "%.1f", number))};
}

struct comma_locale
{
    comma_locale() : before(std::locale::global(std::locale(std::locale::classic(), new with_comma)))
    {
        // Behind the other, which sets the locale of C too where it has a name.
        static auto const name = find_c_locale(); // making one takes time
        if (!name.empty()) {
            std::setlocale(LC_ALL, name.c_str());
            BOOST_TEST(printed_in_c(1.5) == "1,5");
        } else {
            char const* const ci = std::getenv("CI");
            BOOST_TEST(!(ci && std::string(ci) == "true"), "no C locale with a comma can be had");
            BOOST_TEST_MESSAGE("no C locale with a comma: tools/setup all installs localedef's sources");
        }
        std::ostringstream text;
        text << 1234.5;
        BOOST_TEST(text.str() == "1.234,5");
    }
    ~comma_locale()
    {
        boost::log::core::get()->remove_all_sinks();
        std::setlocale(LC_ALL, "C");
        std::locale::global(before);
    }

    temporary_folder folder;
    std::locale before;
    log_fluentd::receiver server;
    boost::log::sources::logger_mt logger;
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(locale, comma_locale)

BOOST_AUTO_TEST_CASE(prometheus_text_has_points)
{
    log_fluentd::statistics counters;
    counters.oldest_waiting = 300ms;
    counters.offered = {1234567, 7654321};
    auto text = prometheus_text(counters, "s");
    BOOST_TEST(text.find("oldest_waiting_seconds{sender=\"s\"} 0.300\n") != text.npos, text);
    BOOST_TEST(text.find("offered_events_total{sender=\"s\"} 1234567\n") != text.npos, text);
    for (auto const& [time, expected] :
         {std::pair(0ms, "0.000"), std::pair(7ms, "0.007"), std::pair(1999ms, "1.999"),
          std::pair(1234567089ms, "1234567.089")}) {
        counters.oldest_waiting = time;
        text = prometheus_text(counters, "s");
        BOOST_TEST(text.find("oldest_waiting_seconds{sender=\"s\"} " + std::string(expected) + '\n') !=
                       text.npos,
                   expected);
    }
}

BOOST_AUTO_TEST_CASE(records_have_points)
{
    diagnostics reported;
    sink_config config;
    config.tag = "app.%N%";
    config.sender = sender_to(server.port(), reported);
    config.format = format_dictionary::from_json(R"({"n": "%N%", "text": "%N% of %X%", "constant": 1234.5,
        "by_boost": "%X(with=\"arguments\")% %N(with=\"arguments\")%"})");
    auto const sink = make_sink(config);
    boost::log::core::get()->add_sink(sink);
    BOOST_LOG(logger) << boost::log::add_value("N", 12345) << boost::log::add_value("X", 1234.5)
                      << R"({"x": 1234.5, "y": 0.25})";
    sink->flush();
    BOOST_REQUIRE(server.wait_for(1, patience));
    auto const event = server.events().at(0);
    BOOST_TEST(event.tag == "test.app.12345");
    BOOST_TEST(event.record ==
               boost::json::parse(R"({"n": 12345, "text": "12345 of 1234.5", "constant": 1234.5,
        "by_boost": "1234.5 12345", "x": 1234.5, "y": 0.25})"));
}

BOOST_AUTO_TEST_CASE(settings_have_points)
{
    register_sink_factory();
    std::istringstream settings(
        "[Sinks.Fluent]\nDestination=Fluentd\nTag=a\nName=locale\nFlushInterval=0.5s\n"
        "ChunkLimit=1.5MiB\nWindow=1000\nPort=" +
        std::to_string(server.port()));
    boost::log::init_from_stream(settings);
    auto const made = find_sender("locale");
    BOOST_REQUIRE(made);
    BOOST_TEST((made->config().buffer.flush_interval == 500ms));
    BOOST_TEST(made->config().buffer.chunk_limit == 3u << 19);
    BOOST_TEST(made->config().window == 1000u);
    try {
        sender_config bad;
        bad.window = 12345;
        validate(bad);
        BOOST_ERROR("12345 is taken");
    } catch (std::invalid_argument const& error) {
        BOOST_TEST(std::string(error.what()).find("is 12345") != std::string::npos, error.what());
    }
}

BOOST_AUTO_TEST_CASE(dict_configurations_have_points)
{
    auto const file = (folder.path() / "logging.yaml").string();
    auto const log = [&](char const* name) { return (folder.path() / name).string(); };
    std::ofstream(file) << R"(version: 1
formatters:
  python: {format: "%(created).2f %(created)e %(created)s"}
  boost: {style: boost, format: "%X% %N%"}
handlers:
  python: {class: logging.FileHandler, formatter: python, filename: )"
                        << log("python") << R"(}
  boost: {class: logging.FileHandler, formatter: boost, filename: )"
                        << log("boost") << R"(}
  fluent: {class: fluentd, tag: a, name: yaml, flush_interval: 0.5s, port: )"
                        << std::to_string(server.port()) << R"(}
root: {level: DEBUG, handlers: [python, boost, fluent]}
)";
    dict_config_file(file);
    BOOST_LOG(logger) << boost::log::add_value("TimeStamp", boost::posix_time::second_clock::universal_time())
                      << boost::log::add_value("N", 12345) << boost::log::add_value("X", 1234.5) << "text";
    auto const written = read_file(log("python"));
    std::regex const expected(R"([0-9]{10}\.[0-9]{2} [0-9]\.[0-9]{6}e\+09 [0-9]{10}\.[0-9]+\n)");
    BOOST_TEST(std::regex_match(written, expected), written);
    BOOST_TEST(read_file(log("boost")) == "1234.5 12345\n");
    dict_config(boost::json::parse(R"({"version": 1})"));
}

BOOST_AUTO_TEST_SUITE_END()
