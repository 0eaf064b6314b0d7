// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Without acknowledgements: what the defence against half-open connections covers, and what it cannot.

#include "sender_to_receiver.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct unacknowledged : sender_to_receiver
{
    unacknowledged()
    {
        config.require_ack = false;
        config.buffer.limit = std::size_t{128} << 20;
        config.write_timeout = config.ack_timeout = patience;
    }

    std::set<std::int64_t> arrived() const
    {
        std::set<std::int64_t> numbers;
        for (auto const& event : server.events())
            numbers.insert(event.record.at("n").to_number<std::int64_t>());
        return numbers;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(best_effort, unacknowledged)

BOOST_AUTO_TEST_CASE(a_connection_that_the_server_closed_is_noticed_before_the_next_write)
{
    sender s(config);
    for (int i = 0; i < 10; ++i) { // the write behind a close is what others lose
        s.emit("best", {{"n", i}});
        BOOST_TEST(bool(s.flush(patience)));
        BOOST_TEST(server.wait_for(static_cast<std::size_t>(i) + 1, patience));
        auto const lost = reported.count(diagnostic_kind::connection_lost);
        server.behave(); // closes every connection
        while (reported.count(diagnostic_kind::connection_lost) == lost)
            std::this_thread::yield();
    }
    BOOST_TEST(arrived().size() == 10u);
    checked(s);
}

BOOST_AUTO_TEST_CASE(what_the_peers_kernel_does_not_have_is_resent_after_a_reset)
{
    server.misbehave(faults::never_read());
    sender s(config);
    std::string const text(100000, 'x');
    int const events = 400; // 40 MB: more than the kernels take
    for (int i = 0; i < events; ++i)
        BOOST_TEST(s.emit("best", {{"n", i}, {"text", text}}));
    static_cast<void>(s.flush(200ms));
    BOOST_TEST(server.wait_for_connections(1, patience));
    auto const before = checked(s);
    BOOST_TEST(before.waiting.events > 0u);
    server.behave(); // a reset, as there are bytes that were not read
    BOOST_TEST(bool(s.flush(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == static_cast<std::uint64_t>(events));
    BOOST_TEST(server.wait_for(before.waiting.events, patience));
    auto const there = arrived();
    // Lost is at most what was delivered, by the kernel's word, before the connection broke.
    BOOST_TEST(there.size() >= before.waiting.events);
    BOOST_TEST(there.count(events - 1) == 1u);
    BOOST_TEST(server.event_count() - there.size() <= counters.resent.events);
}

BOOST_AUTO_TEST_CASE(what_the_peers_kernel_has_and_its_program_did_not_read_is_lost)
{
    server.misbehave(faults::never_read());
    sender s(config);
    for (int i = 0; i < 100; ++i)
        s.emit("best", {{"n", i}});
    BOOST_TEST(bool(s.flush(patience)));                  // its kernel has them, and has said so
    BOOST_TEST(server.wait_for_connections(1, patience)); // or the connection would suffer from no fault
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == 100u);
    server.behave();
    reported.wait_for(diagnostic_kind::connection_lost);
    s.emit("best", {{"n", 100}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.wait_for(1, patience));
    BOOST_TEST(arrived().count(100) == 1u);
    BOOST_TEST(arrived().count(0) == 0u); // with acknowledgements it would have gone again
}

BOOST_AUTO_TEST_SUITE_END()
