// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What the handlers do with records.

#include "support/certificates.hpp"
#include "support/set_up_work.hpp"
#include "unit/dict_config/configuration.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/record_formatter.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(dict_config_handlers)

/// One handler, `h`, which takes every record.
void apply_handler(std::string const& keys, std::string const& formatter = "{}")
{
    dict_config(json(R"({"version": 1, "formatters": {"f": )" + formatter + R"(}, "handlers": {"h": {)" +
                     keys + R"(}}, "root": {"handlers": ["h"], "level": "NOTSET"}})"));
}

/// What a stream of the program is given while `call` runs. Nothing is checked meanwhile, since what
/// Boost.Test says would be caught too.
template <typename Call>
std::string printed(std::ostream& stream, Call call)
{
    std::ostringstream text;
    auto* const before = stream.rdbuf(text.rdbuf());
    call();
    stream.rdbuf(before);
    return text.str();
}

BOOST_AUTO_TEST_CASE(streams)
{
    configured const here;
    auto const says = [](std::ostream& stream, std::string const& keys) {
        return printed(stream, [&] {
            apply_handler(R"("class": )" + keys);
            log("shop", severity::info, "x");
        });
    };
    BOOST_TEST(says(std::cout, R"("logging.StreamHandler", "stream": "ext://sys.stdout")") == "x\n");
    BOOST_TEST(says(std::cout, R"("stream", "stream": "stdout")") == "x\n");
    BOOST_TEST(says(std::cerr, R"("stream", "stream": "ext://sys.stderr")") == "x\n");
    BOOST_TEST(says(std::cerr, R"("stream", "stream": "stderr")") == "x\n");
    BOOST_TEST(says(std::cerr, R"("stream")") == "x\n");
}

BOOST_AUTO_TEST_CASE(lines_of_two_sinks_stay_whole)
{
    configured const here;
    auto const text = printed(std::cout, [] {
        dict_config(json(R"({"version": 1, "handlers": {"a": {"class": "stream", "stream": "stdout"},
                             "b": {"class": "stream", "stream": "stdout"}},
                             "root": {"handlers": ["a", "b"], "level": "NOTSET"}})"));
        std::vector<std::thread> threads;
        for (int t = 0; t < 2; ++t)
            threads.emplace_back([] {
                for (int i = 0; i < 2000; ++i)
                    log("shop", severity::info, std::string(60, 'x'));
            });
        for (auto& thread : threads)
            thread.join();
    });
    std::istringstream lines(text);
    std::size_t whole = 0, broken = 0;
    for (std::string line; std::getline(lines, line);)
        ++(line == std::string(60, 'x') ? whole : broken);
    BOOST_TEST(whole == 8000u);
    BOOST_TEST(broken == 0u);
}

BOOST_AUTO_TEST_CASE(a_stream_that_has_failed_is_tried_again)
{
    configured const here;
    BOOST_TEST(printed(std::cout, [] {
                   apply_handler(R"("class": "stream", "stream": "stdout")");
                   std::cout.setstate(std::ios::badbit);
                   log("shop", severity::info, "x");
               }) == "x\n");
}

// A text is followed by the exception, whichever handler and style it is for.
BOOST_AUTO_TEST_CASE(an_exception_is_behind_every_text)
{
    configured const here;
    receiver server;
    auto const log_it = [] {
        logger source(boost::log::keywords::channel = "shop");
        BOOST_LOG_SEV(source, severity::error)
            << boost::log::add_value("Exception", std::make_exception_ptr(std::runtime_error("boom")))
            << "text";
    };
    auto const styled = printed(std::cout, [&] {
        apply_handler(R"("class": "stream", "stream": "stdout", "formatter": "f")",
                      R"({"format": "%Message%", "style": "boost"})");
        log_it();
    });
    BOOST_TEST(styled.find("text\n") == 0u, styled);
    BOOST_TEST(styled.find("boom") != std::string::npos, styled);

    apply_handler(R"("class": "fluentd", "tag": "t", "formatter": "f", "port": )" +
                      std::to_string(server.port()),
                  R"({"format": "%(levelname)s %(message)s"})");
    log_it();
    BOOST_TEST(bool(find_sender("h")->flush(10s)));
    auto const message = std::string(server.events().at(0).record.at("message").as_string());
    BOOST_TEST(message.find("ERROR text\n") == 0u, message);
    BOOST_TEST(message.find("boom") != std::string::npos, message);
}

BOOST_AUTO_TEST_CASE(an_invalid_configuration_makes_no_file_and_takes_none_away)
{
    configured const here;
    auto const file = here.path("x.log");
    auto const invalid = R"({"version": 1, "handlers": {"a": {"class": "file", "filename": ")" + file +
                         R"("}, "b": {"class": "file", "filename": "/dev/null/z"}}})";
    BOOST_CHECK_THROW(dict_config(json(invalid)), dict_config_error);
    BOOST_TEST(!std::filesystem::exists(file));
    apply_handler(R"("class": "file", "delay": true, "filename": ")" + file + '"');
    log("shop", severity::info, "one");
    BOOST_CHECK_THROW(dict_config(json(invalid)), dict_config_error);
    log("shop", severity::info, "two");
    BOOST_TEST(lines_of(file) == (std::vector<std::string>{"one", "two"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(arguments_in_the_style_of_boost_are_heeded)
{
    configured const here;
    auto const says = [&](std::string const& format) {
        return printed(std::cout, [&] {
            apply_handler(R"("class": "stream", "stream": "stdout", "formatter": "f")",
                          R"({"style": "boost", "format": ")" + format + R"("})");
            logger source(boost::log::keywords::channel = "shop");
            BOOST_LOG_SEV(source, severity::error)
                << boost::log::add_value("Took", boost::posix_time::minutes(90)) << "x";
        });
    };
    BOOST_TEST(says(R"(%Took(format=\"%O:%M\")%)") == "01:30\n");
    BOOST_TEST(says(R"([%Took(format=\"%O\")%|%Took( format = \"\\\"%M\" )%] %Message%)") == "[01|\"30] x\n");
    BOOST_TEST(says(R"(%Channel(format=\"%H\")% %Missing(format=\"%H\")%%Message%)") == "shop x\n");
    BOOST_TEST(says(R"(% Took(format=\"%M\")%|% \t Took (format=\"%O\")%|% Message %)") == "30|01|x\n");
    BOOST_TEST(says(R"(\\%%Took(format=\"%M\")% \\\\%Message%)") == "%30 \\x\n");
}

BOOST_AUTO_TEST_CASE(formats_of_every_style)
{
    configured const here;
    auto const says = [&](std::string const& formatter) {
        return printed(std::cout, [&] {
            apply_handler(R"("class": "stream", "stream": "stdout", "formatter": "f")", formatter);
            log("shop", severity::error, "x");
        });
    };
    BOOST_TEST(says(R"({"format": "%(levelname)-8s|%(name)s|%(message)s"})") == "ERROR   |shop|x\n");
    BOOST_TEST(says(R"({"format": "{levelname:<8}|{message}", "style": "{"})") == "ERROR   |x\n");
    BOOST_TEST(says(R"({"format": "$levelname|${message}", "style": "$"})") == "ERROR|x\n");
    BOOST_TEST(says(R"({"format": "%Severity%|%Channel%|%Message%", "style": "boost"})") == "error|shop|x\n");
    BOOST_TEST(says(R"({"class": "logging.Formatter", "validate": true})") == "x\n");
    BOOST_TEST(says(R"-({"()": "text", "fmt": "[%(message)s]"})-") == "[x]\n");
    BOOST_TEST(says(R"({"format": "%(Order)s", "defaults": {"Order": 7}})") == "7\n");
    BOOST_TEST(says(R"({"format": null})") == "x\n");
}

BOOST_AUTO_TEST_CASE(an_exception_stands_on_lines_of_its_own)
{
    configured const here;
    auto const text = printed(std::cout, [] {
        apply_handler(R"("class": "stream", "stream": "stdout")");
        logger source(boost::log::keywords::channel = "shop");
        BOOST_LOG_SEV(source, severity::error)
            << boost::log::add_value("Exception", std::make_exception_ptr(std::out_of_range("disk"))) << "x";
    });
    BOOST_TEST(text == "x\nstd::out_of_range: disk\n");
}

BOOST_AUTO_TEST_CASE(syslog_over_udp)
{
    configured const here;
    boost::asio::io_context context;
    boost::asio::ip::udp::socket socket(context, {boost::asio::ip::address_v4::loopback(), 0});
    auto const says = [&](std::string const& keys, severity level) {
        apply_handler(R"("class": "logging.handlers.SysLogHandler", "address": ["127.0.0.1", )" +
                      std::to_string(socket.local_endpoint().port()) + "]" + keys);
        log("shop", level, "hello");
        char packet[1024];
        auto const size = socket.receive(boost::asio::buffer(packet));
        return std::string(packet, size);
    };
    auto const first = says("", severity::warning);
    BOOST_TEST(first.find("<12>") == 0u, first); // user.warning
    BOOST_TEST(first.find("hello") != std::string::npos, first);
    BOOST_TEST(says(R"(, "facility": "local3")", severity::fatal).find("<154>") == 0u);
    BOOST_TEST(
        says(R"(, "facility": 3, "socktype": "ext://socket.SOCK_DGRAM")", severity::trace).find("<31>") ==
        0u);
}

BOOST_AUTO_TEST_CASE(the_system_s_own_log)
{
    configured const here;
    apply_handler(R"("class": "syslog", "address": "/dev/log", "facility": "daemon")");
    BOOST_CHECK_NO_THROW(log("shop", severity::info, "where nobody listens, nothing happens"));
}

std::vector<boost::json::object> maps_of(receiver const& server, std::size_t count)
{
    BOOST_TEST_REQUIRE(server.wait_for(count, 30s));
    std::vector<boost::json::object> result;
    for (auto const& event : server.events())
        result.push_back(event.record);
    return result;
}

std::string fluentd(receiver const& server, std::string const& more = {})
{
    return R"("class": "fluentd", "tag": "test", "host": "127.0.0.1", "flush_interval": "1ms",
             "close_timeout": 0, "port": )" +
           std::to_string(server.port()) + more;
}

boost::json::value map_by(std::string const& formatter, std::string const& message = "x",
                          std::string const& keys = {})
{
    configured const here;
    receiver server;
    apply_handler(fluentd(server, R"(, "formatter": "f")" + keys), formatter);
    log("shop.b", severity::error, message);
    return maps_of(server, 1).front();
}

BOOST_AUTO_TEST_CASE(maps_of_a_fluentd_handler)
{
    BOOST_TEST(map_by(R"-({"()": "fluent.handler.FluentRecordFormatter",
                           "format": {"level": "%(levelname)s", "no": "%(levelno)d", "who": "%(name)-8s|",
                                      "fixed": "50%%", "n": 7, "deep": {"m": "%(message)s"}}})-") ==
               json(R"({"level": "ERROR", "no": "40", "who": "shop.b  |", "fixed": "50%", "n": 7,
                        "deep": {"m": "x"}, "message": "x"})"));
    BOOST_TEST(map_by(R"({"format": {"l": "{levelname}"}, "style": "{"})", R"({"a": 1, "b": {"c": [2]}})") ==
               json(R"({"l": "ERROR", "a": 1, "b": {"c": [2]}})"));
    BOOST_TEST(map_by(R"({"format": {"l": "%Severity%", "c": "<%Channel%>"}, "style": "boost"})") ==
               json(R"({"l": "error", "c": "<shop.b>", "message": "x"})"));
    BOOST_TEST(map_by(R"({"format": {"where": "%(module)s.%(funcName)s"}})") == json(R"({"message": "x"})"));
    BOOST_TEST(map_by(R"({"format": {"where": "%(module)s.%(funcName)s"}, "class": "fluentd",
                          "fill_missing_fmt_key": true})") == json(R"({"where": null, "message": "x"})"));
    BOOST_TEST(map_by(R"({"format": {"l": "%(levelname)s"}, "class": "fluentd", "format_json": false})",
                      R"({"a": 1})") == json(R"({"l": "ERROR", "message": "{\"a\": 1}"})"));
}

BOOST_AUTO_TEST_CASE(defaults_that_are_numbers_are_shown_as_in_python)
{
    auto const format = [](std::string const& text) {
        return map_by(R"({"class": "fluentd", "format": {"x": ")" + text + R"("},
                          "defaults": {"a": 1000000.0, "b": 1.0, "c": 0.0001, "d": 1e15, "e": 1e16, "f": -0.0,
                                       "g": 0.00001, "h": 0.1, "i": 7, "j": 1234567890123456.5,
                                       "k": 23001388788703216.0}})")
            .at("x");
    };
    BOOST_TEST(format("%(a)s %(b)s %(c)s %(d)s %(e)s") == "1000000.0 1.0 0.0001 1000000000000000.0 1e+16");
    BOOST_TEST(format("%(f)s %(g)s %(h)s %(i)s %(j)s %(k)s") ==
               "-0.0 1e-05 0.1 7 1234567890123456.5 2.3001388788703216e+16");
    BOOST_TEST(format("%(a)d %(a).1f %(b)03d %(h).2f") == "1000000 1000000.0 001 0.10");
}

// What doc/from_python.md says is better here.
BOOST_AUTO_TEST_CASE(what_python_loses_arrives)
{
    // An attribute that is not there: no error, and no key.
    BOOST_TEST(
        map_by(
            R"-({"format": {"level": "%(levelname)s", "where": "%(funcName)s", "trace": "%(exc_text)s"}})-") ==
        json(R"({"level": "ERROR", "message": "x"})"));
    BOOST_TEST(map_by(R"({"style": "boost", "format": {"order": "%OrderId%"}})") ==
               json(R"({"message": "x"})"));
    // A message is whole before it is read, and an exception stands beside it.
    for (auto const* const formatter : {R"-({"format": {"trace": "%(exc_text)s"}})-",
                                        R"({"style": "boost", "format": {"trace": "%Exception%"}})"}) {
        configured const here;
        receiver server;
        apply_handler(fluentd(server, R"(, "formatter": "f")"), formatter);
        logger source(boost::log::keywords::channel = "shop");
        std::string const user = "ann";
        BOOST_LOG_SEV(source, severity::error)
            << boost::log::add_value("Exception", std::make_exception_ptr(std::runtime_error("boom")))
            << R"({"user": ")" << user << R"("})";
        auto const map = maps_of(server, 1).front();
        BOOST_TEST(map.at("user") == "ann");
        BOOST_TEST(map.at("trace").at("message") == "boom");
        BOOST_TEST(!map.contains("message"));
    }
}

BOOST_AUTO_TEST_CASE(a_message_does_not_forge_unless_it_may)
{
    auto const formatter = R"({"format": {"level": "%(levelname)s"}})";
    BOOST_TEST(map_by(formatter, R"({"level": "fake"})") == json(R"({"level": "ERROR"})"));
    BOOST_TEST(map_by(formatter, R"({"level": "fake"})", R"(, "message_json": "merge")") ==
               json(R"({"level": "fake"})"));
}

BOOST_AUTO_TEST_CASE(maps_without_a_format)
{
    // FluentRecordFormatter's own, then all attributes but some, then a text, then no formatter.
    auto const own = map_by(R"-({"()": "aiofluent.handler.FluentRecordFormatter"})-").as_object();
    BOOST_TEST(own.size() == 3u, "sys_module is missing without a scope");
    BOOST_TEST(own.at("sys_name") == "shop.b");
    BOOST_TEST(!own.at("sys_host").as_string().empty());
    auto const others = map_by(R"({"class": "fluentd", "exclude_attrs": ["Channel"]})").as_object();
    BOOST_TEST(!others.contains("Channel"));
    BOOST_TEST(others.at("Severity") == "error");
    // Python's names are those of the attributes that they stand for.
    BOOST_TEST(
        map_by(R"({"class": "fluentd", "exclude_attrs": ["args", "levelname", "msecs", "message"]})") ==
        json(R"({"Channel": "shop.b", "message": "x"})"));
    BOOST_TEST(map_by(R"({"class": "fluentd", "exclude_attrs": ["name", "levelno", "exc_info"]})") ==
               json(R"({"message": "x"})"));
    BOOST_TEST(map_by(R"({"format": "%(levelname)s %(message)s"})", R"({"a": 1})") ==
               json(R"({"message": "ERROR {\"a\": 1}"})"));
    BOOST_TEST(map_by(R"({"format": "%Severity% %Message%", "style": "boost"})", "x",
                      R"(, "message_key": "log")") == json(R"({"log": "error x"})"));
    configured const here;
    receiver server;
    apply_handler(fluentd(server));
    log("shop.b", severity::error, "x");
    BOOST_TEST(boost::json::value(maps_of(server, 1).front()) ==
               json(R"({"Channel": "shop.b", "Severity": "error", "message": "x"})"));
}

BOOST_AUTO_TEST_CASE(settings_of_a_fluentd_handler_in_both_spellings)
{
    configured const here;
    apply_handler(R"("class": "fluent.handler.FluentHandler", "tag": "t", "host": "localhost", "port": 7,
                     "TagPrefix": "p", "buffer_limit": "1MiB", "chunk_limit": 65536, "FlushInterval": "2s",
                     "require_ack": false, "window": 3, "timeout": 1.5, "nanosecond_precision": true,
                     "exclude": ["A", "B"], "close_timeout": null)");
    auto const sender = find_sender("h");
    BOOST_TEST_REQUIRE(sender);
    auto const& config = sender->config();
    BOOST_TEST(config.servers.at(0).host == "localhost");
    BOOST_TEST(config.servers.at(0).port == 7);
    BOOST_TEST(config.tag == "p");
    BOOST_TEST(config.buffer.limit == std::size_t{1} << 20);
    BOOST_TEST(config.buffer.chunk_limit == 65536u);
    BOOST_TEST((config.buffer.flush_interval == 2s));
    BOOST_TEST(!config.require_ack);
    BOOST_TEST(config.window == 3u);
    BOOST_TEST((config.connect_timeout == 1500ms));
    BOOST_TEST((config.write_timeout == 1500ms));
    BOOST_TEST((config.close_timeout == sender_config().close_timeout));
    apply_handler(
        R"("class": "fluentd", "tag": "t", "name": "n", "server": {"a": {"host": "b", "port": 8}})");
    BOOST_TEST_REQUIRE(find_sender("n"));
    BOOST_TEST(find_sender("n")->config().servers.at(0).host == "b");
    apply_handler(R"("class": "fluentd", "tag": "t", "server": {"Host": "c"})");
    BOOST_TEST(find_sender("h")->config().servers.at(0).host == "c");
}

BOOST_AUTO_TEST_CASE(a_fluentd_handler_without_servers_has_a_local_one)
{
    configured const here;
    for (char const* const servers : {"", R"("servers": [], )"}) {
        apply_handler(R"("class": "fluentd", )" + std::string(servers) +
                      R"("tag": "t", "gap_events": false)");
        auto const& config = find_sender("h")->config();
        BOOST_TEST_REQUIRE(config.servers.size() == 1u);
        BOOST_TEST(config.servers[0].host == "127.0.0.1");
        BOOST_TEST(config.servers[0].port == 24224u);
    }
}

BOOST_AUTO_TEST_CASE(a_fluentd_handler_has_several_servers)
{
    for (char const* const servers : {R"("server": {"z": {"host": "b", "weight": 20}, "a": {"host": "c",
                                                    "port": 8, "Standby": true}})",
                                      R"("servers": [{"host": "b", "weight": 20},
                                                     {"host": "c", "port": 8, "standby": true}])"}) {
        apply_handler(R"("class": "fluentd", "tag": "t", "gap_events": false, )" + std::string(servers));
        auto const& config = find_sender("h")->config();
        BOOST_TEST(!config.buffer.gap_events);
        BOOST_TEST_REQUIRE(config.servers.size() == 2u);
        BOOST_TEST(config.servers[0].host == "b");
        BOOST_TEST(config.servers[0].weight == 20u);
        BOOST_TEST(config.servers[1].host == "c");
        BOOST_TEST(config.servers[1].port == 8u);
        BOOST_TEST(config.servers[1].standby);
    }
}

BOOST_AUTO_TEST_CASE(handlers_share_a_sender_whatever_their_order)
{
    configured const here;
    receiver server;
    dict_config(
        json(R"({"version": 1, "handlers": {"second": {"class": "fluentd", "tag": "b", "sender": "first"},
                        "first": {)" +
             fluentd(server) +
             R"(, "filter": "%Severity% >= error"}},
                        "root": {"handlers": ["first", "second"], "level": 10}})"));
    log("shop", severity::info, "1");
    log("shop", severity::error, "2");
    BOOST_TEST_REQUIRE(server.wait_for(3, 30s));
    BOOST_TEST(server.connections() == 1u);
    std::size_t of_first = 0;
    for (auto const& event : server.events())
        of_first += event.tag == "test";
    BOOST_TEST(of_first == 1u);
}

BOOST_AUTO_TEST_CASE(a_reload_loses_nothing_that_was_accepted)
{
    configured const here;
    receiver server;
    auto const keys = R"("class": "fluentd", "tag": "test", "host": "127.0.0.1", "flush_interval": "1h",
                         "close_timeout": "30s", "port": )" +
                      std::to_string(server.port());
    constexpr int rounds = 5;
    for (int i = 0; i != rounds; ++i) {
        apply_handler(keys);
        log("shop", severity::info, std::to_string(i));
    }
    apply_handler(R"("class": "null")");
    BOOST_TEST(server.wait_for(rounds, 30s));
    BOOST_TEST(server.event_count() == std::size_t{rounds});
}

BOOST_AUTO_TEST_CASE(what_set_up_does_is_done_once)
{
    configured const here;
    auto const apply = [](std::string const& formatters, std::string const& keys) {
        dict_config(json(R"({"version": 1, "formatters": {)" + formatters +
                         R"(}, "handlers": {"h": {"class": "fluentd", "tag": "a", "port": 1, )" + keys +
                         "}}}"));
    };
    test::compile_counter compiled;
    record_formatter const calibration({{"a", compiled.text}});
    int const once = compiled.take();
    BOOST_TEST(once >= 1);
    std::string const formatter =
        std::string(R"("f": {"style": "boost", "format": {"a": ")") + compiled.text + R"("}})";
    apply(formatter, R"("close_timeout": "0s")");
    BOOST_TEST(compiled.take() == once); // each template alone, where a mistake in it is reported
    apply(formatter, R"("formatter": "f")");
    BOOST_TEST(compiled.take() == 2 * once); // and the dictionary
#ifdef __linux__
    test::authority const trusted;
    test::open_counter opened(trusted.ca_file());
    apply("", R"("tls": true, "tls_ca_file": ")" + trusted.ca_file() + '"');
    BOOST_TEST(opened.take() == 1);
#endif
}

BOOST_AUTO_TEST_SUITE_END()
