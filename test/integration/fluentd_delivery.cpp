// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Everything that a sender and a sink send, into a real Fluentd.

#include "support/decode_frames.hpp"
#include "support/fluentd.hpp"
#include "support/needs.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/json/serialize.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/log/utility/setup/from_stream.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <atomic>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
namespace logging = boost::log;
namespace trivial = boost::log::trivial;

namespace {

std::string host_name()
{
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    return name;
}

void set_up_as_in_the_readme(std::uint16_t port)
{
    register_sink_factory();
    std::istringstream settings("[Sinks.Fluent]\n"
                                "Destination=Fluentd\n"
                                "Name=main\n"
                                "Tag=app.shop\n"
                                "Host=127.0.0.1\n"
                                "Port=" +
                                std::to_string(port) +
                                "\n"
                                "Filter=\"%Severity% >= info\"\n"
                                "[Sinks.Fluent.Format]\n"
                                "host=\"%HostName%\"\n"
                                "where=\"%File%:%Line% %Function%\"\n"
                                "level=\"%Severity%\"\n"
                                "line=\"%LineID%\"\n"
                                "order=\"%OrderId%\"\n");
    logging::init_from_stream(settings);
    logging::add_common_attributes();
}

} // namespace

BOOST_AUTO_TEST_SUITE(fluentd_delivery, *boost::unit_test::precondition(needs_fluentd))

BOOST_AUTO_TEST_CASE(the_readmes_program)
{
    fluentd server;
    set_up_as_in_the_readme(server.port());
    logging::sources::severity_channel_logger<trivial::severity_level, std::string> log(
        logging::keywords::channel = "shop");
    {
        BOOST_LOG_NAMED_SCOPE("checkout");
        BOOST_LOG_SEV(log, trivial::info) << "order placed" << logging::add_value("OrderId", 4711);
        BOOST_LOG_SEV(log, trivial::warning) << R"({"from":"userA","to":{"id":7,"vip":true}})";
        BOOST_LOG_SEV(log, trivial::debug) << "not sent";
        BOOST_LOG_SEV(log, trivial::error) << std::string("bad \xff utf-8 and \0 nul", 20);
    }
    auto const sender = find_sender("main");
    BOOST_REQUIRE(sender);
    BOOST_TEST(bool(sender->flush(patience)));
    logging::core::get()->remove_all_sinks();

    auto const& events = server.events();
    BOOST_REQUIRE(events.size() == 3u);
    BOOST_TEST(events[0].tag == "app.shop");
    BOOST_TEST(events[0].nanoseconds != 0u);
    BOOST_TEST(events[0].record.at("host").as_string() == host_name());
    BOOST_TEST(events[0].record.at("where").as_string().find("fluentd_delivery.cpp:") != std::string::npos);
    BOOST_TEST(events[0].record.at("where").as_string().find("checkout") != std::string::npos);
    BOOST_TEST(events[0].record.at("level").as_string() == "info");
    BOOST_TEST(events[0].record.at("line").is_number());
    BOOST_TEST(events[0].record.at("order").to_number<int>() == 4711);
    BOOST_TEST(events[0].record.at("message").as_string() == "order placed");
    BOOST_TEST(events[1].record.at("from").as_string() == "userA");
    BOOST_TEST(boost::json::serialize(events[1].record.at("to")) == R"({"id":7,"vip":true})");
    BOOST_TEST(!events[1].record.contains("message"));
    BOOST_TEST(!events[1].record.contains("order"));
    BOOST_TEST(events[2].record.at("message").as_string() ==
               std::string("bad \xef\xbf\xbd utf-8 and \0 nul", 22));
    checked(*sender);
}

BOOST_AUTO_TEST_CASE(killed_and_restarted_in_mid_stream)
{
    constexpr int threads = 2, each = 20000, kills = 3;
    fluentd server;
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.buffer.chunk_limit = 16 * 1024;
    sender s(config);
    std::atomic<int> accepted{0};
    std::vector<std::thread> loggers;
    for (int t = 0; t < threads; ++t) {
        loggers.emplace_back([&, t] {
            for (int i = 0; i < each; ++i)
                accepted += s.emit("storm", {{"n", t * each + i}});
        });
    }
    for (int i = 0; i < kills; ++i) {
        server.wait_for(std::size_t(1 + i * threads * each / (2 * kills)));
        server.kill();
        checked(s);
        server.restart();
    }
    for (auto& logger : loggers)
        logger.join();
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(accepted == threads * each);
    std::set<int> seen;
    for (auto const& event : server.events())
        seen.insert(event.record.at("n").to_number<int>());
    BOOST_TEST(seen.size() == std::size_t(threads * each));
    auto const counters = checked(s);
    BOOST_TEST(server.events().size() - seen.size() <= counters.resent.events);
}

BOOST_AUTO_TEST_CASE(a_fluentd_that_takes_only_small_chunks)
{
    constexpr std::size_t count = 20000;
    fluentd_options options;
    options.source_lines = "chunk_size_limit 300k";
    fluentd server(options);
    diagnostics reported;
    sender_config config; // as it is by default
    config.tag = "test";
    config.servers = {{"127.0.0.1", server.port()}};
    config.on_diagnostic = reported.handler();
    sender s(config);
    for (std::size_t i = 0; i < count; ++i)
        BOOST_REQUIRE(s.emit("limit", {{"n", i}, {"text", std::string(500, 'x')}}));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(bool(s.close(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == count);
    BOOST_TEST(server.wait_for(count));
    std::set<int> seen;
    for (auto const& event : server.events())
        seen.insert(event.record.at("n").to_number<int>());
    BOOST_TEST(seen.size() == count);
    BOOST_TEST(server.events().size() == count);
    BOOST_TEST(reported.count(diagnostic_kind::connection_lost) == 0u);
    auto const words = reported.wait_for(diagnostic_kind::refused).message;
    BOOST_TEST(words.find("takes no frame above") != std::string::npos, words);
    BOOST_TEST(words.find("chunk_size_limit") != std::string::npos, words);
    BOOST_TEST(server.log().find("dropped") != std::string::npos); // it has dropped some
}

BOOST_AUTO_TEST_CASE(a_fluentd_that_keeps_no_connection)
{
    constexpr std::size_t count = 2000;
    fluentd_options options;
    options.source_lines =
        "deny_keepalive true\n<security>\n self_hostname server\n shared_key secret\n</security>";
    fluentd server(options);
    for (bool const acknowledged : {true, false}) {
        diagnostics reported;
        auto config = sender_to(server.port(), reported);
        config.auth.shared_key = "secret";
        config.buffer.chunk_limit = 4096;
        config.require_ack = acknowledged;
        sender s(config);
        for (std::size_t i = 0; i < count; ++i)
            BOOST_REQUIRE(s.emit("one", {{"n", i}}));
        BOOST_TEST(bool(s.flush(patience)));
        BOOST_TEST(bool(s.close(patience)));
        auto const counters = checked(s);
        BOOST_TEST(counters.connects >= 5u);
        if (acknowledged) {
            BOOST_TEST(counters.resent.events == 0u);
            BOOST_TEST(reported.count(diagnostic_kind::connection_lost) == 0u);
        }
        BOOST_TEST(server.wait_for(acknowledged ? count : 2 * count));
    }
}

BOOST_AUTO_TEST_CASE(a_fluentd_that_wants_authentication_is_named)
{
    fluentd_options options;
    options.source_lines = "<security>\n self_hostname server\n shared_key secret\n</security>";
    fluentd server(options);
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    s.emit("a", {{"n", 1}});
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::unexpected_handshake));
    BOOST_TEST(checked(s).waiting.events == 1u);
    s.close(std::chrono::milliseconds(0));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(golden, *boost::unit_test::precondition(needs_ruby_msgpack))

BOOST_AUTO_TEST_CASE(frames_are_what_an_independent_decoder_takes)
{
    std::string wire;
    receiver_config server_config;
    server_config.on_frame = [&](received_frame const& frame) {
        wire.append(frame.bytes);
        return acknowledge(frame);
    };
    log_fluentd::receiver server(server_config);
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    s.emit("one", {{"text", "\xc3\xa4"}, {"n", -1}, {"list", {{"x", 1.5}, {"y", nullptr}}}});
    s.emit("one", {{"text", std::string(300, 'x')}, {"n", 1LL << 40}});
    BOOST_TEST(bool(s.flush(patience)));
    s.emit("two", {{"yes", true}, {"no", false}});
    BOOST_TEST(bool(s.close(patience)));

    auto const frames = decode_frames(wire);
    BOOST_REQUIRE(frames.size() == 2u);
    BOOST_TEST(frames[0].at("tag").as_string() == "test.one");
    auto const& options = frames[0].at("options").as_object();
    BOOST_TEST(options.at("size").to_number<int>() == 2);
    BOOST_TEST(options.at("chunk").as_string().size() == 22u);
    BOOST_TEST(options.size() == 2u);
    auto const& entries = frames[0].at("entries").as_array();
    BOOST_REQUIRE(entries.size() == 2u);
    BOOST_TEST(boost::json::serialize(entries[0].at(2)) ==
               "{\"text\":\"\xc3\xa4\",\"n\":-1,\"list\":{\"x\":1.5E0,\"y\":null}}");
    BOOST_TEST(entries[1].at(2).at("n").to_number<std::int64_t>() == 1LL << 40);
    for (std::size_t i = 0; i < 2; ++i) { // the time as well, to the nanosecond
        BOOST_TEST(entries[i].at(0).to_number<std::int64_t>() == server.events().at(i).seconds);
        BOOST_TEST(entries[i].at(1).to_number<std::uint32_t>() == server.events().at(i).nanoseconds);
    }
    BOOST_TEST(boost::json::serialize(frames[1].at("entries").at(0).at(2)) == R"({"yes":true,"no":false})");
}

BOOST_AUTO_TEST_CASE(each_event_mode_is_taken)
{
    fluentd server;
    std::size_t arrived = 0;
    for (auto const mode : {event_mode::packed_forward, event_mode::forward, event_mode::message}) {
        for (bool const seconds : {false, true}) {
            for (bool const options : {false, true}) {
                diagnostics reported;
                auto config = sender_to(server.port(), reported);
                config.frame.mode = mode;
                config.frame.time_as_integer = seconds;
                config.frame.options = config.require_ack = options;
                config.frame.packed_as_string = seconds; // one with the other
                sender s(config);
                for (int i = 0; i < 5; ++i)
                    s.emit("t", {{"n", i}, {"text", "grün"}});
                BOOST_TEST(bool(s.flush(patience)));
                BOOST_TEST(bool(s.close(patience)));
                arrived += 5;
                BOOST_TEST_REQUIRE(server.wait_for(arrived), server.log());
                auto const& events = server.events();
                for (std::size_t i = 0; i < 5; ++i) {
                    auto const& event = events[arrived - 5 + i];
                    BOOST_TEST(event.tag == "test.t");
                    BOOST_TEST(event.record == (boost::json::object{{"n", i}, {"text", "grün"}}));
                    BOOST_TEST((event.nanoseconds == 0) == seconds);
                }
                BOOST_TEST(reported.count(diagnostic_kind::connection_lost) == 0u);
            }
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
