// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/buffer_access.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::chunk;

namespace {

/// A msgpack string of `size` bytes in all, which serves as an event.
std::string event_of(std::size_t size, char letter)
{
    std::size_t const length = size - 3;
    std::string event = "\xda";
    event += static_cast<char>(length >> 8);
    event += static_cast<char>(length & 255);
    return event + std::string(length, letter);
}

/// Divides all that can be divided, down to single events.
std::vector<chunk*> divided(detail::buffer& b, chunk* c)
{
    std::vector<chunk*> pieces{c};
    for (std::size_t i = 0; i < pieces.size();) {
        if (chunk* const other = b.outgoing().divide(pieces[i]))
            pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(i) + 1, other);
        else
            ++i;
    }
    return pieces;
}

} // namespace

BOOST_AUTO_TEST_SUITE(divide)

BOOST_AUTO_TEST_CASE(a_chunk_is_divided_down_to_its_events_without_a_copy)
{
    auto config = small_buffer();
    config.chunk_limit = 30000;
    // Events within a slab, over the edge of one, at its very end, and over several.
    std::vector<std::size_t> const sizes{10, 4086, 4096, 100, 9000, 3, 5000, 20, 20, 20};
    for (std::size_t first = 0; first < sizes.size(); ++first) {
        auto const b = make_buffer(config, "app");
        std::vector<std::string> events;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            events.push_back(event_of(sizes[(first + i) % sizes.size()], static_cast<char>('a' + i)));
            put(*b, "t", events.back());
        }
        b->seal_all();
        auto const used = b->statistics().buffer_bytes;
        auto const pieces = divided(*b, b->outgoing().take());
        BOOST_TEST(b->statistics().buffer_bytes == used);
        BOOST_REQUIRE(pieces.size() == events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            BOOST_TEST((bytes_of(*pieces[i], *b) == events[i]));
            BOOST_TEST(pieces[i]->content.events == 1u);
            BOOST_TEST(pieces[i]->content.bytes == events[i].size());
            BOOST_TEST(pieces[i]->tag == "app.t");
        }
        // In any order: each slab is given back once, and with its last event.
        for (std::size_t i = 0; i < pieces.size(); i += 2)
            b->outgoing().settle_delivered(pieces[i]);
        for (std::size_t i = 1; i < pieces.size(); i += 2) {
            BOOST_TEST((bytes_of(*pieces[i], *b) == events[i]));
            b->outgoing().settle_discarded(pieces[i], discard_reason::refused);
            check_ledger(b->statistics());
        }
        BOOST_TEST(b->statistics().buffer_bytes == 0u);
        BOOST_TEST(b->outgoing().empty());
    }
}

BOOST_AUTO_TEST_CASE(slabs_of_a_divided_chunk_are_used_again)
{
    auto const b = make_buffer();
    for (int round = 0; round < 50; ++round) {
        for (int i = 0; i < 40; ++i)
            BOOST_TEST((!put(*b, "t", event_of(150, 'x')).rejected));
        b->seal_all();
        for (chunk* const piece : divided(*b, b->outgoing().take()))
            b->outgoing().settle_delivered(piece);
        BOOST_TEST(b->statistics().buffer_bytes == 0u);
    }
}

BOOST_AUTO_TEST_CASE(who_waits_for_the_last_event_waits_for_its_half)
{
    auto const b = make_buffer();
    put(*b, "t", event_of(20, 'a'));
    detail::chunk_waiter waiter;
    std::string const last = event_of(20, 'b') + std::string(detail::copy_slack, 0);
    b->put("t", last.data(), 20, {}, {&waiter});
    chunk* const c = b->outgoing().take();
    chunk* const other = b->outgoing().divide(c);
    BOOST_REQUIRE(other);
    b->outgoing().settle_discarded(c, discard_reason::refused);
    BOOST_TEST((waiter.end == detail::chunk_end::none));
    b->outgoing().settle_delivered(other);
    BOOST_TEST((b->wait_delivered(waiter, detail::buffer::clock::now()) == detail::chunk_end::delivered));
}

BOOST_AUTO_TEST_CASE(flush_waits_for_both_halves)
{
    auto const b = make_buffer();
    put(*b, "t", event_of(20, 'a'));
    put(*b, "t", event_of(20, 'b'));
    auto const sequence = b->seal_all();
    chunk* const c = b->outgoing().take();
    chunk* const other = b->outgoing().divide(c);
    BOOST_REQUIRE(other);
    auto const now = detail::buffer::clock::now();
    b->outgoing().settle_delivered(c);
    BOOST_TEST(!b->wait_settled(sequence, now));
    BOOST_TEST(b->waiting_up_to(sequence).events == 1u);
    b->outgoing().settle_delivered(other);
    BOOST_TEST(b->wait_settled(sequence, now));
}

BOOST_AUTO_TEST_CASE(what_is_no_msgpack_stays_whole)
{
    auto const b = make_buffer();
    put(*b, "t", "\xc1\xc1\xc1");
    put(*b, "t", "\xc1\xc1\xc1");
    b->seal_all();
    chunk* const c = b->outgoing().take();
    BOOST_TEST(!b->outgoing().divide(c));
    BOOST_TEST(bytes_of(*c, *b) == "\xc1\xc1\xc1\xc1\xc1\xc1");
    b->outgoing().settle_delivered(c);
}

BOOST_AUTO_TEST_SUITE_END()
