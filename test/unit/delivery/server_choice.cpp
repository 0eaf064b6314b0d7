// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Several servers: who takes what, and who stands in for whom.

#include "network.hpp"

#include <cstddef>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

std::vector<std::size_t> shares(network const& n)
{
    std::vector<std::size_t> result(n.config.servers.size());
    for (auto const& f : n.frames)
        ++result[f.server];
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(servers)

BOOST_AUTO_TEST_CASE(chunks_are_shared_out_by_weight)
{
    network n(3);
    n.config.servers[0].weight = 10;
    n.config.servers[1].weight = 30;
    n.config.servers[2].weight = 60;
    n.start();
    for (int i = 0; i < 100; ++i) {
        n.chunk_of({i});
        n.pump();
    }
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{10, 30, 60}), boost::test_tools::per_element());
    auto const s = n.stats();
    BOOST_TEST(s.servers[1].delivered.events == 30u);
    BOOST_TEST(s.servers[2].chunks_delivered == 60u);
    BOOST_TEST(s.servers[2].address == "c:24224");
}

BOOST_AUTO_TEST_CASE(a_server_without_weight_is_left_alone)
{
    network n(2);
    n.config.servers[0].weight = 0;
    n.start();
    for (int i = 0; i < 10; ++i)
        n.chunk_of({i});
    n.pump();
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{0, 10}), boost::test_tools::per_element());
    BOOST_TEST(n.actions == std::vector<std::string>{"connect 1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_that_is_down_is_done_without_and_taken_back)
{
    network n(2);
    n.start();
    n.is_up[0] = false;
    for (int i = 0; i < 10; ++i)
        n.chunk_of({i});
    n.pump();
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{0, 10}), boost::test_tools::per_element());
    BOOST_TEST((n.stats().servers[0].state == server_state::down));
    BOOST_TEST((n.stats().servers[1].state == server_state::up));
    n.is_up[0] = true;
    n.now += 1h; // it is tried again with the next event
    n.frames.clear();
    for (int i = 10; i < 20; ++i) {
        n.chunk_of({i});
        n.pump();
    }
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{5, 5}), boost::test_tools::per_element());
    BOOST_TEST((n.stats().servers[0].state == server_state::up));
    BOOST_TEST(n.stats().servers[0].connect_failures == 1u);
}

BOOST_AUTO_TEST_CASE(what_was_on_the_way_to_a_dead_server_goes_to_another)
{
    network n(2);
    n.start();
    n.on_frame = [](frame const& f) { return f.server == 0 ? answer::silence : answer::acknowledge; };
    for (int i = 0; i < 6; ++i)
        n.chunk_of({i});
    n.pump();
    BOOST_TEST(n.stats().delivered.events == 3u);
    n.is_up[0] = false;
    n.disconnect(0, errc::connection_closed);
    n.pump();
    BOOST_TEST(n.stats().delivered.events == 6u);
    BOOST_TEST(n.stats().chunks_resent == 3u);
    for (auto const& [number, times] : n.taken)
        BOOST_CHECK_MESSAGE(times == 1, "event " << number);
}

BOOST_AUTO_TEST_CASE(a_standby_takes_over_while_all_others_are_down_and_gives_back)
{
    network n(3);
    n.config.servers[2].standby = true;
    n.start();
    n.chunk_of({0});
    n.pump();
    BOOST_TEST(n.actions == (std::vector<std::string>{"connect 0", "connect 1"}),
               boost::test_tools::per_element());
    n.is_up[0] = n.is_up[1] = false;
    n.disconnect(0, std::make_error_code(std::errc::connection_reset));
    n.chunk_of({1});
    n.pump(); // one of the two is there still
    BOOST_TEST(n.frames.back().server == 1u);
    n.disconnect(1, std::make_error_code(std::errc::connection_reset));
    n.frames.clear();
    for (int i = 2; i < 6; ++i)
        n.chunk_of({i});
    n.pump();
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{0, 0, 4}), boost::test_tools::per_element());

    n.is_up[1] = true;
    n.now += 1h;
    n.chunk_of({6});
    n.pump();
    n.chunk_of({7});
    n.pump();
    BOOST_TEST(n.frames.back().server == 1u);
    BOOST_TEST(n.actions.back() == "disconnect 2"); // nothing is on the way to it
    BOOST_TEST((n.stats().servers[2].state == server_state::idle));
    BOOST_TEST(n.stats().servers[2].connections_lost == 0u);
    BOOST_TEST(n.stats().delivered.events == 8u);
}

BOOST_AUTO_TEST_CASE(a_stalled_server_is_not_waited_for)
{
    network n(2);
    n.config.window = 2;
    n.start();
    n.on_frame = [](frame const& f) { return f.server == 0 ? answer::silence : answer::acknowledge; };
    for (int i = 0; i < 20; ++i)
        n.chunk_of({i});
    n.pump(); // 0 is full, and it is its turn
    auto const before = n.frames.size();
    BOOST_TEST(before <= 5u);
    n.run_until(99ms);
    BOOST_TEST(n.frames.size() == before);
    n.run_until(100ms);
    BOOST_TEST(n.frames.size() == 20u);
    BOOST_TEST(n.stats().delivered.events == 18u);
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.run_until(10min); // it does not acknowledge in time: what it has goes to the other
    BOOST_TEST(n.stats().delivered.events == 20u);
}

BOOST_AUTO_TEST_CASE(a_stalled_server_gets_all_where_it_is_the_only_one)
{
    network n(1);
    n.config.window = 3;
    n.start();
    n.on_frame = [](frame const&) { return answer::silence; };
    for (int i = 0; i < 5; ++i)
        n.chunk_of({i});
    n.run_until(1s);
    BOOST_TEST(n.frames.size() == 3u);
    n.acknowledge(0, n.frames[0].id);
    n.pump();
    BOOST_TEST(n.frames.size() == 4u);
}

BOOST_AUTO_TEST_CASE(the_window_counts_bytes_too)
{
    network n(1);
    n.config.window_bytes = 10000;
    n.start();
    n.on_frame = [](frame const&) { return answer::silence; };
    for (int i = 0; i < 4; ++i)
        n.chunk_of({i}, "t", 4000);
    n.pump();
    BOOST_TEST(n.frames.size() == 2u);
    n.acknowledge(0, n.frames[1].id);
    n.pump();
    BOOST_TEST(n.frames.size() == 3u);
    BOOST_TEST(n.frames[2].numbers == std::vector<int>{2}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_chunk_larger_than_the_window_goes_alone)
{
    network n(1);
    n.config.window_bytes = 4096;
    n.start();
    n.on_frame = [](frame const&) { return answer::silence; };
    n.chunk_of({0}, "t", 6000);
    n.chunk_of({1}, "t", 6000);
    n.pump();
    BOOST_TEST(n.frames.size() == 1u);
    n.acknowledge(0, n.frames[0].id);
    n.pump();
    BOOST_TEST(n.frames.size() == 2u);
}

BOOST_AUTO_TEST_CASE(an_old_connection_is_made_anew_when_nothing_is_on_the_way)
{
    network n(1);
    n.config.max_connection_age = 60s;
    n.config.ack_timeout = 10min;
    n.start();
    n.chunk_of({0});
    n.pump();
    n.run_until(67s);                   // within a tenth of the limit
    BOOST_TEST(n.actions.size() == 1u); // there is nothing to send
    n.on_frame = [](frame const&) { return answer::silence; };
    n.chunk_of({1});
    n.pump();
    BOOST_TEST(n.actions == (std::vector<std::string>{"connect 0", "disconnect 0", "connect 0"}),
               boost::test_tools::per_element());
    n.run_until(120s); // younger than the limit
    n.chunk_of({2});
    n.run_until(121s);
    BOOST_TEST(n.frames.size() == 3u);
    n.run_until(134s);
    n.chunk_of({3});
    n.run_until(135s);
    BOOST_TEST(n.frames.size() == 3u); // it is too old for more, and waits for what is on the way
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.acknowledge(0, n.frames[1].id);
    n.acknowledge(0, n.frames[2].id);
    n.pump();
    BOOST_TEST(n.stats().delivered.events == 4u);
    BOOST_TEST(n.stats().connections_lost == 0u);
    BOOST_TEST(n.stats().reconnects == 2u);
    BOOST_TEST(n.stats().resent.events == 0u);
}

BOOST_AUTO_TEST_CASE(an_unused_connection_is_closed_and_made_again)
{
    network n(1);
    n.config.idle_timeout = 10s;
    n.start();
    n.chunk_of({0});
    n.run_until(9999ms);
    BOOST_TEST(n.actions.size() == 1u);
    n.run_until(10s);
    BOOST_TEST(n.actions.back() == "disconnect 0");
    BOOST_TEST(!n.subject->deadline());
    n.chunk_of({1});
    n.pump();
    BOOST_TEST(n.stats().delivered.events == 2u);
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_an_unused_connection_is_not_down)
{
    network n(2);
    n.config.servers[1].standby = true;
    n.start();
    n.chunk_of({0});
    n.pump();
    n.disconnect(0, errc::connection_closed);
    n.pump();
    BOOST_TEST((n.stats().servers[0].state == server_state::idle));
    n.chunk_of({1});
    n.pump();
    BOOST_TEST(shares(n) == (std::vector<std::size_t>{2, 0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_chunk_that_is_passed_over_ends_the_connection_in_time)
{
    network n(1);
    n.config.ack_timeout = 5s;
    n.start();
    n.on_frame = [](frame const& f) { return f.numbers[0] == 0 ? answer::silence : answer::acknowledge; };
    n.chunk_of({0});
    for (int i = 1; i <= 4; ++i) { // others go on all the time
        n.chunk_of({i});
        n.run_until(std::chrono::milliseconds(1200 * i));
    }
    BOOST_TEST(n.stats().connections_lost == 0u);
    n.run_until(5001ms);
    BOOST_TEST(n.stats().connections_lost == 1u);
    BOOST_TEST(n.stats().resent.events == 0u); // it waits for the next connection
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.run_until(60s);
    BOOST_TEST(n.stats().delivered.events == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
