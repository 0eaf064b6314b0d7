// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/buffer_access.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::chunk;

BOOST_AUTO_TEST_SUITE(buffer)

BOOST_AUTO_TEST_CASE(events_of_one_tag_make_one_chunk_in_order)
{
    auto const b = make_buffer();
    put(*b, "t", "one");
    put(*b, "t", "two");
    b->seal_all();
    chunk* const c = b->outgoing().take();
    BOOST_REQUIRE(c);
    BOOST_TEST(c->tag == "t");
    BOOST_TEST(c->content.events == 2u);
    BOOST_TEST(bytes_of(*c, *b) == "onetwo");
    BOOST_TEST(!b->outgoing().take());
    b->outgoing().settle_delivered(c);
    BOOST_TEST(b->outgoing().empty());
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(an_event_is_put_quickly_into_the_slab_at_hand_alone)
{
    auto const b = make_buffer();
    std::string const event(100 + log_fluentd::detail::copy_slack, 'x');
    auto const quickly = [&](char const* label) { return b->put_quickly(label, event.data(), 100); };
    BOOST_TEST(!quickly("first"));
    BOOST_TEST(b->statistics().offered.events == 0u);

    put(*b, "first", "1");
    for (char const* const other : {"firsT", "second", "", "a label of more than sixteen bytes"})
        BOOST_TEST(!quickly(other));
    std::uint64_t events = 1;
    for (; quickly("first"); ++events)
        BOOST_TEST_REQUIRE(events * 100 < log_fluentd::detail::slab_pool::slab_size);
    BOOST_TEST(events > 35u); // of 100 bytes, in 4 KiB
    BOOST_TEST(b->statistics().accepted.events == events);
    BOOST_TEST(b->statistics().offered.bytes == 1 + (events - 1) * 100);

    put(*b, "first", "2");
    b->reject_new();
    BOOST_TEST(!quickly("first"));
    BOOST_TEST(b->statistics().offered.events == events + 1);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(each_tag_has_a_chunk_of_its_own)
{
    auto const b = make_buffer();
    for (int i = 0; i < 3; ++i) {
        put(*b, "a", "A");
        put(*b, "b", "B");
    }
    b->seal_all();
    std::string seen;
    while (chunk* c = b->outgoing().take()) {
        seen += std::string(c->tag) + '=' + bytes_of(*c, *b) + ' ';
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST((seen == "a=AAA b=BBB " || seen == "b=BBB a=AAA "));
}

BOOST_AUTO_TEST_CASE(the_prefix_joins_the_label_by_a_dot)
{
    auto const b = make_buffer(small_buffer(), "app");
    put(*b, "shop", "1");
    put(*b, "", "2");
    put(*b, "", "3");
    put(*b, "shop", "4");
    b->seal_all();
    std::string seen;
    while (chunk* c = b->outgoing().take()) {
        seen += std::string(c->tag) + '=' + bytes_of(*c, *b) + ' ';
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST((seen == "app.shop=14 app=23 " || seen == "app=23 app.shop=14 "));
}

BOOST_AUTO_TEST_CASE(a_chunk_is_sealed_at_its_limit_and_spans_slabs)
{
    auto const b = make_buffer();
    std::string const event(1500, 'x');
    std::string all;
    for (int i = 0; i < 6; ++i) {
        auto e = event;
        e[0] = static_cast<char>('0' + i);
        BOOST_TEST(put(*b, "t", e).wake ==
                   (i == 0 || i == 5)); // the first, and the one that seals the five before it
        all += e;
    }
    chunk* const c = b->outgoing().take();
    BOOST_REQUIRE(c);
    BOOST_TEST(c->content.events == 5u);
    BOOST_TEST(c->slabs == 2u);
    BOOST_TEST(bytes_of(*c, *b) == all.substr(0, 5 * event.size()));
    BOOST_TEST(!b->outgoing().take());
}

BOOST_AUTO_TEST_CASE(an_event_larger_than_a_chunk_goes_alone)
{
    auto const b = make_buffer();
    put(*b, "t", "before");
    BOOST_TEST(put(*b, "t", std::string(20000, 'x')).wake);
    put(*b, "t", "after");
    b->seal_all();
    std::vector<std::uint64_t> sizes;
    while (chunk* c = b->outgoing().take()) {
        sizes.push_back(c->content.bytes);
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST(sizes == (std::vector<std::uint64_t>{6, 20000, 5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_full_buffer_rejects_the_newest_and_says_so_once)
{
    auto const b = make_buffer();
    std::string const event(4095, 'x'); // a slab, with the tag
    for (int i = 0; i < 16; ++i)
        BOOST_TEST(!put(*b, "t", event).rejected);
    auto const first = put(*b, "t", event);
    BOOST_REQUIRE(first.rejected);
    BOOST_TEST((*first.rejected == rejection::buffer_full));
    BOOST_TEST(first.wake);
    BOOST_TEST(put(*b, "t", event).rejected.has_value());
    BOOST_TEST(b->outgoing().take_full_report());
    BOOST_TEST(!b->outgoing().take_full_report());

    auto s = b->statistics();
    BOOST_TEST(s.rejected[0].events == 2u);
    BOOST_TEST(s.buffer_bytes == 64u * 1024);
    check_ledger(s);

    b->outgoing().settle_delivered(b->outgoing().take());
    BOOST_TEST(!put(*b, "t", event).rejected); // there is room again
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(after_an_outage_the_next_one_is_reported_again)
{
    auto const b = make_buffer();
    std::string const event(4095, 'x'); // a slab, with the tag
    for (int outage = 0; outage < 2; ++outage) {
        while (!put(*b, "t", event).rejected) {
        }
        BOOST_TEST(b->outgoing().take_full_report());
        b->seal_all();
        while (chunk* c = b->outgoing().take())
            b->outgoing().settle_delivered(c);
    }
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(memory_is_bounded_by_the_slabs_however_many_tags)
{
    auto const b = make_buffer();
    int accepted = 0;
    for (int i = 0; i < 100; ++i)
        accepted += !put(*b, "tag" + std::to_string(i), "event").rejected;
    BOOST_TEST(accepted == 16);
    BOOST_TEST(b->statistics().buffer_bytes == 16u * 4096);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(a_buffer_full_of_open_chunks_seals_them_so_that_they_can_go)
{
    auto const b = make_buffer();
    for (int i = 0; i < 16; ++i)
        put(*b, "tag" + std::to_string(i), "event");
    BOOST_TEST(!b->outgoing().take());
    auto const rejected = put(*b, "one more", "event");
    BOOST_TEST(rejected.rejected.has_value());
    BOOST_TEST(rejected.wake);
    int sealed = 0;
    while (chunk* c = b->outgoing().take()) {
        ++sealed;
        b->outgoing().settle_delivered(c);
    }
    BOOST_TEST(sealed == 16);
    BOOST_TEST(!put(*b, "one more", "event").rejected);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(a_closed_buffer_rejects)
{
    auto const b = make_buffer();
    b->reject_new();
    auto const result = put(*b, "t", "late");
    BOOST_REQUIRE(result.rejected);
    BOOST_TEST((*result.rejected == rejection::closed));
    BOOST_TEST(!result.wake);
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(what_could_not_be_encoded_is_offered_and_rejected)
{
    auto const b = make_buffer();
    b->count_rejected(rejection::reentrant);
    auto const s = b->statistics();
    BOOST_TEST(s.offered.events == 1u);
    BOOST_TEST(s.rejected[static_cast<std::size_t>(rejection::reentrant)].events == 1u);
    check_ledger(s);
}

BOOST_AUTO_TEST_CASE(chunks_may_be_settled_in_any_order)
{
    auto const b = make_buffer();
    std::vector<chunk*> taken;
    for (int i = 0; i < 4; ++i) {
        put(*b, "t", "event");
        b->seal_all();
        taken.push_back(b->outgoing().take());
    }
    auto const now = detail::buffer::clock::now();
    auto const last = taken[1]->sequence;
    b->outgoing().settle_delivered(taken[1]);
    BOOST_TEST(!b->wait_settled(last, now)); // the first is older
    BOOST_TEST(b->waiting_up_to(last).events == 1u);
    b->outgoing().settle_discarded(taken[0], discard_reason::closed);
    BOOST_TEST(b->wait_settled(last, now));
    BOOST_TEST(!b->wait_settled(taken[3]->sequence, now));
    b->outgoing().settle_delivered(taken[3]);
    b->outgoing().settle_delivered(taken[2]);
    BOOST_TEST(b->wait_settled(last + 2, now));
    auto const s = b->statistics();
    BOOST_TEST(s.delivered.events == 3u);
    BOOST_TEST(s.discarded[0].events == 1u);
    BOOST_TEST(s.buffer_bytes == 0u);
    check_ledger(s);
}

BOOST_AUTO_TEST_CASE(only_the_first_open_chunk_wakes)
{
    auto const b = make_buffer();
    BOOST_TEST(put(*b, "a", "1").wake);
    BOOST_TEST(!put(*b, "b", "1").wake);
    BOOST_TEST(!put(*b, "a", "2").wake);
    b->seal_all();
    BOOST_TEST(put(*b, "a", "3").wake);
}

BOOST_AUTO_TEST_CASE(repairs_are_counted_with_the_event)
{
    auto const b = make_buffer();
    b->put("t", "x", 1, some_repairs());
    check_some_repairs(b->statistics());
}

BOOST_AUTO_TEST_CASE(the_ledger_holds_while_threads_put_and_the_strand_takes)
{
    auto const b = make_buffer();
    std::atomic<int> working{3};
    std::vector<std::thread> loggers;
    for (int t = 0; t < 3; ++t) {
        loggers.emplace_back([&, t] {
            std::string const tag = "t" + std::to_string(t % 2);
            for (int i = 0; i < 20000; ++i)
                put(*b, tag,
                    std::string_view("0123456789012345678901234567890123456789")
                        .substr(0, 1 + static_cast<std::size_t>(i % 40)));
            --working;
        });
    }
    while (working || !b->outgoing().empty()) {
        b->seal_all();
        while (chunk* c = b->outgoing().take()) {
            BOOST_REQUIRE(bytes_of(*c, *b).size() == c->content.bytes);
            b->outgoing().settle_delivered(c);
        }
        check_ledger(b->statistics());
    }
    for (auto& logger : loggers)
        logger.join();
    auto const s = b->statistics();
    BOOST_TEST(s.offered.events == 60000u);
    BOOST_TEST(s.buffer_bytes == 0u);
    check_ledger(s);
}

BOOST_AUTO_TEST_SUITE_END()
