// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Chunks that a server refuses: the event at fault is found, and none is discarded because of the server.

#include "network.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using report_kind = detail::delivery_report::kind;

namespace {

bool holds(frame const& f, int number)
{
    return std::find(f.numbers.begin(), f.numbers.end(), number) != f.numbers.end();
}

std::vector<int> range(int first, int count)
{
    std::vector<int> result(static_cast<std::size_t>(count));
    std::iota(result.begin(), result.end(), first);
    return result;
}

/// One chunk of `count` events each 500 ms, as a program that logs makes them. \return the next number.
int log_for(network& n, std::chrono::milliseconds time, int first, int count = 16)
{
    auto const end = std::chrono::duration_cast<std::chrono::milliseconds>(n.now.time_since_epoch()) + time;
    while (n.now.time_since_epoch() < end) {
        n.chunk_of(range(first, count));
        first += count;
        n.run_until(std::chrono::duration_cast<std::chrono::milliseconds>(n.now.time_since_epoch()) + 500ms);
    }
    return first;
}

std::uint64_t dropped(network const& n, discard_reason reason)
{
    return n.stats().discarded[static_cast<std::size_t>(reason)].events;
}

} // namespace

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(one_event_that_a_server_refuses_is_found_and_discarded_alone)
{
    network n;
    n.start();
    n.on_frame = [](frame const& f) { return holds(f, 37) ? answer::close : answer::acknowledge; };
    int const all = log_for(n, 2min, 0);
    BOOST_TEST(dropped(n, discard_reason::refused) == 1u);
    auto const s = n.stats();
    BOOST_TEST(s.waiting.events == 0u);
    BOOST_TEST(s.delivered.events == static_cast<std::uint64_t>(all) - 1);
    for (int i = 0; i < all; ++i)
        BOOST_CHECK_MESSAGE(n.taken[i] == (i == 37 ? 0 : 1),
                            "event " << i << " was taken " << n.taken[i] << " times");
    BOOST_TEST(s.buffer_bytes == 0u);
    BOOST_REQUIRE(n.reports.size() == 2u);
    BOOST_TEST((n.reports[0].what == report_kind::refused));
    BOOST_TEST((n.reports[1].what == report_kind::event_refused));
    BOOST_TEST(n.reports[1].tag == "t");
    BOOST_TEST(n.reports[1].content.events == 1u);
    BOOST_TEST(s.servers[0].refusals >= 8u);
}

BOOST_AUTO_TEST_CASE(the_stream_behind_it_is_not_held_up)
{
    network n;
    n.start();
    n.on_frame = [](frame const& f) { return holds(f, 5) ? answer::close : answer::acknowledge; };
    log_for(n, 3s, 0);
    // Three refusals, and the waits between them, until the others go first.
    BOOST_TEST(n.stats().delivered.events >= 16u * 4);
    int const all = log_for(n, 57s, 96);
    BOOST_TEST(n.stats().delivered.events >= static_cast<std::uint64_t>(all) - 16 - 16);
}

BOOST_AUTO_TEST_CASE(a_server_that_never_acknowledges_it_is_no_different)
{
    network n;
    n.config.ack_timeout = 2s;
    n.start();
    n.on_frame = [](frame const& f) { return holds(f, 37) ? answer::silence : answer::acknowledge; };
    int const all = log_for(n, 4min, 0);
    BOOST_TEST(dropped(n, discard_reason::refused) == 1u);
    BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all) - 1);
}

BOOST_AUTO_TEST_CASE(several_events_at_fault_are_all_found)
{
    network n;
    n.start();
    n.on_frame = [](frame const& f) {
        return holds(f, 3) || holds(f, 4) || holds(f, 40) ? answer::close : answer::acknowledge;
    };
    int const all = log_for(n, 5min, 0);
    BOOST_TEST(dropped(n, discard_reason::refused) == 3u);
    BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all) - 3);
    BOOST_TEST(n.stats().buffer_bytes == 0u);
}

BOOST_AUTO_TEST_CASE(a_receiver_whose_buffer_is_full_for_five_minutes_costs_no_event)
{
    network n;
    n.config.buffer.limit = 8 * 1024 * 1024;
    n.start();
    int next = log_for(n, 10s, 0);
    n.on_frame = [](frame const&) { return answer::close; };
    next = log_for(n, 5min, next);
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    int const all = log_for(n, 2min, next);
    BOOST_TEST(n.stats().total_discarded().events == 0u);
    BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all));
}

BOOST_AUTO_TEST_CASE(a_receiver_that_refuses_everything_large_for_five_minutes_costs_no_event)
{
    network n;
    n.config.buffer.limit = 16 * 1024 * 1024;
    n.start();
    n.on_frame = [](frame const& f) { return f.bytes > 3000 ? answer::close : answer::acknowledge; };
    int next = 0;
    for (int minute = 0; minute < 5; ++minute) {
        for (int i = 0; i < 10; ++i) {
            next = log_for(n, 5s, next, 8);  // small ones pass
            n.chunk_of({next++}, "t", 5000); // one event that is large for all time
            n.chunk_of(range(next, 60), "t", 60);
            next += 60;
        }
    }
    BOOST_TEST(n.stats().total_discarded().events == 0u);
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    int const all = log_for(n, 2min, next, 8);
    BOOST_TEST(n.stats().total_discarded().events == 0u);
    BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all));
    BOOST_TEST(n.stats().buffer_bytes == 0u);
}

BOOST_AUTO_TEST_CASE(a_bad_line_costs_no_event)
{
    for (unsigned percent : {10u, 30u, 50u, 70u, 90u}) {
        network n;
        n.config.buffer.limit = 64 * 1024 * 1024;
        n.start();
        std::minstd_rand line(percent);
        n.on_frame = [&](frame const&) {
            return line() % 100 < percent ? answer::close : answer::acknowledge;
        };
        int const next = log_for(n, 60min, 0, 1);
        n.on_frame = [](frame const&) { return answer::acknowledge; };
        int const all = log_for(n, 2min, next, 1);
        BOOST_CHECK_MESSAGE(n.stats().total_discarded().events == 0u, percent << " %");
        BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all));
    }
}

BOOST_AUTO_TEST_CASE(an_event_that_one_of_two_servers_refuses_goes_to_the_other)
{
    network n(2);
    n.start();
    n.on_frame = [](frame const& f) {
        return f.server == 0 && holds(f, 5) ? answer::close : answer::acknowledge;
    };
    int const all = log_for(n, 1min, 0);
    BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(all));
    BOOST_TEST(n.stats().connections_lost <= 1u);
}

BOOST_AUTO_TEST_CASE(without_other_events_none_is_discarded)
{
    network n;
    n.start();
    n.chunk_of(range(0, 8));
    n.on_frame = [](frame const& f) { return holds(f, 5) ? answer::close : answer::acknowledge; };
    n.run_until(60min);
    BOOST_TEST(n.stats().total_discarded().events == 0u);
    BOOST_TEST(n.stats().delivered.events == 7u); // it stands alone by now, and is tried again
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.run_until(62min);
    BOOST_TEST(n.stats().delivered.events == 8u);
}

BOOST_AUTO_TEST_CASE(a_window_of_one_keeps_the_order_unless_a_chunk_is_refused_three_times)
{
    network n;
    n.config.window = 1;
    n.start();
    int refusals_left = 2;
    n.on_frame = [&](frame const& f) {
        return f.numbers[0] % 5 == 0 && refusals_left-- > 0 ? answer::close : answer::acknowledge;
    };
    for (int i = 0; i < 20; ++i) {
        refusals_left = 2;
        n.chunk_of({i});
        n.run_until(std::chrono::milliseconds(5000 * (i + 1)));
    }
    std::vector<int> order;
    for (auto const& f : n.frames) {
        if (order.empty() || order.back() != f.numbers[0])
            order.push_back(f.numbers[0]);
    }
    BOOST_TEST(order == range(0, 20), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
