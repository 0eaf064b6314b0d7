// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <set>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

constexpr int event_count = 20;

/// Sends numbered events, a chunk each, to a server that misbehaves for its first `faults` frames, and checks
/// that every event arrived.
struct storm
{
    receiver_config server_config;
    diagnostics reported;
    std::atomic<int> frames{0};

    template <typename Fault>
    void misbehave(int faults, Fault fault)
    {
        server_config.on_frame = [this, faults, fault](received_frame const& frame) {
            return ++frames <= faults ? fault(frame) : acknowledge(frame);
        };
    }

    statistics run(std::chrono::milliseconds ack_timeout = patience)
    {
        log_fluentd::receiver server(server_config);
        auto config = sender_to(server.port(), reported);
        config.ack_timeout = ack_timeout;
        config.window = 4;
        sender s(config);
        for (int i = 0; i < event_count; ++i) {
            BOOST_TEST(s.emit("storm", {{"n", i}}));
            static_cast<void>(s.flush(0ms));
        }
        BOOST_TEST(bool(s.flush(patience)));
        std::set<std::int64_t> seen;
        for (auto const& event : server.events())
            seen.insert(event.record.at("n").to_number<std::int64_t>());
        BOOST_TEST(seen.size() == std::size_t(event_count));
        auto const counters = checked(s);
        BOOST_TEST(counters.delivered.events == std::uint64_t(event_count));
        BOOST_TEST(server.event_count() - seen.size() <=
                   counters.resent.events); // doubled at most what were resent
        return counters;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(faults, storm)

BOOST_AUTO_TEST_CASE(closing_instead_of_acknowledging)
{
    misbehave(5, [](received_frame const&) { return frame_reply{"", true, true}; });
    auto const counters = run();
    BOOST_TEST(counters.connections_lost >= 5u);
    BOOST_TEST(counters.chunks_resent >= 5u);
    // Closed with frames unread, it is reset.
    auto const why = reported.wait_for(diagnostic_kind::connection_lost);
    bool const is_closed = why.error == errc::connection_closed || why.error == std::errc::connection_reset;
    BOOST_TEST(is_closed, why.message);
}

BOOST_AUTO_TEST_CASE(garbage_instead_of_an_acknowledgement)
{
    misbehave(5, [](received_frame const&) { return frame_reply{"\xc1garbage", false, true}; });
    BOOST_TEST(run().protocol_errors >= 2u);
}

BOOST_AUTO_TEST_CASE(half_an_acknowledgement_and_then_the_end)
{
    misbehave(5, [](received_frame const& frame) {
        auto reply = acknowledge(frame);
        reply.bytes.resize(reply.bytes.size() / 2);
        reply.close = true;
        return reply;
    });
    BOOST_TEST(run().connections_lost >= 5u);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_of_something_else)
{
    misbehave(5, [](received_frame const&) { return frame_reply{"\x81\xa3"s + "ack\xa2no", false, true}; });
    BOOST_TEST(run().protocol_errors >= 2u);
}

BOOST_AUTO_TEST_CASE(one_acknowledgement_again_and_again)
{
    misbehave(1, [](received_frame const& frame) {
        auto reply = acknowledge(frame);
        std::string const one = reply.bytes;
        for (int i = 0; i < 10000; ++i)
            reply.bytes += one;
        return reply;
    });
    BOOST_TEST(run().protocol_errors == 1u);
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::unknown_ack));
}

BOOST_AUTO_TEST_CASE(every_acknowledgement_twice)
{
    misbehave(event_count, [](received_frame const& frame) {
        auto reply = acknowledge(frame);
        reply.bytes += reply.bytes;
        return reply;
    });
    run();
}

BOOST_AUTO_TEST_CASE(no_acknowledgement)
{
    misbehave(3, [](received_frame const&) { return frame_reply{"", false, true}; });
    auto const counters = run(50ms);
    BOOST_TEST(counters.connections_lost >= 1u);
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::ack_timeout));
}

BOOST_AUTO_TEST_CASE(a_greeting_that_wants_authentication)
{
    server_config.on_connection = [](std::size_t number) {
        connection_plan plan;
        if (number <= 3)
            plan.greeting = "\x92\xa4HELO\x80";
        return plan;
    };
    run();
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::unexpected_handshake));
}

BOOST_AUTO_TEST_CASE(a_web_server)
{
    server_config.on_connection = [](std::size_t number) {
        connection_plan plan;
        if (number <= 2)
            plan.greeting = "HTTP/1.1 400 Bad Request\r\n\r\n";
        return plan;
    };
    run();
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::not_forward));
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_tls)
{
    server_config.on_connection = [](std::size_t number) {
        connection_plan plan;
        if (number <= 2)
            plan.greeting = "\x15\x03\x01"s + '\0' + "\x02\x02\x0a";
        return plan;
    };
    run();
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::wants_tls));
}

BOOST_AUTO_TEST_CASE(the_connection_ends_at_any_byte)
{
    server_config.on_connection = [](std::size_t number) {
        connection_plan plan;
        if (number <= 120)
            plan.read_limit = number - 1;
        return plan;
    };
    auto const counters = run();
    BOOST_TEST(counters.connections_lost >= 60u);
}

BOOST_AUTO_TEST_CASE(a_server_that_reads_nothing)
{
    server_config.on_connection = [](std::size_t number) {
        connection_plan plan;
        if (number == 1) {
            plan.read_limit = 0;
            plan.close_at_limit = false;
        }
        return plan;
    };
    run(50ms);
}

BOOST_AUTO_TEST_SUITE_END()
