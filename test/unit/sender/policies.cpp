// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A sender whose buffer is full: who waits, what is lost, and what is said of it downstream.

#include "sender_to_receiver.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

std::string const text(3000, 'x');

struct small_sender : sender_to_receiver
{
    explicit small_sender(overflow_policy policy)
    {
        config.buffer.limit = 64 * 1024;
        config.buffer.chunk_limit = 8 * 1024;
        config.buffer.overflow = policy;
    }

    void fill(sender& s, int events = 30)
    {
        for (int i = 0; i < events; ++i)
            s.emit("t", {{"text", text}});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(policies)

BOOST_AUTO_TEST_CASE(block_waits_for_room_and_loses_nothing)
{
    small_sender with(overflow_policy::block);
    with.config.buffer.block_timeout = patience;
    sender s(with.config);
    std::atomic<int> accepted{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i)
                accepted += s.emit("t", {{"text", text}});
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(accepted == 800);
    BOOST_TEST(bool(s.flush(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == 800u);
    BOOST_TEST(counters.blocked_events > 0u);
    BOOST_TEST(with.server.event_count() == 800u);
}

BOOST_AUTO_TEST_CASE(block_waits_no_longer_than_its_time)
{
    small_sender with(overflow_policy::block);
    with.server.stop();
    with.config.buffer.block_timeout = 30ms;
    sender s(with.config);
    with.fill(s, 10);
    auto longest = steady_clock::duration::zero();
    for (int i = 0; i < 20; ++i) {
        auto const begin = steady_clock::now();
        bool const accepted = s.emit("t", {{"text", text}});
        longest = std::max(longest, steady_clock::now() - begin);
        if (!accepted)
            BOOST_TEST((steady_clock::now() - begin >= 29ms));
    }
    BOOST_TEST((longest >= 29ms));
    BOOST_TEST((longest < 10s));
    auto const counters = checked(s);
    BOOST_TEST(counters.blocked_events > 0u);
    BOOST_TEST(counters.rejected[std::size_t(rejection::buffer_full)].events > 0u);
}

BOOST_AUTO_TEST_CASE(close_ends_the_wait_for_room)
{
    small_sender with(overflow_policy::block);
    with.server.stop();
    with.config.buffer.block_timeout = 1h;
    sender s(with.config);
    std::atomic<bool> rejected{false};
    std::thread logging([&] {
        while (s.emit("t", {{"text", text}})) {
        }
        rejected = s.last_error().code == errc::closed;
    });
    with.reported.wait_for(diagnostic_kind::buffer_full);
    s.close(0ms);
    logging.join();
    BOOST_TEST(rejected);
    checked(s);
}

BOOST_AUTO_TEST_CASE(block_does_not_prolong_emit_and_wait)
{
    small_sender with(overflow_policy::block);
    with.server.stop();
    with.config.buffer.block_timeout = 10ms;
    sender s(with.config);
    with.fill(s);
    sender_config patient = with.config;
    patient.buffer.block_timeout = 1h;
    sender t(patient);
    auto const begin = steady_clock::now();
    for (int i = 0; i < 30; ++i) { // each a chunk of its own
        if (!t.emit_and_wait("t", {{"text", text}}, 5ms))
            continue;
    }
    BOOST_TEST((steady_clock::now() - begin < patience));
    t.close(0ms);
    checked(t);
}

BOOST_AUTO_TEST_CASE(a_diagnostic_handler_is_never_made_to_wait)
{
    small_sender with(overflow_policy::block);
    with.server.stop();
    with.config.buffer.block_timeout = 1h;
    sender* subject = nullptr;
    std::atomic<int> calls{0};
    with.config.on_diagnostic = [&, handler = with.reported.handler()](diagnostic const& what) {
        if (subject)
            subject->emit("t", {{"text", text}});
        ++calls;
        handler(what);
    };
    sender s(with.config);
    subject = &s;
    std::thread logging([&] {
        while (s.emit("t", {{"text", text}})) {
        }
    });
    with.reported.wait_for(diagnostic_kind::buffer_full);
    s.close(0ms);
    logging.join();
    BOOST_TEST(calls > 0);
    checked(s);
}

BOOST_AUTO_TEST_CASE(drop_oldest_delivers_the_newest)
{
    small_sender with(overflow_policy::drop_oldest);
    with.server.stop();
    sender s(with.config);
    for (int i = 0; i < 1000; ++i)
        BOOST_TEST(s.emit("t", {{"n", i}, {"text", text}}));
    BOOST_TEST(
        (with.reported.wait_for(diagnostic_kind::discarded).message.find("oldest") != std::string::npos));
    with.server.start();
    static_cast<void>(s.flush(patience));
    auto const counters = checked(s);
    BOOST_TEST(counters.accepted.events == 1000u);
    BOOST_TEST(counters.discarded[std::size_t(discard_reason::buffer_full)].events +
                   counters.delivered.events ==
               1000u);
    BOOST_TEST(with.server.wait_for(counters.delivered.events, patience));
    bool newest = false;
    for (auto const& event : with.server.events())
        newest |= event.record.contains("n") && event.record.at("n").to_number<int>() == 999;
    BOOST_TEST(newest);
}

BOOST_AUTO_TEST_CASE(a_gap_event_follows_an_outage)
{
    small_sender with(overflow_policy::drop_newest);
    with.server.stop();
    sender s(with.config);
    with.fill(s, 100);
    auto const lost = checked(s).rejected[std::size_t(rejection::buffer_full)];
    BOOST_TEST(lost.events > 0u);
    with.server.start();
    BOOST_TEST(bool(s.flush(patience)));
    s.close(patience); // the gap event is accepted by then, or not yet made
    auto const counters = checked(s);
    BOOST_TEST(counters.gaps_delivered.events == 1u);
    BOOST_TEST(counters.delivered.events == counters.accepted.events);
    BOOST_TEST(with.server.wait_for(counters.delivered.events + 1, patience));
    auto const gap = with.server.events().back();
    BOOST_TEST(gap.tag == "test.t");
    BOOST_TEST(gap.record.at("log_fluentd").as_string() == "gap");
    BOOST_TEST(gap.record.at("lost").to_number<std::uint64_t>() == lost.events);
    BOOST_TEST(gap.record.at("bytes").to_number<std::uint64_t>() == lost.bytes);
}

BOOST_AUTO_TEST_CASE(flush_does_not_count_what_was_lost_before)
{
    small_sender with(overflow_policy::drop_oldest);
    with.server.stop();
    sender s(with.config);
    with.fill(s, 100);
    with.server.start();
    static_cast<void>(s.flush(patience));
    BOOST_TEST(checked(s).total_discarded().events > 0u);
    s.emit("t", {{"n", 1}});
    auto const result = s.flush(patience);
    BOOST_TEST(bool(result));
    BOOST_TEST(result.left.events == 0u);
    BOOST_TEST(bool(s.close(patience)));
}

BOOST_AUTO_TEST_SUITE_END()
