// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Who closes has one more try at once, whatever the server said before, and then others until time is over.

#include "network.hpp"
#include "one_server.hpp"

#include <chrono>
#include <set>
#include <vector>

using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// A sender whose server has been down for a while.
struct closing : network
{
    explicit closing(unsigned seed)
    {
        random.seed(seed);
        start();
        is_up[0] = false;
        chunk_of({1});
        run_until(5min);
    }
    void run_for(std::chrono::milliseconds time)
    {
        run_until(std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()) + time);
    }
    void close_in(std::chrono::milliseconds time) { subject->end_at(now + time, now); }
    /// When the server was tried, from now on.
    std::vector<std::chrono::milliseconds> tries_in(std::chrono::milliseconds time)
    {
        std::vector<std::chrono::milliseconds> at;
        close_in(time);
        for (std::chrono::milliseconds passed{0}; passed < time; passed += 5ms) {
            auto const before = actions.size();
            run_for(5ms);
            at.insert(at.end(), actions.size() - before, passed);
        }
        return at;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(last_chance, one_server)

BOOST_AUTO_TEST_CASE(a_server_that_refused_is_tried_once_more_at_close)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing));
    subject->hurry(now);
    now += config.retry.max_interval / 2; // a refusal costs more than that
    BOOST_TEST((next() == kind::nothing));
    subject->end_at(now + 5s, now);
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing));
    BOOST_TEST((subject->retry_in(0, now) >= config.retry.max_interval / 2));
}

BOOST_AUTO_TEST_CASE(so_is_one_whose_last_try_was_under_way_then)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->end_at(now + 5s, now);
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing)); // once
}

BOOST_AUTO_TEST_CASE(a_connection_that_came_about_was_the_chance)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->end_at(now + 5s, now);
    subject->connected(0, now);
    subject->disconnected(0, log_fluentd::errc::connection_closed, now);
    BOOST_TEST((next() == kind::nothing));
}

BOOST_AUTO_TEST_CASE(a_server_that_comes_back_while_the_sender_closes_is_found)
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        closing n(seed);
        n.close_in(5s);
        n.run_for(1500ms);
        n.is_up[0] = true;
        n.run_for(1100ms);
        BOOST_CHECK_MESSAGE(n.stats().delivered.events == 1u, "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(no_wait_is_longer_than_about_a_second_then_nor_are_there_many)
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        closing n(seed);
        auto const tries = n.tries_in(20s);
        BOOST_REQUIRE_MESSAGE(tries.size() >= 20u, "seed " << seed);
        BOOST_CHECK_MESSAGE(tries.size() <= 40u, "seed " << seed);
        for (std::size_t i = 1; i < tries.size(); ++i)
            BOOST_CHECK_MESSAGE(tries[i] - tries[i - 1] <= 1010ms, "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(the_last_try_comes_shortly_before_the_end)
{
    for (unsigned seed = 1; seed <= 100; ++seed) {
        for (auto const time : {700ms, 1500ms, 5000ms}) {
            closing n(seed);
            auto const last = n.tries_in(time).back();
            BOOST_CHECK_MESSAGE(last >= time - 360ms, "seed " << seed << ", " << last.count());
        }
    }
}

BOOST_AUTO_TEST_CASE(many_do_not_come_in_step_then)
{
    std::set<std::chrono::milliseconds> moments;
    for (unsigned seed = 1; seed <= 100; ++seed)
        moments.insert(closing(seed).tries_in(5s).back() / 10);
    BOOST_TEST(moments.size() >= 8u); // within 100 ms
}

BOOST_AUTO_TEST_CASE(a_chunk_that_was_set_aside_does_not_wait_longer_either)
{
    for (unsigned seed = 1; seed <= 20; ++seed) {
        closing n(seed);
        n.is_up[0] = true;
        n.on_frame = [](frame const&) { return answer::close; };
        n.run_for(5min);
        n.close_in(5s);
        n.run_for(1500ms);
        n.on_frame = [](frame const&) { return answer::acknowledge; };
        n.run_for(2100ms);
        BOOST_CHECK_MESSAGE(n.stats().delivered.events == 1u, "seed " << seed);
    }
}

BOOST_AUTO_TEST_SUITE_END()
