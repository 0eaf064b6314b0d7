// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What becomes of events that are discarded, where there is a discard handler.

#include "support/buffer_access.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using log_fluentd::detail::chunk;
using log_fluentd::detail::chunk_end;
using log_fluentd::detail::chunk_waiter;

namespace {

std::string const a_slab(4088, 'x'); // with the tag "app.fill"

/// 16 slabs, of which 4 are kept for rejected events.
struct fixture
{
    std::unique_ptr<detail::buffer> const b = make_buffer(small_buffer(), "app", true);

    void fill()
    {
        while (!put(*b, "fill", a_slab).rejected) {
        }
    }
    /// The next chunk for the handler, as "tag=bytes", settled; empty when there is none.
    std::string take(errc reason)
    {
        if (!b->handing_over().has_any())
            return {};
        chunk* const c = b->handing_over().take();
        BOOST_TEST((c->discarded_for == reason));
        auto const content = c->content;
        auto const text = std::string(c->tag) + '=' + bytes_of(*c, *b);
        b->handing_over().free(c);
        b->handing_over().settle(content);
        check_hand_over(b->statistics());
        return text;
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(hand_over, fixture)

BOOST_AUTO_TEST_CASE(rejected_events_are_handed_over_in_order_by_tag)
{
    fill();
    BOOST_TEST(take(errc::buffer_full) == "app.fill=" + a_slab);
    for (int i = 0; i < 3; ++i) {
        auto const result = put(*b, "a", "A" + std::to_string(i));
        BOOST_TEST((result.rejected == rejection::buffer_full));
        BOOST_TEST(result.handed_over);
        put(*b, "", "P" + std::to_string(i));
    }
    auto const s = b->statistics();
    BOOST_TEST(s.discards_waiting.events == 6u);
    BOOST_TEST(s.discards_waiting.bytes == 12u);
    check_hand_over(s);
    BOOST_TEST(take(errc::buffer_full) == "app.a=A0A1A2");
    BOOST_TEST(take(errc::buffer_full) == "app=P0P1P2");
    BOOST_TEST(take(errc::buffer_full) == "");
    BOOST_TEST(b->statistics().discards_taken.events == 7u);
}

BOOST_AUTO_TEST_CASE(room_is_kept_for_it_and_the_limit_holds)
{
    int accepted = 0, handed_over = 0;
    for (int i = 0; i < 40; ++i) {
        auto const result = put(*b, "t", a_slab);
        accepted += !result.rejected;
        handed_over += result.handed_over;
    }
    BOOST_TEST(accepted == 12);
    BOOST_TEST(handed_over == 4); // and nobody took them
    auto s = b->statistics();
    BOOST_TEST(s.buffer_bytes == 64u * 1024);
    BOOST_TEST(s.discards_missed.events == 24u);
    check_hand_over(s);

    while (chunk* c = b->outgoing().take())
        b->outgoing().settle_delivered(c);
    BOOST_TEST(!put(*b, "t", a_slab).rejected);                          // its room is not lent to anybody
    BOOST_TEST(take(errc::buffer_full).size() == 6 + 2 * a_slab.size()); // a chunk's worth at a time
    BOOST_TEST(take(errc::buffer_full).size() == 6 + 2 * a_slab.size());
    s = b->statistics();
    BOOST_TEST(s.buffer_bytes == 4096u);
    BOOST_TEST(s.discards_taken.events == 4u);
}

BOOST_AUTO_TEST_CASE(an_event_larger_than_its_room_is_missed)
{
    fill();
    take(errc::buffer_full);
    BOOST_TEST(!put(*b, "t", std::string(17000, 'x')).handed_over);
    BOOST_TEST(b->statistics().discards_missed.events == 1u);
    BOOST_TEST(put(*b, "t", "small").handed_over);
    check_hand_over(b->statistics());
}

BOOST_AUTO_TEST_CASE(one_that_is_too_large_is_handed_over_for_that_reason)
{
    auto const result = b->reject_too_large("t", "large", 5, {});
    BOOST_TEST((result.rejected == rejection::event_too_large));
    BOOST_TEST(result.handed_over);
    BOOST_TEST(b->statistics().rejected[std::size_t(rejection::event_too_large)].bytes == 5u);
    BOOST_TEST(take(errc::event_too_large) == "app.t=large");
    b->reject_new();
    BOOST_TEST((b->reject_too_large("t", "large", 5, {}).rejected == rejection::closed));
    check_hand_over(b->statistics());
}

BOOST_AUTO_TEST_CASE(one_that_is_too_large_for_any_bytes_is_missed)
{
    b->count_rejected(rejection::event_too_large);
    b->count_rejected(rejection::invalid_tag);
    BOOST_TEST((b->statistics().discards_missed == amount{1, 0}));
    check_hand_over(b->statistics());
    auto const plain = make_buffer();
    plain->count_rejected(rejection::event_too_large);
    BOOST_TEST((plain->statistics().discards_missed == amount()));
}

BOOST_AUTO_TEST_CASE(what_was_repaired_in_one_that_is_too_large_is_counted)
{
    b->reject_too_large("t", "large", 5, some_repairs());
    check_some_repairs(b->statistics());
}

BOOST_AUTO_TEST_CASE(many_tags_are_gathered_at_the_same_time)
{
    buffer_config large;
    large.limit = std::size_t{64} << 20;
    auto const many = make_buffer(large, "app", true);
    constexpr int tags = 1000;
    for (int i = 0; i < tags; ++i)
        many->reject_too_large("t" + std::to_string(i), "large", 5, {});
    auto const begin = std::chrono::steady_clock::now();
    for (int i = 0; i < tags; ++i)
        many->handing_over().free(many->handing_over().take());
    BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5))); // not 10 ms for each
}

BOOST_AUTO_TEST_CASE(reasons_do_not_share_a_chunk)
{
    fill();
    take(errc::buffer_full);
    put(*b, "t", "1");
    b->reject_too_large("t", "2", 1, {});
    put(*b, "t", "3");
    BOOST_TEST(take(errc::buffer_full) == "app.t=1");
    BOOST_TEST(take(errc::event_too_large) == "app.t=2");
    BOOST_TEST(take(errc::buffer_full) == "app.t=3");
}

BOOST_AUTO_TEST_CASE(discarded_chunks_are_handed_over_as_they_are)
{
    put(*b, "t", "one");
    put(*b, "t", "two");
    auto const last = b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::closed);
    BOOST_TEST(b->wait_settled(last, detail::buffer::clock::now())); // the handler is not waited for
    auto s = b->statistics();
    BOOST_TEST(s.waiting.events == 0u);
    BOOST_TEST(s.discarded[0].events == 2u);
    BOOST_TEST(s.discards_waiting.events == 2u);
    BOOST_TEST(s.buffer_bytes == 4096u);
    check_hand_over(s);
    BOOST_TEST(take(errc::closed) == "app.t=onetwo");
    BOOST_TEST(b->statistics().buffer_bytes == 0u);
}

BOOST_AUTO_TEST_CASE(without_a_handler_nothing_is_kept)
{
    auto const plain = make_buffer();
    while (!put(*plain, "t", a_slab).rejected) {
    }
    BOOST_TEST(!put(*plain, "t", a_slab).handed_over);
    BOOST_TEST(!plain->handing_over().has_any());
    auto const s = plain->statistics();
    BOOST_TEST(s.accepted.events == 16u);
    BOOST_TEST((s.discards_missed == amount()));
}

BOOST_AUTO_TEST_CASE(what_is_left_when_it_is_abandoned_is_missed)
{
    put(*b, "t", "one");
    b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::closed);
    b->handing_over().abandon();
    BOOST_TEST(!b->handing_over().take());
    put(*b, "t", "two");
    b->seal_all();
    b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::closed);
    BOOST_TEST(!b->reject_too_large("t", "large", 5, {}).handed_over);
    auto const s = b->statistics();
    BOOST_TEST(s.discards_missed.events == 3u);
    BOOST_TEST(s.buffer_bytes == 0u);
    check_hand_over(s);
}

BOOST_AUTO_TEST_CASE(one_that_is_being_copied_when_it_is_abandoned_is_missed_too)
{
    for (int i = 0; i < 2; ++i) {
        put(*b, "t", "one");
        b->seal_all();
        b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::closed);
    }
    auto* taken = b->handing_over().take();
    auto content = taken->content;
    BOOST_TEST(b->handing_over().free(taken)); // its call may begin
    b->handing_over().settle(content);
    taken = b->handing_over().take();
    content = taken->content;
    b->handing_over().abandon();
    BOOST_TEST(!b->handing_over().free(taken));
    b->handing_over().miss(content);
    auto const s = b->statistics();
    BOOST_TEST(s.discards_taken.events == 1u);
    BOOST_TEST(s.discards_missed.events == 1u);
    BOOST_TEST(s.buffer_bytes == 0u);
    check_hand_over(s);
}

BOOST_AUTO_TEST_CASE(the_ledger_holds_while_threads_fill_the_buffer)
{
    std::atomic<int> working{3};
    std::vector<std::thread> loggers;
    for (int t = 0; t < 3; ++t) {
        loggers.emplace_back([&, t] {
            std::string const tag = "t" + std::to_string(t);
            for (int i = 0; i < 5000; ++i)
                put(*b, tag, std::string(std::size_t(1 + i % 200), 'x'));
            if (--working == 0)
                b->handing_over().end();
        });
    }
    std::uint64_t taken = 0;
    while (chunk* const c = b->handing_over().take()) {
        BOOST_REQUIRE(bytes_of(*c, *b).size() == c->content.bytes);
        auto const content = c->content;
        b->handing_over().free(c);
        b->handing_over().settle(content);
        taken += content.events;
        check_hand_over(b->statistics());
    }
    for (auto& logger : loggers)
        logger.join();
    auto const s = b->statistics();
    BOOST_TEST(s.offered.events == 15000u);
    BOOST_TEST(s.discards_taken.events == taken);
    BOOST_TEST(s.discards_waiting.events == 0u);
    check_hand_over(s);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(waiting_for_a_chunk)

BOOST_AUTO_TEST_CASE(its_chunk_is_sealed_and_its_end_is_known)
{
    auto const b = make_buffer();
    auto const now = detail::buffer::clock::now();
    put(*b, "t", "before");
    chunk_waiter first, second;
    BOOST_TEST(b->put("t", "1", 1, {}, {&first}).wake);
    BOOST_TEST(b->put("t", "2", 1, {}, {&second}).wake);
    put(*b, "t", "behind");
    chunk* const one = b->outgoing().take();
    chunk* const two = b->outgoing().take();
    BOOST_REQUIRE(two);
    BOOST_TEST(!b->outgoing().take()); // what came behind is not sealed
    BOOST_TEST(bytes_of(*one, *b) == "before1");
    BOOST_TEST(bytes_of(*two, *b) == "2");
    b->outgoing().settle_delivered(two);
    BOOST_TEST((b->wait_delivered(second, now) == chunk_end::delivered)); // though the first is not
    b->outgoing().settle_discarded(one, discard_reason::closed);
    BOOST_TEST((b->wait_delivered(first, now) == chunk_end::discarded));
    check_ledger(b->statistics());
}

BOOST_AUTO_TEST_CASE(who_waits_no_longer_is_not_woken)
{
    auto const b = make_buffer();
    {
        chunk_waiter waiter;
        b->put("t", "1", 1, {}, {&waiter});
        BOOST_TEST((b->wait_delivered(waiter, detail::buffer::clock::now()) == chunk_end::none));
    }
    b->outgoing().settle_delivered(b->outgoing().take()); // must not touch what is gone
    BOOST_TEST(b->outgoing().empty());
}

BOOST_AUTO_TEST_CASE(it_is_waited_for_on_another_thread)
{
    auto const b = make_buffer();
    chunk_waiter waiter;
    b->put("t", "1", 1, {}, {&waiter});
    std::thread strand([&] { b->outgoing().settle_delivered(b->outgoing().take()); });
    BOOST_TEST((b->wait_delivered(waiter, detail::buffer::clock::now() + std::chrono::minutes(1)) ==
                chunk_end::delivered));
    strand.join();
}

BOOST_AUTO_TEST_SUITE_END()
