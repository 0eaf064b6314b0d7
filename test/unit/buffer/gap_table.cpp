// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The events that report lost ones.

#include "support/buffer_access.hpp"
#include "support/decode.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::buffer;
using log_fluentd::detail::chunk;

namespace {

std::string const event(4000, 'x');

void fill(buffer& b, std::string const& tag = "t")
{
    while (!put(b, tag, event).rejected) {
    }
}

void deliver_all(buffer& b)
{
    b.seal_all();
    while (chunk* const c = b.outgoing().take())
        b.outgoing().settle_delivered(c);
}

/// The gap events that can be taken, by their tag.
std::map<std::string, boost::json::object> gaps(buffer& b)
{
    std::map<std::string, boost::json::object> result;
    while (chunk* const c = b.outgoing().take()) {
        BOOST_TEST(c->is_gap);
        BOOST_TEST(c->content.events == 1u);
        result[std::string(c->tag)] = decode(bytes_of(*c, b)).as_array().at(1).as_object();
        b.outgoing().settle_delivered(c);
    }
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(gap_events)

BOOST_AUTO_TEST_CASE(after_an_outage_one_says_what_was_lost)
{
    auto const b = make_buffer(small_buffer(), "app");
    fill(*b);
    put(*b, "t", event);
    BOOST_TEST(!b->outgoing().make_gap_events(false)); // the outage goes on
    deliver_all(*b);
    BOOST_TEST(b->outgoing().make_gap_events(false));
    BOOST_TEST(!b->outgoing().make_gap_events(false));
    BOOST_TEST(b->statistics().gaps_waiting.events == 1u);
    BOOST_TEST(b->statistics().waiting.events == 0u);
    BOOST_TEST(!b->outgoing().empty());
    auto const reported = gaps(*b);
    BOOST_REQUIRE(reported.size() == 1u);
    auto const& gap = reported.at("app.t");
    BOOST_TEST(gap.at("log_fluentd").as_string() == "gap");
    BOOST_TEST(gap.at("tag").as_string() == "app.t");
    BOOST_TEST(gap.at("lost").to_number<int>() == 2);
    BOOST_TEST(gap.at("bytes").to_number<int>() == 8000);
    BOOST_TEST(boost::json::serialize(gap.at("reasons")) == "{\"buffer_full\":2}");
    std::string const first(gap.at("first").as_string()), last(gap.at("last").as_string());
    BOOST_TEST(first.size() == std::string("2026-11-26T18:05:54.123456Z").size());
    BOOST_TEST(first <= last);
    BOOST_TEST(first.back() == 'Z');
    auto const s = b->statistics();
    check_ledger(s);
    BOOST_TEST(s.gaps_delivered.events == 1u);
    BOOST_TEST(b->outgoing().empty());
}

BOOST_AUTO_TEST_CASE(each_reason_is_counted)
{
    auto config = small_buffer();
    config.overflow = overflow_policy::drop_oldest;
    auto const b = make_buffer(config);
    for (int i = 0; i < 16; ++i) {
        put(*b, "t", event);
        b->seal_all();
    }
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::refused);
    for (int i = 0; i < 3; ++i) {
        put(*b, "t", event);
        b->seal_all();
    }
    deliver_all(*b);
    b->outgoing().make_gap_events(false);
    auto const reported = gaps(*b);
    BOOST_TEST(boost::json::serialize(reported.at("t").at("reasons")) == "{\"overflow\":2,\"refused\":1}");
    BOOST_TEST(reported.at("t").at("lost").to_number<int>() == 3);
}

BOOST_AUTO_TEST_CASE(a_refused_event_is_reported_at_once)
{
    auto const b = make_buffer();
    put(*b, "t", event);
    b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::refused);
    BOOST_TEST(b->outgoing().make_gap_events(false));
}

BOOST_AUTO_TEST_CASE(each_tag_has_its_own_and_memory_is_bounded)
{
    auto const b = make_buffer();
    fill(*b);
    for (int i = 0; i < 1000; ++i)
        put(*b, "tag" + std::to_string(i), event);
    deliver_all(*b);
    while (b->outgoing().make_gap_events(false)) { // there is less room than there are tags
        auto const reported = gaps(*b);
        for (auto const& [tag, gap] : reported) {
            if (tag == "t")
                BOOST_TEST(gap.at("lost").to_number<int>() == 1);
        }
        BOOST_TEST(reported.size() <= 64u);
    }
    auto const s = b->statistics();
    check_ledger(s);
    BOOST_TEST(s.gaps_delivered.events == 64u);
}

BOOST_AUTO_TEST_CASE(what_there_is_no_room_for_is_summed_up_under_the_last_tag)
{
    auto const b = make_buffer();
    fill(*b); // one is lost of "t"
    for (int i = 1; i < 70; ++i)
        put(*b, "tag" + std::to_string(i), event);
    deliver_all(*b);
    std::map<std::string, boost::json::object> reported;
    while (b->outgoing().make_gap_events(false))
        reported.merge(gaps(*b));
    BOOST_REQUIRE(reported.size() == 64u);
    BOOST_TEST(reported.at("tag62").at("lost").to_number<int>() == 1);
    BOOST_TEST(!reported.at("tag62").contains("other_tags"));
    BOOST_TEST(reported.at("tag63").at("lost").to_number<int>() == 7);
    BOOST_TEST(reported.at("tag63").at("other_tags").to_number<int>() == 6);
}

BOOST_AUTO_TEST_CASE(a_second_outage_begins_anew)
{
    auto const b = make_buffer();
    fill(*b);
    deliver_all(*b);
    b->outgoing().make_gap_events(false);
    gaps(*b);
    fill(*b);
    put(*b, "t", event);
    deliver_all(*b);
    b->outgoing().make_gap_events(false);
    BOOST_TEST(gaps(*b).at("t").at("lost").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(at_close_they_are_made_in_the_outage_too_or_counted)
{
    auto const b = make_buffer();
    fill(*b);
    BOOST_TEST(!b->outgoing().make_gap_events(true)); // there is no room
    b->seal_all();
    b->outgoing().settle_delivered(b->outgoing().take());
    BOOST_TEST(b->outgoing().make_gap_events(true));
    put(*b, "other", std::string(20000, 'x'));
    b->outgoing().discard_gap_events();
    auto s = b->statistics();
    check_ledger(s);
    BOOST_TEST(s.gaps_discarded.events == 1u);
    BOOST_TEST(s.gaps_made.events == 2u);
    while (chunk* const c = b->outgoing().take())
        b->outgoing().settle_discarded(c, discard_reason::closed);
    s = b->statistics();
    check_ledger(s);
    BOOST_TEST(s.gaps_discarded.events == 2u);
}

BOOST_AUTO_TEST_CASE(drop_oldest_does_not_discard_them)
{
    auto config = small_buffer();
    config.overflow = overflow_policy::drop_oldest;
    auto const b = make_buffer(config);
    put(*b, "t", event);
    b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::refused);
    b->outgoing().make_gap_events(false);
    for (int i = 0; i < 100; ++i)
        put(*b, "t", event);
    BOOST_TEST(b->statistics().gaps_waiting.events == 1u);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(they_can_be_switched_off)
{
    auto config = small_buffer();
    config.gap_events = false;
    auto const b = make_buffer(config);
    fill(*b);
    deliver_all(*b);
    BOOST_TEST(!b->outgoing().make_gap_events(false));
    BOOST_TEST(!b->outgoing().make_gap_events(true));
    b->outgoing().discard_gap_events();
    BOOST_TEST(b->statistics().gaps_made.events == 0u);
}

BOOST_AUTO_TEST_CASE(flush_waits_for_them_and_counts_them_not)
{
    auto const b = make_buffer();
    put(*b, "t", event);
    b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::refused);
    b->outgoing().make_gap_events(false);
    auto const last = b->seal_all();
    BOOST_TEST(!b->wait_settled(last, buffer::clock::now()));
    BOOST_TEST(b->waiting_up_to(last).events == 0u);
    gaps(*b);
    BOOST_TEST(b->wait_settled(last, buffer::clock::now()));
}

BOOST_AUTO_TEST_SUITE_END()
