// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/count_allocations.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// Too large for the event, and not cut, as keys are not.
std::string const text_of_keys(3000, 'k');

} // namespace

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

BOOST_AUTO_TEST_CASE(without_memory_a_sender_is_closed_all_the_same)
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
    s.close(patience);
    BOOST_TEST(checked(s).total_dropped().events == 1u);
    BOOST_TEST(checked(s).overflow_taken.events == 1u);
}

BOOST_AUTO_TEST_CASE(on_an_executor_closing_fails_without_memory_and_can_be_done_again)
{
    diagnostics told;
    boost::asio::io_context context;
    auto const s = make_sender(context.get_executor(), sender_to(1, told));
    s->emit("follow", {{"n", 7}});
    while (told.count(diagnostic_kind::connect_failed) == 0)
        context.run_one();
    no_memory = true;
    auto const closed = s->close(1ms);
    no_memory = false;
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 1u);
    BOOST_TEST(checked(*s).waiting.events == 1u);
    s->close(0ms);
    context.run();
    BOOST_TEST(checked(*s).total_dropped().events == 1u);
}

/// The first event of a sender, on the first thread that has one: all that is made then, and not made.
BOOST_AUTO_TEST_CASE(whichever_allocation_of_the_first_event_fails_it_is_counted)
{
    log_fluentd::receiver server;
    long failed = 0;
    for (long n = 1; n <= 200; ++n) {
        diagnostics told;
        auto config = sender_to(server.port(), told);
        config.on_overflow = [](given_up_events const&) {};
        config.max_event_size = 1024; // a larger one is rejected, and handed over
        sender s(config);
        std::thread([&] {
            for (auto const& text : {std::string(5000, 'x'), std::string("short")})
                failed += failing_at(n, [&] { s.emit("follow", {{"text", text}, {"n", 7}}); });
            failed += failing_at(n, [&] { s.emit("follow", {{text_of_keys, 1}}); });
        }).join();
        BOOST_TEST(s.emit("follow", {{"n", 8}}));
        BOOST_TEST(s.statistics().offered.events == 4u);
        s.close(patience);
        BOOST_TEST(checked(s).delivered.events == s.statistics().accepted.events);
    }
    BOOST_TEST(failed > 10);
}

BOOST_AUTO_TEST_CASE(on_an_executor_too)
{
    for (long n = 1; n <= 200; ++n) {
        diagnostics told;
        boost::asio::io_context context;
        auto const s = make_sender(context.get_executor(), sender_to(1, told));
        failing_at(n, [&] { s->emit("follow", {{"n", 7}}); });
        BOOST_TEST(s->emit("follow", {{"n", 8}}));
        BOOST_TEST(checked(*s).offered.events == 2u);
        s->close(0ms);
        context.run();
        BOOST_TEST(checked(*s).waiting.events == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
