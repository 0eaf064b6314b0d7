// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Tags, times and errors of events; events that are waited for.

#include "sender_to_receiver.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <iterator>
#include <limits>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

struct fixture : sender_to_receiver
{
    std::string address() const { return "127.0.0.1:" + std::to_string(server.port()); }
};

std::uint64_t rejections(sender const& s, rejection reason)
{
    return checked(s).rejected[std::size_t(reason)].events;
}

/// Fills the buffer of a sender whose server is down.
void fill(sender& s)
{
    std::string const text(1000, 'x');
    while (s.emit("fill", {{"text", text}})) {
    }
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(emit, fixture)

BOOST_AUTO_TEST_CASE(the_time_is_given_in_three_ways)
{
    sender s(config);
    std::time_t const seconds = 1700000000;
    BOOST_TEST(s.emit_with_time("t", seconds, {{"n", 0}}));
    BOOST_TEST(s.emit_with_time("t", std::chrono::system_clock::time_point(1700000000500ms), {{"n", 1}}));
    BOOST_TEST(s.emit_with_time("t", {1700000000, 999999999}, {{"n", 2}}));
    BOOST_TEST(s.emit_with_time("t", 0, {{"n", 3}}));
    BOOST_TEST(s.emit_with_time("t", {4294967293, 0}, {{"n", 4}}));
    BOOST_TEST(bool(s.flush(patience)));
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 5u);
    std::int64_t const wanted[] = {seconds, seconds, seconds, 0, 4294967293};
    std::uint32_t const nanoseconds[] = {0, 500000000, 999999999, 0, 0};
    for (std::size_t i = 0; i < 5; ++i) {
        BOOST_TEST(events[i].seconds == wanted[i]);
        BOOST_TEST(events[i].nanoseconds == nanoseconds[i]);
    }
}

BOOST_AUTO_TEST_CASE(a_time_that_event_time_does_not_know_is_rejected)
{
    sender s(config);
    BOOST_TEST(!s.emit_with_time("t", -1, {{"n", 1}}));
    BOOST_TEST((s.last_error().code == errc::invalid_time));
    BOOST_TEST(!s.emit_with_time("t", {4294967296, 0}, {{"n", 1}}));
    BOOST_TEST(!s.emit_with_time("t", {0, 1000000000}, {{"n", 1}}));
    BOOST_TEST(!s.emit_with_time("t", std::chrono::system_clock::time_point(-1ns), {{"n", 1}}));
    BOOST_TEST(!s.emit_with_time("t", std::numeric_limits<std::time_t>::max(), {{"n", 1}}));
    BOOST_TEST(rejections(s, rejection::invalid_time) == 5u);
    BOOST_TEST((s.emit_and_wait("t", -1, {{"n", 1}}, patience).error == errc::invalid_time));
    static_assert(!std::is_convertible_v<double, event_time>);
}

// In Fluent Bit they begin and end a group of records, whatever the form of the time.
BOOST_AUTO_TEST_CASE(the_last_two_seconds_are_no_times)
{
    for (bool const as_integer : {false, true}) {
        config.frame.time_as_integer = as_integer;
        sender s(config);
        for (std::int64_t const seconds : {4294967294, 4294967295}) {
            std::chrono::system_clock::time_point const time{std::chrono::seconds(seconds)};
            BOOST_TEST(!s.emit_with_time("t", {seconds, 999999999}, {{"n", 1}}));
            BOOST_TEST(!s.emit_with_time("t", time, {{"n", 1}}));
            BOOST_TEST((s.emit_and_wait("t", seconds, {{"n", 1}}, patience).error == errc::invalid_time));
        }
        BOOST_TEST(rejections(s, rejection::invalid_time) == 6u);
    }
}

BOOST_AUTO_TEST_CASE(a_time_point_that_is_far_away_is_rejected)
{
    using std::chrono::system_clock;
    using hours = std::chrono::time_point<system_clock, std::chrono::hours>;
    using whole = std::chrono::time_point<system_clock, std::chrono::seconds>;
    using real = std::chrono::time_point<system_clock, std::chrono::duration<double>>;
    std::chrono::duration<double> const infinite(std::numeric_limits<double>::infinity());
    event_time const times[] = {
        system_clock::time_point::max(), system_clock::time_point::min(), hours::max(), hours::min(),
        // Their products modulo 2^64 are times of our days.
        hours(std::chrono::hours(5124095576030432)), whole::max(), whole::min(), real::max(), real::min(),
        real(infinite), real(-infinite), real(infinite * 0.0)};
    sender s(config);
    for (auto const& time : times)
        BOOST_TEST(!s.emit_with_time("t", time, {{"n", 1}}));
    BOOST_TEST(rejections(s, rejection::invalid_time) == std::size(times));
    constexpr event_time before(system_clock::time_point(-1ns));
    static_assert(before.seconds == -1 && before.nanoseconds == 999999999);
    constexpr event_time earliest(system_clock::time_point::min());
    static_assert(earliest.seconds == -9223372037 && earliest.nanoseconds == 145224192);
    constexpr event_time of_hours(hours(std::chrono::hours(1)));
    static_assert(of_hours.seconds == 3600 && of_hours.nanoseconds == 0);
    constexpr event_time of_real(real(std::chrono::duration<double>(1.5)));
    static_assert(of_real.seconds == 1 && of_real.nanoseconds == 500000000);
}

BOOST_AUTO_TEST_CASE(a_tag_that_is_none_is_rejected)
{
    sender s(config);
    BOOST_TEST(!s.emit("\xff", {{"n", 1}}));
    BOOST_TEST(!s.emit(std::string(1025, 'x'), {{"n", 1}}));
    BOOST_TEST(s.emit(std::string(1024, 'x'), {{"n", 1}}));
    BOOST_TEST(rejections(s, rejection::invalid_tag) == 2u);
    config.tag.clear();
    sender without(config);
    BOOST_TEST(!without.emit("", {{"n", 1}}));
    BOOST_TEST((without.last_error().code == errc::invalid_tag));
    BOOST_TEST(without.last_error().message.find("tag is empty") != std::string::npos);
    BOOST_TEST(rejections(without, rejection::invalid_tag) == 1u);
    config.tag = "\xff";
    BOOST_CHECK_THROW(sender{config}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_sent_is_repaired_and_the_connection_lives)
{
    sender s(config);
    std::string const huge(100 << 20, 'x');
    BOOST_TEST(s.emit("bad", {{"twice", 1}, {"twice", 2}, {"nan", std::nan("")}, {"bytes", "\xff"}}));
    BOOST_TEST(s.emit("bad", {{"huge", huge}, {"n", 1}}));
    BOOST_TEST(s.emit("good", {{"n", 2}}));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.event_count() == 3u);
    for (auto const& event : server.events()) {
        if (event.record.contains("twice"))
            BOOST_TEST(boost::json::serialize(event.record) == R"({"twice":1,"nan":"NaN","bytes":")"
                                                               "\xef\xbf\xbd"
                                                               R"("})");
        if (event.record.contains("huge"))
            BOOST_TEST(event.record.at("huge").as_string().size() <= 1u << 20);
        BOOST_TEST(event.repeated_keys == 0u);
    }
    auto const counters = checked(s);
    BOOST_TEST(counters.repaired_strings == 1u);
    BOOST_TEST(counters.truncated_events == 1u);
    BOOST_TEST(counters.connections_lost == 0u);
}

BOOST_AUTO_TEST_CASE(the_error_of_a_full_buffer_names_the_trouble)
{
    server.stop();
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4096;
    sender s(config);
    BOOST_TEST(!s.last_error());
    BOOST_TEST(s.last_error().message == "");
    fill(s);
    reported.wait_for(diagnostic_kind::connect_failed);
    BOOST_TEST(bool(s.last_error()));
    BOOST_TEST((s.last_error().code == errc::buffer_full));
    BOOST_TEST(s.last_error().message == "buffer full (64 KiB): " + address() + " refused the connection");
    s.clear_last_error();
    BOOST_TEST(!s.last_error());
    BOOST_TEST((checked(s).last_error_code == std::errc::connection_refused));
}

BOOST_AUTO_TEST_CASE(a_server_that_is_slow_is_another_trouble)
{
    receiver_config slow;
    slow.on_frame = [](received_frame const&) { return frame_reply{}; }; // takes, and says nothing
    log_fluentd::receiver mute(slow);
    config.servers[0].port = mute.port();
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4096;
    sender s(config);
    s.emit("a", {{"n", 1}});
    reported.wait_for(diagnostic_kind::connected);
    fill(s);
    BOOST_TEST(s.last_error().message == "buffer full (64 KiB): 127.0.0.1:" + std::to_string(mute.port()) +
                                             " does not take events as fast as they come");
    s.close(0ms);
}

BOOST_AUTO_TEST_CASE(errors_are_of_the_thread_and_of_the_sender)
{
    sender s(config), other(config);
    s.close(patience);
    BOOST_TEST(!s.emit("a", {{"n", 1}}));
    BOOST_TEST((s.last_error().code == errc::closed));
    BOOST_TEST(s.last_error().message == make_error_code(errc::closed).message());
    BOOST_TEST(!other.last_error());
    std::thread([&] {
        BOOST_TEST(!s.last_error());
        s.clear_last_error();
    }).join();
    BOOST_TEST(bool(s.last_error()));
    BOOST_TEST(other.emit("a", {{"n", 1}})); // no success clears it
    BOOST_TEST(bool(s.last_error()));
}

BOOST_AUTO_TEST_CASE(a_thread_remembers_its_last_sixteen_senders)
{
    std::vector<std::unique_ptr<sender>> senders;
    for (int i = 0; i < 17; ++i) {
        senders.push_back(std::make_unique<sender>(config));
        senders.back()->close(patience);
        senders.back()->emit("a", {{"n", 1}});
    }
    BOOST_TEST(!senders[0]->last_error());
    for (std::size_t i = 1; i < 17; ++i)
        BOOST_TEST(bool(senders[i]->last_error()));
    senders[5]->clear_last_error();
    senders[0]->emit("a", {{"n", 1}}); // takes the place that is free
    for (std::size_t i : {0u, 1u, 16u})
        BOOST_TEST(bool(senders[i]->last_error()));
    for (auto const& s : senders)
        s->clear_last_error();
}

BOOST_AUTO_TEST_CASE(the_one_that_it_forgets_has_rejected_nothing_the_longest)
{
    std::vector<std::unique_ptr<sender>> senders;
    for (int i = 0; i < 17; ++i) {
        senders.push_back(std::make_unique<sender>(config));
        senders.back()->close(patience);
    }
    for (std::size_t i = 0; i < 16; ++i)
        senders[i]->emit("a", {{"n", 1}});
    senders[0]->emit("a", {{"n", 1}});
    senders[16]->emit("a", {{"n", 1}});
    for (std::size_t i = 0; i < 17; ++i)
        BOOST_TEST(bool(senders[i]->last_error()) == (i != 1));
    for (auto const& s : senders)
        s->clear_last_error();
}

BOOST_AUTO_TEST_CASE(closing_without_a_time_takes_the_configured_one)
{
    config.close_timeout = patience;
    config.buffer.flush_interval = 1h;
    sender s(config);
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.close()));
    BOOST_TEST(server.event_count() == 1u);

    server.stop();
    config.close_timeout = 20ms;
    sender down(config);
    down.emit("a", {{"n", 1}});
    BOOST_TEST(down.close().left.events == 1u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(emit_and_wait, fixture)

BOOST_AUTO_TEST_CASE(it_returns_when_the_event_is_acknowledged)
{
    config.buffer.flush_interval = 1h;
    sender s(config);
    s.emit("other", {{"n", 1}});
    BOOST_TEST(bool(s.emit_and_wait("audit", {{"who", "userA"}}, patience)));
    BOOST_TEST(bool(s.emit_and_wait("audit", {1700000000, 5}, {{"who", "userB"}}, patience)));
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 2u);
    BOOST_TEST(events[0].tag == "test.audit");
    BOOST_TEST(events[1].seconds == 1700000000);
    BOOST_TEST(checked(s).delivered.events == 2u);
    BOOST_TEST(checked(s).waiting.events == 1u); // it did not wait for the other
}

BOOST_AUTO_TEST_CASE(many_threads_may_wait)
{
    sender s(config);
    std::atomic<int> delivered{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 50; ++i)
                delivered += bool(s.emit_and_wait("audit", {{"n", i}}, patience));
        });
    for (auto& thread : threads)
        thread.join();
    BOOST_TEST(delivered == 200);
    BOOST_TEST(server.event_count() == 200u);
}

BOOST_AUTO_TEST_CASE(with_the_server_down_it_says_so_in_time_and_the_event_still_arrives)
{
    server.stop();
    sender s(config);
    BOOST_TEST((s.emit_and_wait("audit", {{"n", 1}}, 20ms).error == errc::timed_out));
    BOOST_TEST((s.emit_and_wait("audit", {{"n", 2}}, -1ms).error == errc::timed_out));
    BOOST_TEST(checked(s).waiting.events == 2u);
    server.start();
    BOOST_TEST(bool(s.emit_and_wait("audit", {{"n", 3}}, patience)));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.event_count() == 3u);
}

BOOST_AUTO_TEST_CASE(an_event_that_is_discarded_meanwhile_is_not_delivered)
{
    server.stop();
    sender s(config);
    std::thread closer([&] {
        reported.wait_for(diagnostic_kind::connect_failed);
        s.close(0ms);
    });
    BOOST_TEST((s.emit_and_wait("audit", {{"n", 1}}, patience).error == errc::closed));
    closer.join();
    BOOST_TEST((s.emit_and_wait("audit", {{"n", 2}}, patience).error == errc::closed)); // rejected
    BOOST_TEST((s.last_error().code == errc::closed));
}

BOOST_AUTO_TEST_CASE(a_lost_connection_is_sat_out)
{
    receiver_config breaks;
    std::atomic<int> frames{0};
    breaks.on_frame = [&](received_frame const& frame) {
        return ++frames <= 2 ? frame_reply{"", true, false} : acknowledge(frame);
    };
    log_fluentd::receiver breaking(breaks);
    config.servers[0].port = breaking.port();
    sender s(config);
    BOOST_TEST(bool(s.emit_and_wait("audit", {{"n", 1}}, patience)));
    BOOST_TEST(checked(s).connections_lost == 2u);
}

BOOST_AUTO_TEST_CASE(on_the_strand_it_is_an_error_at_once)
{
    sender* itself = nullptr;
    std::atomic<bool> asked{false};
    std::error_code answer;
    config.on_diagnostic = [&](diagnostic const&) {
        if (!asked.exchange(true))
            answer = itself->emit_and_wait("audit", {{"n", 2}}, patience).error;
    };
    sender s(config);
    itself = &s;
    s.emit("a", {{"n", 1}});
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST((answer == errc::wrong_thread));
    BOOST_TEST(checked(s).offered.events == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
