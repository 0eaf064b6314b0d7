// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender_to_receiver.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <ctime>
#include <future>
#include <limits>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// By the clock that events have. `std::time` may be a few milliseconds behind it.
std::time_t now()
{
    return std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
}

std::string record(received_event const& event)
{
    return boost::json::serialize(event.record);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(sender_, sender_to_receiver)

BOOST_AUTO_TEST_CASE(an_event_arrives_with_tag_time_and_typed_map)
{
    sender s(config);
    auto const before = now();
    BOOST_TEST(s.emit("follow", {{"from", "userA"},
                                 {"id", 7},
                                 {"big", std::numeric_limits<std::uint64_t>::max()},
                                 {"negative", -5},
                                 {"ratio", 0.5},
                                 {"vip", true},
                                 {"nothing", nullptr},
                                 {"to", {{"name", std::string("userB")}, {"empty", fields{}}}}}));
    BOOST_TEST(bool(s.flush(patience)));
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 1u);
    BOOST_TEST(events[0].tag == "test.follow");
    BOOST_TEST(events[0].seconds >= before);
    BOOST_TEST(events[0].seconds <= now());
    BOOST_TEST(record(events[0]) ==
               R"({"from":"userA","id":7,"big":18446744073709551615,"negative":-5,"ratio":5E-1,"vip":true,)"
               R"("nothing":null,"to":{"name":"userB","empty":{}}})");
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == 1u);
    BOOST_TEST(counters.connected);
    BOOST_TEST(counters.connects == 1u);
}

BOOST_AUTO_TEST_CASE(prefix_and_label_may_be_empty)
{
    sender s(config);
    s.emit("", {{"a", 1}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.events().at(0).tag == "test");
    config.tag.clear();
    sender t(config);
    t.emit("label", {{"a", 1}});
    BOOST_TEST(bool(t.flush(patience)));
    BOOST_TEST(server.events().at(1).tag == "label");
}

BOOST_AUTO_TEST_CASE(an_event_goes_by_itself_after_the_interval)
{
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(server.wait_for(1, patience));
    s.emit("a", {{"n", 2}}); // and again from idle
    BOOST_TEST(server.wait_for(2, patience));
}

BOOST_AUTO_TEST_CASE(events_of_many_threads_arrive_each_once_and_in_the_order_of_their_thread)
{
    constexpr int threads = 4, each = 5000;
    config.buffer.chunk_limit = 4096;
    sender s(config);
    std::vector<std::thread> loggers;
    for (int t = 0; t < threads; ++t) {
        loggers.emplace_back([&s, t] {
            for (int i = 0; i < each; ++i)
                s.emit("storm", {{"thread", t}, {"n", i}});
        });
    }
    for (auto& logger : loggers)
        logger.join();
    BOOST_TEST(bool(s.flush(patience)));
    std::vector<std::int64_t> next(threads, 0);
    auto const events = server.events();
    BOOST_TEST(events.size() == std::size_t(threads * each));
    bool in_order = true;
    for (auto const& event : events)
        in_order &= event.record.at("n").to_number<std::int64_t>() ==
                    next[std::size_t(event.record.at("thread").to_number<std::int64_t>())]++;
    BOOST_TEST(in_order);
    BOOST_TEST(checked(s).delivered.events == std::uint64_t(threads * each));
}

BOOST_AUTO_TEST_CASE(a_large_event_has_its_strings_cut_and_the_next_is_whole)
{
    config.max_event_size = 2048;
    sender s(config);
    BOOST_TEST(s.emit("big", {{"text", std::string(100000, 'x')}, {"n", 1}}));
    BOOST_TEST(s.emit("big", {{"text", "small"}, {"n", 2}}));
    BOOST_TEST(bool(s.flush(patience)));
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 2u);
    BOOST_TEST(events[0].record.at("text").as_string().size() < 2048u);
    BOOST_TEST(events[0].record.at("n").to_number<std::int64_t>() == 1);
    BOOST_TEST(events[1].record.at("text").as_string() == "small");
    BOOST_TEST(checked(s).truncated_events == 1u);
}

BOOST_AUTO_TEST_CASE(an_event_larger_than_a_chunk_goes_alone)
{
    config.buffer.chunk_limit = 4096;
    sender s(config);
    BOOST_TEST(s.emit("big", {{"text", std::string(100000, 'x')}}));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.events().at(0).record.at("text").as_string().size() == 100000u);
}

BOOST_AUTO_TEST_CASE(a_sender_that_is_not_used_does_nothing)
{
    {
        sender s(config);
        BOOST_TEST(bool(s.flush(0ms)));
        BOOST_TEST(bool(s.close(0ms)));
    }
    sender never_closed(config);
    BOOST_TEST(server.connections() == 0u);
}

BOOST_AUTO_TEST_CASE(closing_delivers_and_then_rejects)
{
    config.buffer.flush_interval = 1h;
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(server.event_count() == 1u);
    BOOST_TEST(!s.emit("a", {{"n", 2}}));
    BOOST_TEST(bool(s.close(0ms))); // again
    auto const counters = checked(s);
    BOOST_TEST(counters.rejected[std::size_t(rejection::closed)].events == 1u);
    BOOST_TEST(!counters.connected);
}

BOOST_AUTO_TEST_CASE(several_threads_may_close)
{
    sender s(config);
    for (int i = 0; i < 100; ++i)
        s.emit("a", {{"n", i}});
    std::atomic<int> complete{0};
    std::vector<std::thread> closers;
    for (int i = 0; i < 4; ++i)
        closers.emplace_back([&] { complete += bool(s.close(patience)); });
    for (auto& closer : closers)
        closer.join();
    BOOST_TEST(complete == 4);
    BOOST_TEST(server.event_count() == 100u);
}

BOOST_AUTO_TEST_CASE(a_destroyed_sender_delivers_in_the_background)
{
    config.buffer.flush_interval = 1h;
    config.close_timeout = patience;
    {
        sender s(config);
        s.emit("a", {{"n", 1}});
    }
    BOOST_TEST(server.wait_for(1, patience));
}

BOOST_AUTO_TEST_CASE(with_the_server_down_all_waits_and_close_says_what_is_left)
{
    server.stop();
    sender s(config);
    for (int i = 0; i < 10; ++i)
        BOOST_TEST(s.emit("a", {{"n", i}}));
    auto const flushed = s.flush(20ms);
    BOOST_TEST((flushed.error == errc::timed_out));
    BOOST_TEST(flushed.left.events == 10u);
    BOOST_TEST(flushed.waiting.events == 10u);
    BOOST_TEST(flushed.discarded.events == 0u);
    auto const trouble = reported.wait_for(diagnostic_kind::connect_failed);
    BOOST_TEST(trouble.message.find("127.0.0.1:" + std::to_string(server.port())) != std::string::npos);
    BOOST_TEST((trouble.error == std::errc::connection_refused));
    BOOST_TEST(checked(s).waiting.events == 10u);
    BOOST_TEST(checked(s).last_error.find("Connection refused") != std::string::npos);

    auto const closed = s.close(20ms);
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 10u);
    BOOST_TEST(closed.waiting.events == 0u);
    BOOST_TEST(closed.discarded.events == 10u);
    auto const counters = checked(s);
    BOOST_TEST(counters.waiting.events == 0u);
    BOOST_TEST(counters.discarded[std::size_t(discard_reason::closed)].events == 10u);
    auto const lost = reported.wait_for(diagnostic_kind::discarded).message;
    BOOST_TEST(lost.find(" were discarded at close: ") != std::string::npos, lost);
}

BOOST_AUTO_TEST_CASE(what_waited_for_the_server_arrives_when_it_is_back)
{
    server.stop();
    sender s(config);
    s.emit("a", {{"n", 1}});
    reported.wait_for(diagnostic_kind::connect_failed);
    server.start();
    BOOST_TEST(server.wait_for(1, patience));
    BOOST_TEST(bool(s.flush(patience)));
}

BOOST_AUTO_TEST_CASE(a_full_buffer_rejects_counts_and_reports_once)
{
    server.stop();
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4096;
    config.buffer.gap_events = false;
    sender s(config);
    std::string const text(1000, 'x');
    int accepted = 0;
    for (int i = 0; i < 1000; ++i)
        accepted += s.emit("a", {{"text", text}});
    BOOST_TEST(accepted < 70);
    reported.wait_for(diagnostic_kind::buffer_full);
    auto const counters = checked(s);
    BOOST_TEST(counters.rejected[std::size_t(rejection::buffer_full)].events ==
               std::uint64_t(1000 - accepted));
    BOOST_TEST(counters.buffer_bytes <= 64u * 1024);
    server.start();
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.event_count() == std::size_t(accepted));
    BOOST_TEST(reported.count(diagnostic_kind::buffer_full) == 1u);
}

BOOST_AUTO_TEST_CASE(a_flush_does_not_take_discarded_for_delivered)
{
    std::promise<void> sent;
    receiver_config silent;
    silent.on_frame = [&](received_frame const&) {
        sent.set_value();
        return frame_reply{}; // no acknowledgement
    };
    log_fluentd::receiver other(silent);
    config.servers[0].port = other.port();
    config.buffer.flush_interval = 1h; // nothing is sent before the flush
    sender s(config);
    s.emit("a", {{"n", 1}});
    std::thread closer([&] {
        sent.get_future().wait();
        s.close(0ms);
    });
    auto const flushed = s.flush(patience);
    closer.join();
    BOOST_TEST((flushed.error == errc::discarded));
    BOOST_TEST(flushed.left.events == 1u);
    BOOST_TEST(flushed.discarded.events == 1u);
    BOOST_TEST(flushed.discarded.bytes > 0u);
    BOOST_TEST(flushed.waiting.events == 0u);
}

BOOST_AUTO_TEST_CASE(an_event_may_be_as_large_as_max_event_size)
{
    config.max_event_size = 4 << 20;
    sender s(config);
    BOOST_TEST(s.emit("big", {{"text", std::string(3 << 20, 'x')}}));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.events().at(0).record.at("text").as_string().size() == std::size_t(3 << 20));
    BOOST_TEST(checked(s).truncated_events == 0u);
}

BOOST_AUTO_TEST_CASE(best_effort_counts_what_the_peers_kernel_has)
{
    config.require_ack = false;
    sender s(config);
    for (int i = 0; i < 1000; ++i)
        s.emit("a", {{"n", i}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.wait_for(1000, patience));
    BOOST_TEST(checked(s).delivered.events == 1000u);
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_is_counted_and_does_no_harm)
{
    config.on_diagnostic = [](diagnostic const&) { throw 42; };
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(checked(s).handler_errors == 1u);
}

BOOST_AUTO_TEST_CASE(a_handler_may_emit_and_is_rejected_and_may_not_wait)
{
    sender* itself = nullptr;
    std::atomic<bool> asked{false};
    std::error_code flushed, closed;
    config.on_diagnostic = [&](diagnostic const&) {
        if (asked)
            return;
        itself->emit("again", {{"n", 2}});
        flushed = itself->flush(patience).error;
        closed = itself->close(patience).error;
        asked = true;
    };
    sender s(config);
    itself = &s;
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST((flushed == errc::wrong_thread));
    BOOST_TEST((closed == errc::wrong_thread));
    BOOST_TEST(checked(s).rejected[std::size_t(rejection::reentrant)].events == 1u);
    BOOST_TEST(server.event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(a_name_is_resolved)
{
    config.servers[0].host = "localhost";
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.flush(patience)));
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_resolve_is_reported)
{
    config.servers[0].host = "no-such-host.invalid";
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(reported.wait_for(diagnostic_kind::connect_failed).message.find("no-such-host.invalid") !=
               std::string::npos);
    s.close(0ms);
    checked(s);
}

BOOST_AUTO_TEST_SUITE_END()
