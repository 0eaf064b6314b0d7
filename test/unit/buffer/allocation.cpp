// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the buffer allocates, and where.

#include "support/buffer_access.hpp"
#include "support/count_allocations.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <future>
#include <string>
#include <system_error>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::chunk;

namespace {

constexpr std::chrono::seconds patience{60};

detail::buffer const* watched = nullptr;
bool lock_was_held = false;
std::future<void> looking;

/// Whether another thread gets the lock that logging threads take.
void look_for_the_lock()
{
    on_allocation = nullptr;
    looking = std::async(std::launch::async, [] { watched->rejects_new(); });
    lock_was_held = looking.wait_for(patience) != std::future_status::ready;
    if (!lock_was_held)
        on_allocation = look_for_the_lock;
}

/// Calls `f`. \return whether it allocated something, and never under the lock of `b`.
template <typename Function>
bool allocates_without_the_lock(detail::buffer const& b, Function f)
{
    watched = &b;
    lock_was_held = false;
    looking = {};
    on_allocation = look_for_the_lock;
    f();
    on_allocation = nullptr;
    return looking.valid() && !lock_was_held;
}

void deliver_all(detail::buffer& b)
{
    b.seal_all();
    while (chunk* const c = b.outgoing().take())
        b.outgoing().settle_delivered(c);
}

} // namespace

BOOST_AUTO_TEST_SUITE(buffer_allocations)

BOOST_AUTO_TEST_CASE(statistics_take_memory_without_the_lock_of_logging_threads)
{
    auto const b = make_buffer();
    std::string const address = "a-server-with-a-long-name.example.net:24224";
    std::string const words = address + ": cannot connect: Connection refused";
    auto const refused = std::make_error_code(std::errc::connection_refused);
    BOOST_TEST(allocates_without_the_lock(*b, [&] {
        b->ledger().list_servers({{address, false}, {"standby.example.net:24224", true}});
    }));
    BOOST_TEST(allocates_without_the_lock(*b, [&] { b->ledger().note_trouble(0, words, refused); }));
    put(*b, "t", "event");
    log_fluentd::statistics s;
    BOOST_TEST(allocates_without_the_lock(*b, [&] { s = b->statistics(); }));
    BOOST_TEST(s.accepted.events == 1u);
    BOOST_REQUIRE(s.servers.size() == 2u);
    BOOST_TEST(s.servers[0].address == address);
    BOOST_TEST(s.servers[0].last_error == words);
    BOOST_TEST((s.servers[0].last_error_code == refused));
    BOOST_TEST(s.servers[1].standby);
    BOOST_TEST(s.servers[1].last_error == "");
    BOOST_TEST(s.last_error == words);
    BOOST_TEST((s.last_error_code == refused));
    b->ledger().note_trouble({}, "no thread",
                             std::make_error_code(std::errc::resource_unavailable_try_again));
    s = b->statistics();
    BOOST_TEST(s.last_error == "no thread");
    BOOST_TEST(s.servers[0].last_error == words);
}

BOOST_AUTO_TEST_CASE(gap_events_take_memory_without_the_lock_of_logging_threads)
{
    auto const b = make_buffer(small_buffer(), "a.prefix.that.is.long");
    std::string const event(4000, 'x');
    while (!put(*b, "and a label that is long", event).rejected) {
    }
    deliver_all(*b);
    BOOST_TEST(allocates_without_the_lock(*b, [&] { BOOST_TEST(b->outgoing().make_gap_events(false)); }));
    b->outgoing().settle_delivered(b->outgoing().take());
    BOOST_TEST(b->statistics().gaps_delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(emptied_chunks_are_kept_up_to_a_bound)
{
    buffer_config config;
    config.limit = std::size_t{32} << 20;
    auto const b = make_buffer(config);
    auto const allocations_with = [&](int labels) {
        auto const put_all = [&] {
            for (int i = 0; i < labels; ++i)
                put(*b, std::to_string(i), "event");
            deliver_all(*b);
        };
        put_all();
        std::string const event("event" + std::string(detail::copy_slack, 0));
        allocations = 0;
        for (int i = 0; i < labels; ++i)
            b->put(std::to_string(i), event.data(), 5, {});
        long const counted = allocations;
        allocations = -1;
        deliver_all(*b);
        return counted;
    };
    BOOST_TEST(allocations_with(1000) == 0);
    BOOST_TEST(allocations_with(5000) >= 5000 - 1024);
}

BOOST_AUTO_TEST_SUITE_END()
