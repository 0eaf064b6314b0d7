// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Those who wait for delivery, in `flush` and `emit_and_wait`: they shorten long waits, and undo none.

#include "network.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

milliseconds elapsed(network const& n)
{
    return std::chrono::duration_cast<milliseconds>(n.now.time_since_epoch());
}

/// Somebody waits anew each 10 ms. \return when something was tried, as `tries` counts.
template <typename Count>
std::vector<milliseconds> hurry_for(network& n, milliseconds time, Count tries)
{
    std::vector<milliseconds> at;
    for (auto const end = elapsed(n) + time; elapsed(n) < end;) {
        auto const before = tries();
        n.run_until(elapsed(n) + 10ms);
        at.insert(at.end(), tries() - before, elapsed(n));
        n.subject->hurry(n.now);
    }
    return at;
}

std::vector<milliseconds> connects_in(network& n, milliseconds time)
{
    return hurry_for(n, time, [&n] {
        return static_cast<std::size_t>(std::count(n.actions.begin(), n.actions.end(), "connect 0"));
    });
}

/// A sender whose server is dead, as one of many that were started at once.
struct one_of_many : network
{
    explicit one_of_many(unsigned seed)
    {
        random.seed(seed);
        start();
        is_up[0] = false;
        chunk_of({1});
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(hurry)

BOOST_AUTO_TEST_CASE(a_dead_server_is_not_tried_more_often_than_once_a_second_for_it)
{
    for (unsigned seed = 1; seed <= 50; ++seed) {
        one_of_many n(seed);
        auto const at = connects_in(n, 10s);
        // The backoff's own first waits are shorter than a second, and as random.
        BOOST_CHECK_MESSAGE(at.size() <= 14u, "seed " << seed);
        auto const later = connects_in(n, 60s);
        BOOST_CHECK_MESSAGE(later.size() >= 25u,
                            "seed " << seed); // and it does hurry: the longest wait is 30 s
        auto const short_waits = [](std::vector<milliseconds> const& all) {
            int count = 0;
            for (std::size_t i = 1; i < all.size(); ++i)
                count += all[i] - all[i - 1] < 1s;
            return count;
        };
        BOOST_CHECK_MESSAGE(short_waits(later) <= 10, "seed " << seed); // where the backoff has one by chance
    }
}

BOOST_AUTO_TEST_CASE(many_do_not_come_in_step)
{
    std::set<milliseconds> moments;
    for (unsigned seed = 1; seed <= 100; ++seed) {
        one_of_many n(seed);
        moments.insert(connects_in(n, 10s).back() / 10);
    }
    BOOST_TEST(moments.size() >= 50u);
}

BOOST_AUTO_TEST_CASE(the_failures_are_not_forgotten)
{
    one_of_many n(1);
    connects_in(n, 20s);
    n.run_until(elapsed(n) + 2s); // the last hurried try
    auto const before = n.actions.size();
    n.run_until(elapsed(n) + 60s);
    BOOST_TEST(n.actions.size() - before <= 12u); // a backoff that began anew would try 16 times and more
    BOOST_TEST(n.actions.size() > before);
}

BOOST_AUTO_TEST_CASE(who_waits_does_not_sit_out_a_long_wait)
{
    for (unsigned seed = 1; seed <= 50; ++seed) {
        one_of_many n(seed);
        n.config.retry = {60s, 60s};
        n.start();
        n.is_up[0] = false;
        n.chunk_of({1});
        n.pump();
        n.is_up[0] = true;
        n.subject->hurry(n.now);
        n.run_until(2s);
        BOOST_CHECK_MESSAGE(n.stats().delivered.events == 1u, "seed " << seed);
    }
}

BOOST_AUTO_TEST_CASE(who_comes_late_in_a_wait_has_the_try_at_once)
{
    one_of_many n(1);
    n.config.retry = {60min, 60min};
    n.start();
    n.is_up[0] = false;
    n.chunk_of({1});
    n.pump();
    n.run_until(10s);
    n.is_up[0] = true;
    n.subject->hurry(n.now);
    n.run_until(10050ms);
    BOOST_TEST(n.stats().delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(a_refused_chunk_is_not_tried_more_often_than_once_a_second_for_it)
{
    network n;
    n.start();
    n.on_frame = [](frame const&) { return answer::close; };
    n.chunk_of({1});
    n.run_until(60s); // it is set aside by now
    auto const tries = hurry_for(n, 30s, [&n] { return n.frames.size(); });
    BOOST_TEST(tries.size() <= 30u);
    BOOST_TEST(tries.size() >= 10u);
}

BOOST_AUTO_TEST_CASE(the_last_chance_is_taken_at_once)
{
    one_of_many n(1);
    n.run_until(60s);
    n.is_up[0] = true;
    n.subject->end_at(n.now + 5s, n.now);
    n.pump();
    BOOST_TEST(n.stats().delivered.events == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
