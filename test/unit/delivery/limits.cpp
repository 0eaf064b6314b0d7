// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Servers that take only frames below a limit of their own: it is learnt, and nothing is lost.

#include "limited.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(limits)

BOOST_AUTO_TEST_CASE(a_server_that_closes_over_large_frames_has_all_within_ten_seconds)
{
    for (std::size_t const limit : {900000u, 500000u, 300000u, 100000u, 30000u, 6000u}) {
        for (unsigned seed = 1; seed <= 2; ++seed) {
            BOOST_TEST_CONTEXT("limit " << limit << " seed " << seed)
            {
                limited n;
                n.random.seed(seed);
                n.close_above(limit);
                n.log(20000);
                n.run_until(limit > 20000 ? 10s : 20s);
                n.check_all();
                BOOST_TEST(n.count(report_kind::limited) == 1u);
                BOOST_TEST(n.frames_above(limit) <= 8u);
                n.run_for(30s);
                n.check_learnt(limit, [&] { n.log(20000); });
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_drops_large_frames_has_all_within_twenty_seconds)
{
    for (std::size_t const limit : {900000u, 300000u, 30000u}) {
        for (std::size_t const size : {100u, 520u, 3000u}) {
            BOOST_TEST_CONTEXT("limit " << limit << " events of " << size)
            {
                limited n;
                n.drop_above(limit);
                n.log(20000, size);
                n.run_until(20s);
                n.check_all();
                BOOST_TEST(n.count(report_kind::limited) == 1u);
                BOOST_TEST(n.stats().connections_lost == 0u);
                n.check_learnt(limit, [&] { n.log(20000, size); });
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_counts_small_frames_together_gets_fewer_at_once)
{
    limited n;
    std::size_t read = 0; // it reads all that is there at once, and counts it for the first
    n.on_frame = [&](frame const& f) {
        read += f.bytes;
        return read > 20000 ? answer::silence : answer::acknowledge;
    };
    for (int i = 0; i < 200; ++i) {
        for (int k = 0; k < 10; ++k)
            n.log(10);
        read = 0;
        n.run_for(100ms);
    }
    n.on_frame = [](frame const&) { return answer::acknowledge; };
    n.run_for(2min);
    n.check_all();
    BOOST_TEST(n.count(report_kind::limited) == 0u); // nothing is too large
}

BOOST_AUTO_TEST_CASE(an_event_that_is_refused_for_its_content_is_not_a_matter_of_size)
{
    limited n;
    n.on_frame = [](frame const& f) {
        bool const has = std::find(f.numbers.begin(), f.numbers.end(), 50) != f.numbers.end();
        return has ? answer::silence : answer::acknowledge;
    };
    for (int i = 0; i < 1200; ++i) {
        n.log(40);
        n.run_for(500ms);
    }
    auto const s = n.stats();
    BOOST_TEST(s.discarded[static_cast<std::size_t>(discard_reason::refused)].events == 1u);
    BOOST_TEST(s.delivered.events == static_cast<std::uint64_t>(n.logged) - 1);
    BOOST_TEST(n.count(report_kind::discarded) == 0u);
    BOOST_TEST(n.count(report_kind::event_refused) == 1u);
}

BOOST_AUTO_TEST_CASE(with_a_window_of_one_the_acknowledgement_s_time_tells)
{
    limited n;
    n.config.window = 1;
    n.config.ack_timeout = 2s;
    n.start();
    n.drop_above(300000);
    n.log(20000);
    n.run_until(60s);
    n.check_all();
}

BOOST_AUTO_TEST_CASE(one_large_chunk_alone_is_enough_to_find_out)
{
    limited n;
    n.drop_above(300000);
    n.log(1500);
    n.run_until(20s);
    n.check_all();
}

BOOST_AUTO_TEST_CASE(what_is_on_the_way_together_stays_below_the_limit)
{
    limited n;
    n.drop_above(300000);
    n.log(20000);
    n.run_until(20s);
    n.check_all();
    n.log(20000, 100); // small chunks too
    for (int i = 0; i < 100; ++i)
        n.log(10);
    n.on_frame = [](frame const&) { return answer::silence; };
    auto const before = n.frames.size();
    n.pump();
    std::size_t together = 0;
    for (auto f = n.frames.begin() + static_cast<std::ptrdiff_t>(before); f != n.frames.end(); ++f)
        together += f->bytes;
    BOOST_TEST(together <= 300000u);
    BOOST_TEST(together > 0u);
}

BOOST_AUTO_TEST_CASE(it_is_learnt_also_where_smaller_frames_were_taken_before)
{
    for (bool const closes : {true, false}) {
        limited n;
        closes ? n.close_above(300000) : n.drop_above(300000);
        for (int i = 0; i < 20; ++i) {
            n.log(50);
            n.run_for(500ms);
        }
        n.log(20000);
        n.run_for(20s);
        n.check_all();
        BOOST_TEST(n.count(report_kind::limited) == 1u);
    }
}

BOOST_AUTO_TEST_CASE(it_is_learnt_also_where_the_server_took_large_ones_before_it_was_restarted)
{
    limited n;
    n.log(20000);
    n.run_for(1s);
    n.check_all();
    n.close_above(300000);
    n.log(20000);
    n.run_for(60s);
    n.check_all();
    BOOST_TEST(n.count(report_kind::limited) == 1u);
}

BOOST_AUTO_TEST_CASE(each_of_two_servers_gets_what_it_takes)
{
    limited n(2);
    n.on_frame = [](frame const& f) {
        return f.server == 0 && f.bytes > 300000 ? answer::close : answer::acknowledge;
    };
    for (int i = 0; i < 5; ++i) {
        n.log(20000);
        n.run_for(10s);
        n.check_all();
    }
    auto const before = n.frames.size();
    n.log(20000);
    n.run_for(1s);
    n.check_all();
    for (auto f = n.frames.begin() + static_cast<std::ptrdiff_t>(before); f != n.frames.end(); ++f)
        BOOST_TEST((f->server == 1 || f->bytes <= 300000));
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_more_later_is_sent_more)
{
    for (bool const closes : {true, false}) {
        limited n;
        closes ? n.close_above(100000) : n.drop_above(100000);
        n.log(20000);
        n.run_for(20s);
        n.check_all();
        n.on_frame = [](frame const&) { return answer::acknowledge; };
        for (int i = 0; i < 3; ++i) {
            n.run_for(5min);
            n.log(20000);
        }
        auto const before = n.frames.size();
        n.run_for(1min);
        n.log(20000);
        n.run_for(1s);
        n.check_all();
        BOOST_TEST(n.frames_above(900000, before) >= 9u);
    }
}

BOOST_AUTO_TEST_CASE(more_is_tried_with_care)
{
    limited n;
    n.close_above(300000);
    for (int i = 0; i < 24 * 60; ++i) { // a day
        n.log(2000);
        n.run_for(1min);
    }
    n.check_all();
    BOOST_TEST(n.frames_above(300000) <= 60u);
    BOOST_TEST(n.count(report_kind::limited) <= 2u);
}

BOOST_AUTO_TEST_CASE(a_server_that_refuses_everything_for_a_while_has_no_limit_afterwards)
{
    for (auto const how : {answer::close, answer::silence}) {
        for (auto const outage : {3s, 60s}) {
            BOOST_TEST_CONTEXT("for " << outage.count() << " s")
            {
                limited n;
                n.log(20000);
                n.run_for(1s);
                n.on_frame = [how](frame const&) { return how; };
                n.log(20000);
                n.run_for(outage);
                n.on_frame = [](frame const&) { return answer::acknowledge; };
                n.run_for(5min);
                n.check_all();
                BOOST_TEST(n.count(report_kind::limited) == 0u);
                auto const before = n.frames.size();
                n.log(20000);
                n.run_for(1s);
                n.check_all();
                BOOST_TEST(n.frames_above(900000, before) >= 9u);
            }
        }
    }
}

BOOST_AUTO_TEST_CASE(a_server_without_a_limit_gets_whole_chunks)
{
    limited n;
    n.log(20000);
    n.run_for(1s);
    n.check_all();
    BOOST_TEST(n.frames.size() <= 12u);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_killed_over_a_chunk_gets_the_same_one_again)
{
    limited n;
    int kills = 0;
    n.on_frame = [&](frame const&) { return ++kills % 3 == 0 ? answer::close : answer::acknowledge; };
    n.log(20000);
    n.run_for(60s);
    n.check_all();
    BOOST_TEST(n.frames.size() <= 20u);
}

BOOST_AUTO_TEST_CASE(a_bad_line_costs_no_event_of_large_chunks_either)
{
    for (unsigned percent : {10u, 30u, 50u, 70u}) {
        limited n;
        std::minstd_rand line(percent);
        n.on_frame = [&](frame const&) {
            return line() % 100 < percent ? answer::close : answer::acknowledge;
        };
        for (int i = 0; i < 60; ++i) {
            n.log(500);
            n.run_for(30s);
        }
        n.on_frame = [](frame const&) { return answer::acknowledge; };
        n.run_for(10min);
        n.check_all();
        for (int i = 0; i < 5; ++i) {
            n.log(20000);
            n.run_for(2min);
        }
        auto const before = n.frames.size();
        n.log(20000);
        n.run_for(1s);
        n.check_all();
        BOOST_CHECK_MESSAGE(n.frames_above(900000, before) >= 9u, percent << " %");
    }
}

BOOST_AUTO_TEST_SUITE_END()
