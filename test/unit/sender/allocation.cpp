// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "guarded.hpp"
#include "support/count_allocations.hpp"
#include "support/needs.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

/// Asio's way to memory for what is to be done later. Not for threads of the program's: its strands do not
/// survive that.
extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    void* memory = nullptr;
    return (is_new_thread && fails_now()) || ::posix_memalign(&memory, alignment, size) != 0 ? nullptr
                                                                                             : memory;
}

namespace {

/// Too large for the event, and not cut, as keys are not.
std::string const text_of_keys(3000, 'k');

/// What a sender's own threads do, that of its strand and those that it starts, while so many allocations of
/// each fail, one after the other: beginning with the first, those `step` behind it, and so on until none
/// does. \return so many.
template <typename Use>
long with_failing_threads(long in_a_row, long step, Use use)
{
    long n = 1;
    fail_in_new_threads = in_a_row;
    for (long not_made = 0; not_made < 3 && n < 1000; n += step) {
        BOOST_TEST_CONTEXT(in_a_row << " from allocation " << n)
        {
            failed_in_new_threads = 0;
            helper_fails = true;
            fails_in_new_threads_at = n;
            use();
            fails_in_new_threads_at = 0;
            not_made = failed_in_new_threads ? 0 : not_made + 1;
        }
    }
    return n;
}

void wait_for_delivery(sender const& s, std::uint64_t events)
{
    auto const end = std::chrono::steady_clock::now() + patience;
    while (s.statistics().delivered.events < events && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
    BOOST_REQUIRE(s.statistics().delivered.events == events);
}

} // namespace

BOOST_AUTO_TEST_SUITE(sender_allocation)

BOOST_AUTO_TEST_CASE(an_event_allocates_nothing)
{
    diagnostics reported;
    auto config = sender_to(1, reported); // nobody is there
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
    diagnostics reported;
    auto config = sender_to(1, reported);
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
    diagnostics reported;
    boost::asio::io_context nobody_runs_it;
    auto const s = make_sender(nobody_runs_it.get_executor(), sender_to(1, reported));
    s->emit("follow", {{"n", 7}});
    BOOST_TEST(allocations_of([&] { static_cast<void>(s->flush(0ms)); }) == 0);
    s->close(0ms);
}

BOOST_AUTO_TEST_CASE(without_memory_a_sender_that_is_not_used_is_closed)
{
    diagnostics reported;
    auto config = sender_to(1, reported);
    config.on_discard = [](discarded_events const&) {};
    sender s(config);
    no_memory = true;
    auto const closed = s.close(60s);
    no_memory = false;
    BOOST_TEST(bool(closed));
}

BOOST_AUTO_TEST_CASE(without_memory_a_sender_is_closed_all_the_same)
{
    diagnostics reported;
    auto config = sender_to(1, reported);
    config.on_discard = [](discarded_events const&) {};
    sender s(config);
    s.emit("follow", {{"n", 7}});
    reported.wait_for(diagnostic_kind::connect_failed); // statistics have a text now
    no_memory = true;
    auto const flushed = s.flush(1ms);
    auto const closed = s.close(1ms);
    no_memory = false;
    BOOST_TEST((flushed.error == errc::timed_out));
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 1u);
    s.close(patience);
    BOOST_TEST(checked(s).total_discarded().events == 1u);
    BOOST_TEST(checked(s).discards_taken.events == 1u);
}

BOOST_AUTO_TEST_CASE(on_an_executor_closing_fails_without_memory_and_can_be_done_again)
{
    diagnostics reported;
    boost::asio::io_context context;
    auto const s = make_sender(context.get_executor(), sender_to(1, reported));
    s->emit("follow", {{"n", 7}});
    while (reported.count(diagnostic_kind::connect_failed) == 0)
        context.run_one();
    no_memory = true;
    auto const closed = s->close(1ms);
    no_memory = false;
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 1u);
    BOOST_TEST(checked(*s).waiting.events == 1u);
    s->close(0ms);
    context.run();
    BOOST_TEST(checked(*s).total_discarded().events == 1u);
}

/// The first event of a sender, on the first thread that has one: all that is made then, and not made.
BOOST_AUTO_TEST_CASE(whichever_allocation_of_the_first_event_fails_it_is_counted)
{
    log_fluentd::receiver server;
    long failed = 0;
    for (long n = 1; n <= 200; ++n) {
        diagnostics reported;
        auto config = sender_to(server.port(), reported);
        config.on_discard = [](discarded_events const&) {};
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
        diagnostics reported;
        boost::asio::io_context context;
        auto const s = make_sender(context.get_executor(), sender_to(1, reported));
        failing_at(n, [&] { s->emit("follow", {{"n", 7}}); });
        BOOST_TEST(s->emit("follow", {{"n", 8}}));
        BOOST_TEST(checked(*s).offered.events == 2u);
        s->close(0ms);
        context.run();
        BOOST_TEST(checked(*s).waiting.events == 0u);
    }
}

/// From the start over the connection to the end.
BOOST_TEST_DECORATOR(*boost::unit_test::precondition(needs_linux("names of threads")))
BOOST_DATA_TEST_CASE_F(guarded, whichever_allocations_of_the_strand_s_fail_all_is_delivered,
                       boost::unit_test::data::make({1, 4}) * boost::unit_test::data::make({false, true}),
                       in_a_row, is_guarded)
{
    if (is_guarded) {
        with_tls();
        with_key();
    }
    listen();
    client.servers[0].host = "localhost";
    long const step = in_a_row > 1 ? 13 : is_guarded ? 7 : 2; // each takes 100 ms, or more
    auto const allocations = with_failing_threads(in_a_row, step, [&] {
        sender s(client);
        BOOST_TEST(s.emit("follow", {{"n", 1}}));
        wait_for_delivery(s, 1);
        BOOST_TEST(s.emit("follow", {{"n", 2}})); // by the connection that there is
        wait_for_delivery(s, 2);
        BOOST_TEST(bool(s.close(patience)));
        BOOST_TEST(checked(s).waiting.events == 0u);
    });
    BOOST_TEST(allocations > 50);
}

BOOST_TEST_DECORATOR(*boost::unit_test::precondition(needs_linux("names of threads")))
BOOST_DATA_TEST_CASE(or_they_are_counted_where_there_is_no_server, boost::unit_test::data::make({1, 4}),
                     in_a_row)
{
    with_failing_threads(in_a_row, 2, [&] {
        diagnostics reported;
        auto config = sender_to(1, reported);
        config.max_event_size = 1024;
        std::atomic<std::uint64_t> handled{0};
        config.on_discard = [&](discarded_events const& what) { handled += what.events; };
        sender s(config);
        BOOST_TEST(!s.emit("follow", {{text_of_keys, 1}}));
        BOOST_TEST(s.emit("follow", {{"n", 1}}));
        s.close(10ms);
        s.close(patience); // it may take longer without memory
        auto const counters = checked(s);
        BOOST_TEST(counters.waiting.events == 0u);
        BOOST_TEST(counters.total_discarded().events == 1u);
        BOOST_TEST(counters.discards_waiting.events == 0u);
        BOOST_TEST(counters.discards_taken.events == handled);
        BOOST_TEST(counters.discards_taken.events + counters.discards_missed.events == 2u);
    });
}

BOOST_AUTO_TEST_SUITE_END()
