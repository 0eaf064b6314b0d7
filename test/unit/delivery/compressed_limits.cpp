// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Servers with a limit that get compressed chunks: what counts are the bytes on the wire.

#include "limited.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// Two tags: chunks of the one become much smaller, those of the other hardly.
struct mixed : limited
{
    explicit mixed(compression method, std::size_t window = 16)
    {
        config.compress.method = method;
        config.window = window;
        if (window == 1)
            config.ack_timeout = 2s; // which is all that tells there
        start();
    }
    void limit_to(bool closes, std::size_t bytes) { closes ? close_above(bytes) : drop_above(bytes); }
    void put_one(std::string const& tag, std::string const& event)
    {
        BOOST_REQUIRE(!put(*buffer, tag, event).rejected);
    }
    void log_easy(int count)
    {
        for (int i = 0; i < count; ++i)
            put_one("easy", event_bytes(logged++, 1000));
    }
    void log_hard(int count, std::size_t size = 1000)
    {
        for (int i = 0; i < count; ++i)
            put_one("hard", hard_event_bytes(logged++, size));
    }
    void log_both(int count)
    {
        for (int i = 0; i < count; i += 2) {
            log_easy(1);
            log_hard(1);
        }
    }
    void check_all_arrive_within(std::chrono::seconds time)
    {
        buffer->seal_all();
        run_for(time);
        check_all();
    }
    /// As a sender does that logs 3,000 events in a second.
    void log_for(int seconds)
    {
        for (int i = 0; i < 4 * seconds; ++i) {
            log_both(750);
            run_for(250ms);
            buffer->seal_all();
        }
    }
};

template <typename Function>
void for_each_case(Function f)
{
    for (auto const method : {compression::gzip, compression::zstd}) {
        for (bool const closes : {true, false}) {
            for (std::size_t const limit : {100000u, 300000u, 500000u}) {
                BOOST_TEST_CONTEXT((method == compression::gzip ? "gzip" : "zstd")
                                   << (closes ? ", closes above " : ", silent above ") << limit)
                {
                    f(method, closes, limit);
                }
            }
        }
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(compressed_limits)

BOOST_AUTO_TEST_CASE(easy_and_hard_chunks_arrive_within_twenty_seconds)
{
    for_each_case([](compression method, bool closes, std::size_t limit) {
        for (std::size_t const window : {1u, 16u}) {
            for (bool const was_proven : {true, false}) {
                BOOST_TEST_CONTEXT("window " << window << (was_proven ? ", proven" : ", new"))
                {
                    mixed n(method, window);
                    n.limit_to(closes, limit);
                    if (was_proven) {
                        n.log_both(20);
                        n.buffer->seal_all();
                        n.run_for(1s);
                    }
                    n.log_both(5000);
                    n.check_all_arrive_within(20s);
                    BOOST_TEST(n.count(report_kind::limited) == 1u);
                    BOOST_TEST(n.frames_above(limit) <= 8u);
                }
            }
        }
    });
}

BOOST_AUTO_TEST_CASE(what_is_logged_all_the_time_arrives)
{
    for_each_case([](compression method, bool closes, std::size_t limit) {
        mixed n(method);
        n.limit_to(closes, limit);
        n.log_for(3);
        n.run_for(20s);
        n.check_all();
        BOOST_TEST(n.count(report_kind::limited) <= 1u);
        n.check_learnt(limit, [&] { n.log_for(2); });
    });
}

BOOST_AUTO_TEST_CASE(it_is_learnt_also_where_chunks_that_become_small_were_taken_for_long)
{
    for_each_case([](compression method, bool closes, std::size_t limit) {
        mixed n(method);
        n.limit_to(closes, limit);
        n.log_easy(5000);
        n.buffer->seal_all();
        n.run_for(1s);
        n.log_hard(5000);
        n.check_all_arrive_within(20s);
        BOOST_TEST(n.count(report_kind::limited) == 1u);
    });
}

BOOST_AUTO_TEST_CASE(chunks_that_become_small_enough_stay_whole)
{
    mixed n(compression::gzip);
    n.close_above(100000);
    n.log_easy(8000);
    n.check_all_arrive_within(10s);
    BOOST_TEST(n.frames.size() <= 10u);
    BOOST_TEST(n.count(report_kind::limited) == 0u);
}

BOOST_AUTO_TEST_CASE(parts_of_a_chunk_that_was_too_large_are_compressed)
{
    mixed n(compression::gzip);
    n.close_above(100000);
    n.log_hard(4000);
    n.check_all_arrive_within(20s);
    auto const in_all = n.stats().delivered.bytes;
    std::size_t on_the_wire = 0;
    for (auto const& f : n.frames)
        on_the_wire += f.bytes <= 100000 ? f.bytes : 0;
    BOOST_TEST(on_the_wire < in_all - in_all / 8);
}

BOOST_AUTO_TEST_CASE(an_event_that_is_small_enough_when_compressed_arrives_out_of_a_chunk_at_fault)
{
    mixed n(compression::gzip);
    int bad = -1;
    n.on_frame = [&](frame const& f) {
        bool const is_bad = std::find(f.numbers.begin(), f.numbers.end(), bad) != f.numbers.end();
        return f.bytes > 100000 || is_bad ? answer::close : answer::acknowledge;
    };
    n.log_hard(1500);
    n.check_all_arrive_within(20s); // the limit is known
    for (int i = 0; i < 200; ++i) {
        if (i == 5) {
            n.put_one("easy", event_bytes(n.logged++, 200000));
            bad = n.logged;
        }
        n.log_easy(50);
        n.buffer->seal_all();
        n.run_for(10s);
    }
    auto const s = n.stats();
    BOOST_TEST(s.total_discarded().events == 1u);
    BOOST_TEST(s.delivered.events + 1 == static_cast<std::uint64_t>(n.logged));
    BOOST_TEST(n.count(report_kind::too_large) == 0u);
}

BOOST_AUTO_TEST_CASE(an_event_that_is_too_large_even_compressed_is_reported_with_both_sizes)
{
    mixed n(compression::gzip);
    n.close_above(100000);
    n.log_hard(1500);
    n.log_hard(1, 400000);
    n.buffer->seal_all();
    n.run_for(30s);
    BOOST_TEST(n.stats().delivered.events == 1500u);
    BOOST_REQUIRE(n.count(report_kind::too_large) == 1u);
    auto const& reported = *std::find_if(n.reports.begin(), n.reports.end(),
                                         [](auto const& one) { return one.what == report_kind::too_large; });
    BOOST_TEST(reported.refused > 200000u);
    BOOST_TEST(reported.refused < reported.content.bytes);
}

BOOST_AUTO_TEST_CASE(no_limit_is_found_where_there_is_none)
{
    for (auto const method : {compression::gzip, compression::zstd}) {
        mixed n(method);
        n.log_for(10);
        n.log_both(8000);
        n.check_all_arrive_within(1s);
        BOOST_TEST(n.count(report_kind::limited) == 0u);
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_over_what_is_large_when_inflated_has_all_too)
{
    for (bool const is_mixed : {true, false}) {
        mixed n(compression::gzip);
        n.on_frame = [](frame const& f) {
            return f.numbers.size() > 500 ? answer::close : answer::acknowledge;
        };
        is_mixed ? n.log_both(8000) : n.log_easy(8000);
        n.check_all_arrive_within(30s);
    }
}

BOOST_AUTO_TEST_SUITE_END()
