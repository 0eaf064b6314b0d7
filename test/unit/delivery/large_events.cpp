// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events that alone are larger than what their server takes: others do not wait for them.

#include "limited.hpp"

#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// Some of what is logged is too large.
struct with_large_events : limited
{
    using limited::limited;

    void log_large(int count, std::size_t size = 200000, std::string const& tag = "t")
    {
        for (int i = 0; i < count; ++i)
            BOOST_REQUIRE(!put(*buffer, tag, event_bytes(first_large + large++, size)).rejected);
    }
    std::size_t small_ones_left() const
    {
        auto const end = taken.lower_bound(first_large);
        auto const arrived = std::distance(taken.begin(), end);
        return static_cast<std::size_t>(logged - arrived);
    }
    void check_large_ones(int times)
    {
        for (int i = 0; i < large; ++i)
            BOOST_TEST(taken[first_large + i] == times);
    }

    static constexpr int first_large = 1000000;
    int large = 0;
};

constexpr std::size_t limit = 100000;

} // namespace

BOOST_AUTO_TEST_SUITE(large_events)

BOOST_AUTO_TEST_CASE(others_arrive_though_some_are_too_large)
{
    for (bool const closes : {true, false}) {
        for (bool const was_proven : {true, false}) {
            for (int const count : {1, 2, 3, 5, 30}) {
                BOOST_TEST_CONTEXT((closes ? "closes, " : "silent, ")
                                   << (was_proven ? "proven, " : "new, ") << count << " of them")
                {
                    with_large_events n;
                    closes ? n.close_above(limit) : n.drop_above(limit);
                    if (was_proven) {
                        n.log(100);
                        n.run_for(1s);
                    }
                    n.log_large(count);
                    n.log(1000);
                    n.run_for(closes ? 10s : 20s);
                    BOOST_TEST(n.small_ones_left() == 0u);
                    n.check_large_ones(0);
                    BOOST_TEST(n.count(report_kind::too_large) == static_cast<std::size_t>(count));
                }
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_program_that_goes_on_logging_such_events_is_served)
{
    for (bool const closes : {true, false}) {
        BOOST_TEST_CONTEXT((closes ? "closes" : "silent"))
        {
            with_large_events n;
            n.config.buffer.limit = 512 * 1024 * 1024;
            n.start();
            closes ? n.close_above(limit) : n.drop_above(limit);
            for (int i = 0; i < 20 * 60; ++i) {
                if (i % 2 == 0)
                    n.log_large(1, 110000 + static_cast<std::size_t>(i) * 50, "t" + std::to_string(i % 6));
                n.log(20);
                n.run_for(1s);
            }
            n.run_for(10s);
            BOOST_TEST(n.small_ones_left() == 0u);
            BOOST_TEST(n.frames_above(limit) < 200u);
            BOOST_TEST(n.stats().discarded[static_cast<std::size_t>(discard_reason::refused)].events > 250u);
            BOOST_TEST(n.stats().discarded[static_cast<std::size_t>(discard_reason::refused)].events <= 310u);
        }
    }
}

BOOST_AUTO_TEST_CASE(what_comes_later_does_not_wait_for_the_next_try)
{
    for (bool const closes : {true, false}) {
        with_large_events n;
        closes ? n.close_above(limit) : n.drop_above(limit);
        n.log_large(3);
        n.log(1000);
        n.run_for(2min);
        for (int i = 0; i < 100; ++i) {
            n.log(10);
            n.run_for(3500ms);
            BOOST_TEST(n.small_ones_left() == 0u);
        }
    }
}

BOOST_AUTO_TEST_CASE(they_arrive_when_the_limit_is_raised)
{
    for (bool const closes : {true, false}) {
        with_large_events n;
        closes ? n.close_above(limit) : n.drop_above(limit);
        n.log(100);
        n.log_large(5);
        n.log(1000);
        n.run_for(3min);
        n.on_frame = [](frame const&) { return answer::acknowledge; };
        n.run_for(1min); // the longest wait, and some
        BOOST_TEST(n.small_ones_left() == 0u);
        n.check_large_ones(1);
        BOOST_TEST(n.stats().waiting.events == 0u);
        BOOST_TEST(n.stats().total_discarded().events == 0u);
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_was_only_down_takes_them)
{
    with_large_events n;
    n.on_frame = [](frame const&) { return answer::close; };
    n.log_large(5);
    n.log(1000);
    n.run_for(5min);
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.run_for(1min);
    BOOST_TEST(n.small_ones_left() == 0u);
    n.check_large_ones(1);
}

BOOST_AUTO_TEST_CASE(close_leaves_none_behind)
{
    for (bool const closes : {true, false}) {
        with_large_events n;
        closes ? n.close_above(limit) : n.drop_above(limit);
        n.log(100);
        n.log_large(5);
        for (auto const time : {0ms, 700ms, 5000ms}) {
            n.run_for(time);
            n.log_large(1);
            n.buffer->seal_all();
        }
        n.subject->end_at(n.now + 5s, n.now);
        n.run_for(500ms);
        if (n.subject->in_flight(0))
            n.disconnect(0, {});
        n.subject->discard(discard_reason::closed);
        auto const s = n.stats();
        BOOST_TEST(s.waiting.events == 0u);
        BOOST_TEST(s.total_discarded().events == 8u);
        BOOST_TEST(s.delivered.events == 100u);
    }
}

BOOST_AUTO_TEST_CASE(one_event_that_is_too_large_is_named_once_and_discarded_after_ten_minutes)
{
    for (bool const closes : {true, false}) {
        limited n;
        closes ? n.close_above(100000) : n.drop_above(100000);
        n.log(1000);
        n.run_for(20s);
        auto const resent = n.stats().resent.events;
        put(*n.buffer, "large", event_bytes(1000000, 400000));
        for (int i = 0; i < 9 * 60; ++i) {
            n.log(100);
            n.run_for(1s);
        }
        BOOST_TEST(n.stats().total_discarded().events == 0u);
        BOOST_TEST(n.count(report_kind::too_large) == 1u);
        BOOST_TEST(n.stats().delivered.events + 300 >= static_cast<std::uint64_t>(n.logged));
        BOOST_TEST(n.stats().resent.events - resent <= 400u);
        for (int i = 0; i < 3 * 60; ++i) {
            n.log(100);
            n.run_for(1s);
        }
        BOOST_TEST(n.stats().discarded[static_cast<std::size_t>(discard_reason::refused)].events == 1u);
        BOOST_TEST(n.count(report_kind::too_large) == 1u);
        BOOST_REQUIRE(n.count(report_kind::discarded) == 1u);
        BOOST_TEST(n.reports.back().tag == "large");
        BOOST_TEST(n.reports.back().content.bytes > 400000u);
        n.run_for(10s);
        BOOST_TEST(n.stats().delivered.events == static_cast<std::uint64_t>(n.logged));
    }
}

BOOST_AUTO_TEST_CASE(an_event_that_is_too_large_for_one_of_two_servers_goes_to_the_other)
{
    limited n(2);
    n.on_frame = [](frame const& f) {
        return f.server == 0 && f.bytes > 100000 ? answer::close : answer::acknowledge;
    };
    for (int i = 0; i < 100; ++i) {
        n.log(300);
        put(*n.buffer, "large", event_bytes(n.logged++, 400000));
        n.buffer->seal_all();
        n.run_for(10s);
    }
    n.run_for(1min);
    n.check_all();
}

BOOST_AUTO_TEST_SUITE_END()
