// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Receivers that people have given a limit of their own, and senders with default settings.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <set>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// Answers `reply` to frames of more bytes, compressed or not.
receiver_config with_limit(std::size_t limit, frame_reply const& reply)
{
    receiver_config config;
    config.on_frame = [limit, reply](received_frame const& frame) {
        return frame.bytes.size() > limit ? reply : acknowledge(frame);
    };
    return config;
}

frame_reply closed()
{
    frame_reply reply;
    reply.close = true;
    reply.take = false;
    return reply;
}

frame_reply dropped()
{
    frame_reply reply;
    reply.take = false;
    return reply;
}

/// Default settings, and what the sender says.
struct by_default
{
    explicit by_default(log_fluentd::receiver& server, compression method = compression::none)
    {
        config.tag = "limit";
        config.servers = {{"127.0.0.1", server.port()}};
        config.close_timeout = 0ms;
        config.compress.method = method;
        config.on_diagnostic = [this, keep = reported.handler()](diagnostic const& what) {
            words += what.message + '\n';
            keep(what);
        };
    }

    sender_config config;
    diagnostics reported;
    std::string words; // to be read when the sender has ended
};

void check_all_arrive(log_fluentd::receiver& server, by_default& with, std::size_t events)
{
    {
        sender s(with.config);
        std::string const text(500, 'x');
        for (std::size_t i = 0; i < events; ++i)
            BOOST_REQUIRE(s.emit("t", {{"n", i}, {"text", text}}));
        BOOST_TEST(bool(s.flush(patience)));
        BOOST_TEST(bool(s.close(patience)));
        auto const counters = checked(s);
        BOOST_TEST(counters.delivered.events == events);
        BOOST_TEST(counters.total_discarded().events == 0u);
    }
    std::set<std::int64_t> seen;
    for (auto const& event : server.events())
        seen.insert(event.record.at("n").to_number<std::int64_t>());
    BOOST_TEST(seen.size() == events);
}

void check_none_comes_twice(log_fluentd::receiver const& server, std::size_t events)
{
    BOOST_TEST(server.events().size() == events);
}

void check_words(std::string const& words)
{
    BOOST_TEST(words.find("takes no frame above") != std::string::npos, words);
    BOOST_TEST(words.find("ChunkLimit") != std::string::npos, words);
    BOOST_TEST(words.find("TLS") == std::string::npos, words);
    BOOST_TEST(words.find("require_ack") == std::string::npos, words);
}

} // namespace

BOOST_AUTO_TEST_SUITE(frame_limits)

BOOST_AUTO_TEST_CASE(a_receiver_that_closes_over_large_frames_as_fluent_bit_does)
{
    log_fluentd::receiver server(with_limit(500000, closed()));
    by_default with(server);
    check_all_arrive(server, with, 20000);
    check_none_comes_twice(server, 20000);
    check_words(with.words);
}

BOOST_AUTO_TEST_CASE(a_receiver_that_drops_large_frames_as_fluentd_does)
{
    log_fluentd::receiver server(with_limit(300 * 1024, dropped()));
    by_default with(server);
    // The time for an acknowledgement may be over while others are on their way.
    check_all_arrive(server, with, 20000);
    check_words(with.words);
}

BOOST_AUTO_TEST_CASE(one_that_closes_over_what_is_large_when_inflated)
{
    receiver_config config;
    config.on_frame = [](received_frame const& frame) {
        return frame.events.size() > 1000 ? closed() : acknowledge(frame); // some 500 kB of them
    };
    log_fluentd::receiver server(config);
    by_default with(server, compression::gzip);
    check_all_arrive(server, with, 20000);
    check_none_comes_twice(server, 20000);
    check_words(with.words);
}

BOOST_AUTO_TEST_CASE(tls_is_no_guess_where_the_server_took_something_before)
{
    int frames = 0;
    receiver_config config;
    config.on_frame = [&frames](received_frame const& frame) {
        return ++frames == 2 ? closed() : acknowledge(frame);
    };
    log_fluentd::receiver server(config);
    by_default with(server);
    {
        sender s(with.config);
        for (int i = 0; i < 3; ++i) {
            s.emit("t", {{"n", i}});
            BOOST_TEST(bool(s.flush(patience)));
        }
        s.close(patience);
    }
    BOOST_TEST(with.words.find("lost the connection") != std::string::npos);
    BOOST_TEST(with.words.find("TLS") == std::string::npos, with.words);
}

BOOST_AUTO_TEST_SUITE_END()
