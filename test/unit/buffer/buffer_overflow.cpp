// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a full buffer does under each policy, and for whom a part of it is kept.

#include "support/buffer_access.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using log_fluentd::detail::buffer;
using log_fluentd::detail::chunk;
using log_fluentd::detail::put_options;
using log_fluentd::detail::put_result;

namespace {

std::string const event(4000, 'x'); // a slab, more or less

/// Sixteen slabs, and chunks of two events.
buffer_config full_of(overflow_policy policy)
{
    auto config = small_buffer();
    config.overflow = policy;
    return config;
}

put_result put(buffer& b, std::string_view label, std::string const& bytes, put_options options)
{
    std::string const padded = bytes + std::string(detail::copy_slack, 0);
    if (options.is_usual() && b.put_quickly(label, padded.data(), bytes.size()))
        return {};
    return b.put(label, padded.data(), bytes.size(), {}, options);
}

put_result put_kept(buffer& b)
{
    return put(b, "t", event, {nullptr, true});
}

std::size_t fill(buffer& b, put_options options = {})
{
    std::size_t events = 0;
    while (!put(b, "t", event, options).rejected && events < 1000)
        ++events;
    return events;
}

amount dropped(buffer const& b)
{
    return b.statistics().discarded[static_cast<std::size_t>(discard_reason::buffer_full)];
}

} // namespace

BOOST_AUTO_TEST_SUITE(overflow)

BOOST_AUTO_TEST_CASE(drop_oldest_discards_the_oldest_chunks_and_accepts_every_event)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_oldest));
    for (int i = 0; i < 1000; ++i) {
        BOOST_TEST(!put(*b, "t", std::string(4000, static_cast<char>('a' + i % 26)), {}).rejected);
        check_ledger(b->statistics());
    }
    auto const s = b->statistics();
    BOOST_TEST(s.accepted.events == 1000u);
    BOOST_TEST(s.waiting.events >= 13u); // no more is discarded than needed
    BOOST_TEST(dropped(*b).events == 1000u - s.waiting.events);
    b->seal_all();
    char const oldest = bytes_of(*b->outgoing().take(), *b).front();
    BOOST_TEST(oldest == static_cast<char>('a' + (1000 - s.waiting.events) % 26));
}

BOOST_AUTO_TEST_CASE(drop_oldest_leaves_what_is_on_its_way)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_oldest));
    fill(*b); // a thousand, to be sure that it is full
    b->seal_all();
    std::vector<chunk*> on_the_way;
    while (chunk* const c = b->outgoing().take())
        on_the_way.push_back(c);
    auto const before = dropped(*b);
    std::size_t taken = 0;
    while (!put(*b, "t", event, {}).rejected && dropped(*b) == before && taken < 100)
        ++taken;
    // All is on its way, so the event is rejected.
    auto const result = put(*b, "other", event, {});
    BOOST_TEST((dropped(*b) == before || !result.rejected));
    for (chunk* const c : on_the_way)
        b->outgoing().settle_delivered(c);
    check_ledger(b->statistics());
    BOOST_TEST(!put(*b, "t", event, {}).rejected);
}

BOOST_AUTO_TEST_CASE(drop_oldest_rejects_where_all_is_on_its_way)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_oldest));
    for (int i = 0; i < 16; ++i) {
        BOOST_TEST(!put(*b, "t", event, {}).rejected);
        b->seal_all();
        b->outgoing().take();
    }
    BOOST_TEST((put(*b, "t", event, {}).rejected == rejection::buffer_full));
    BOOST_TEST(dropped(*b).events == 0u);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(drop_oldest_does_not_empty_the_buffer_for_an_event_that_never_fits)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_oldest));
    put(*b, "t", event, {});
    BOOST_TEST((put(*b, "t", std::string(100000, 'x'), {}).rejected == rejection::buffer_full));
    BOOST_TEST(dropped(*b).events == 0u);
}

BOOST_AUTO_TEST_CASE(what_is_discarded_goes_to_the_handler_and_makes_room_at_once)
{
    auto config = full_of(overflow_policy::drop_oldest);
    config.limit = 128 * 1024;
    auto const b = make_buffer(config, "", true);
    std::size_t accepted = 0;
    while (!dropped(*b).events) {
        BOOST_REQUIRE(!put(*b, "t", event, {}).rejected);
        ++accepted;
    }
    BOOST_TEST(dropped(*b).events == 2u); // one chunk
    check_hand_over(b->statistics());
    BOOST_TEST(b->statistics().discards_waiting.events == 2u);
    // A handler that never comes costs its share of the buffer and no more.
    for (int i = 0; i < 100; ++i)
        BOOST_TEST(!put(*b, "t", event, {}).rejected);
    auto const s = b->statistics();
    check_hand_over(s);
    BOOST_TEST(s.discards_missed.events > 0u);
    BOOST_TEST(s.waiting.events + 4 >= accepted);
    chunk* const discarded = b->handing_over().take();
    BOOST_TEST((discarded->discarded_for == errc::buffer_full));
    auto const content = discarded->content;
    BOOST_TEST(b->handing_over().free(discarded));
    b->handing_over().settle(content);
    check_hand_over(b->statistics());
}

BOOST_AUTO_TEST_CASE(a_part_is_kept_for_records_of_the_kept_severity)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_newest));
    b->keep_room();
    auto const ordinary = fill(*b);
    BOOST_TEST(ordinary == 14u); // an eighth is kept
    BOOST_TEST(!put_kept(*b).rejected);
    BOOST_TEST(!put_kept(*b).rejected);
    BOOST_TEST((put_kept(*b).rejected == rejection::buffer_full));
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(without_a_sink_that_keeps_all_is_for_all)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_newest));
    BOOST_TEST(fill(*b) == 16u);
}

BOOST_AUTO_TEST_CASE(drop_oldest_discards_kept_records_only_for_their_like)
{
    auto const b = make_buffer(full_of(overflow_policy::drop_oldest));
    b->keep_room();
    for (int i = 0; i < 12; ++i) {
        BOOST_TEST(!put_kept(*b).rejected);
        b->seal_all();
    }
    for (int i = 0; i < 100; ++i) { // they turn over what is left of the room
        BOOST_TEST(!put(*b, "t", event, {}).rejected);
        b->seal_all();
    }
    BOOST_TEST(dropped(*b).events == 98u);
    for (int i = 0; i < 100; ++i) {
        BOOST_TEST(!put_kept(*b).rejected);
        b->seal_all();
    }
    BOOST_TEST(b->statistics().waiting.events == 16u);
    BOOST_TEST((put(*b, "t", event, {}).rejected == rejection::buffer_full)); // all that waits is kept
    std::size_t kept = 0;
    while (chunk* const c = b->outgoing().take()) {
        kept += c->holds_kept;
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST(kept == 16u);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(block_asks_to_wait_and_counts_nothing_until_it_is_decided)
{
    auto const b = make_buffer(full_of(overflow_policy::block));
    fill(*b);
    auto const before = b->statistics();
    auto const result = put(*b, "t", event, {nullptr, false, true});
    BOOST_TEST(result.must_wait);
    BOOST_TEST(result.wake); // all is sealed, and has to go
    BOOST_TEST((b->statistics().offered == before.offered));
    check_ledger(b->statistics());
    BOOST_TEST((put(*b, "t", event, {}).rejected == rejection::buffer_full)); // its time is over
}

BOOST_AUTO_TEST_CASE(block_does_not_wait_for_what_never_fits)
{
    auto const b = make_buffer(full_of(overflow_policy::block));
    auto const result = put(*b, "t", std::string(100000, 'x'), {nullptr, false, true});
    BOOST_TEST((result.rejected == rejection::buffer_full));
}

BOOST_AUTO_TEST_CASE(who_waits_for_room_goes_on_when_there_is_some)
{
    auto const b = make_buffer(full_of(overflow_policy::block));
    fill(*b);
    b->seal_all();
    std::vector<std::thread> waiting;
    for (int i = 0; i < 3; ++i)
        waiting.emplace_back([&] {
            put_options options{nullptr, false, true};
            while (put(*b, "t", event, options).must_wait)
                b->wait_for_room("t", event.size(), false, buffer::clock::now() + 1min);
        });
    while (b->statistics().accepted.events < 16u + 3u) {
        if (chunk* const c = b->outgoing().take())
            b->outgoing().settle_delivered(c);
    }
    for (auto& thread : waiting)
        thread.join();
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(who_waits_for_room_goes_on_when_the_buffer_is_closed)
{
    auto const b = make_buffer(full_of(overflow_policy::block));
    fill(*b);
    std::thread waiting([&] { b->wait_for_room("t", event.size(), false, buffer::clock::now() + 1min); });
    b->reject_new();
    waiting.join();
    BOOST_TEST((put(*b, "t", event, {nullptr, false, true}).rejected == rejection::closed));
}

BOOST_AUTO_TEST_CASE(who_waits_for_room_waits_no_longer_than_its_time)
{
    auto const b = make_buffer(full_of(overflow_policy::block));
    fill(*b);
    auto const begin = buffer::clock::now();
    b->wait_for_room("t", event.size(), false, begin + 20ms);
    BOOST_TEST((buffer::clock::now() - begin >= 20ms));
}

BOOST_AUTO_TEST_CASE(the_oldest_waiting_event_has_an_age)
{
    auto const b = make_buffer();
    BOOST_TEST(b->statistics().oldest_waiting.count() == 0);
    put(*b, "t", "event", {});
    auto const first = buffer::clock::now();
    b->seal_all();
    put(*b, "t", "event", {});
    while (buffer::clock::now() < first + 3ms) {
    }
    BOOST_TEST(b->statistics().oldest_waiting.count() >= 3);
    b->outgoing().settle_delivered(b->outgoing().take());
    b->seal_all();
    b->outgoing().settle_delivered(b->outgoing().take());
    BOOST_TEST(b->statistics().oldest_waiting.count() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
