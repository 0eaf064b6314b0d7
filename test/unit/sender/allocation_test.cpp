// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/count_allocations.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(sender_allocation)

BOOST_AUTO_TEST_CASE(an_event_allocates_nothing)
{
    diagnostics told;
    auto config = sender_to(1, told); // nobody is there
    config.buffer.flush_interval = 1h;
    sender s(config);
    std::string const text = "a text that does not fit into a short string";
    auto const emit = [&] {
        s.emit("follow", {{"from", "userA"}, {"n", 7}, {"text", text}, {"to", {{"vip", true}}}});
    };
    auto const emit_with_time = [&] { s.emit_with_time("follow", {1700000000, 5}, {{"n", 7}}); };
    BOOST_TEST(allocations_of(emit) == 0);
    BOOST_TEST(allocations_of(emit_with_time) == 0);
    BOOST_TEST(checked(s).accepted.events == 2020u);
    s.close(0ms);
}

BOOST_AUTO_TEST_CASE(a_rejected_event_allocates_nothing)
{
    diagnostics told;
    auto config = sender_to(1, told);
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4096;
    sender s(config);
    while (s.emit("follow", {{"n", 7}})) {
    }
    BOOST_TEST(allocations_of([&] { s.emit("follow", {{"n", 7}}); }) == 0);
    BOOST_TEST(allocations_of([&] { s.emit_with_time("follow", -1, {{"n", 7}}); }) == 0);
    s.close(0ms);
    BOOST_TEST(allocations_of([&] { s.emit("follow", {{"n", 7}}); }) == 0);
}

BOOST_AUTO_TEST_CASE(nothing_piles_up_on_an_executor_that_nobody_runs)
{
    diagnostics told;
    boost::asio::io_context nobody_runs_it;
    auto const s = make_sender(nobody_runs_it.get_executor(), sender_to(1, told));
    s->emit("follow", {{"n", 7}});
    BOOST_TEST(allocations_of([&] { static_cast<void>(s->flush(0ms)); }) == 0);
    s->close(0ms);
}

BOOST_AUTO_TEST_CASE(without_memory_a_sender_that_is_not_used_is_closed)
{
    diagnostics told;
    auto config = sender_to(1, told);
    config.on_overflow = [](given_up_events const&) {};
    sender s(config);
    no_memory = true;
    auto const closed = s.close(60s);
    no_memory = false;
    BOOST_TEST(bool(closed));
}

BOOST_AUTO_TEST_CASE(without_memory_closing_fails_and_can_be_done_again)
{
    diagnostics told;
    auto config = sender_to(1, told);
    config.on_overflow = [](given_up_events const&) {};
    sender s(config);
    s.emit("follow", {{"n", 7}});
    told.wait_for(diagnostic_kind::connect_failed); // statistics have a text now
    no_memory = true;
    auto const flushed = s.flush(1ms);
    auto const closed = s.close(1ms);
    no_memory = false;
    BOOST_TEST((flushed.error == errc::timed_out));
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 1u);
    BOOST_TEST(closed.waiting.events == 1u);
    BOOST_TEST(checked(s).waiting.events == 1u);
    s.close(100ms);
    BOOST_TEST(checked(s).overflow_taken.events == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
