// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How the calls of the discard handler begin and end.

#include "sender/own_core.hpp"
#include "support/buffer_access.hpp"
#include "support/sender_access.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using detail::discard_caller;
using detail::own_core;
using detail::sender_core;

namespace {

struct owner final : detail::discard_owner
{
    void discards_ended() noexcept override { called.set_value(); }

    std::promise<void> called;
};

/// A handler that takes its time, and what it is called for.
struct fixture
{
    std::promise<void> release;
    std::shared_ptr<detail::buffer> const b = make_buffer(small_buffer(), "app", true);
    std::shared_ptr<discard_caller> const caller = discard_caller::make(
        [released = release.get_future().share()](discarded_events const&) { released.wait(); }, b);

    void discard()
    {
        put(*b, "t", "event");
        b->seal_all();
        b->outgoing().settle_discarded(b->outgoing().take(), discard_reason::closed);
    }
};

bool was_reported(std::future<void> const& f)
{
    return f.wait_for(0s) == std::future_status::ready;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(discard_calls, fixture)

BOOST_AUTO_TEST_CASE(the_owner_is_called_whoever_finished_them_before)
{
    discard();
    caller->finish({});
    auto const first = std::make_shared<owner>();
    auto called = first->called.get_future();
    caller->finish(first);
    caller->finish({}); // which forgets nobody
    BOOST_TEST(!was_reported(called));
    release.set_value();
    BOOST_TEST((called.wait_for(patience) == std::future_status::ready));
    caller->join();
    auto const late = std::make_shared<owner>();
    caller->finish(late);
    BOOST_TEST(was_reported(late->called.get_future()));
    BOOST_TEST(b->statistics().discards_taken.events == 1u);
}

BOOST_AUTO_TEST_CASE(whoever_gives_something_up_starts_the_handlers_thread)
{
    struct counting final : detail::discard_listener
    {
        void discarded() noexcept override { ++calls; }

        int calls = 0;
    };
    auto const listener = std::make_shared<counting>();
    auto config = small_buffer();
    config.overflow = overflow_policy::drop_oldest;
    auto const full = make_buffer(config, "app", true);
    full->handing_over().set_listener(listener);
    int expected = 0;
    while (!full->statistics().total_discarded().events) { // the logging thread, for what makes room
        BOOST_TEST(listener->calls == expected);
        BOOST_REQUIRE(!put(*full, "t", std::string(1000, 'x')).rejected);
    }
    BOOST_TEST(listener->calls == ++expected);
    full->seal_all();
    for (discard_reason const reason : {discard_reason::refused, discard_reason::closed}) { // the strand
        full->outgoing().settle_discarded(full->outgoing().take(), reason);
        BOOST_TEST(listener->calls == ++expected);
    }
    full->reject_too_large("t", "large", 5, {}); // the logging thread, for what is rejected
    BOOST_TEST(listener->calls == ++expected);
    full->outgoing().settle_delivered(full->outgoing().take());
    full->handing_over().abandon();
    full->outgoing().settle_discarded(full->outgoing().take(), discard_reason::closed); // which is missed
    BOOST_TEST(listener->calls == expected);
    check_hand_over(full->statistics());
}

BOOST_AUTO_TEST_CASE(what_the_strand_discards_is_taken_while_the_sender_lives)
{
    release.set_value();
    discard();
    auto const deadline = detail::buffer::clock::now() + patience;
    while (!b->statistics().discards_taken.events && detail::buffer::clock::now() < deadline)
        std::this_thread::yield();
    BOOST_TEST(b->statistics().discards_taken.events == 1u);
    caller->finish({});
    caller->join();
}

BOOST_AUTO_TEST_CASE(the_owner_is_called_at_once_where_there_is_nothing)
{
    auto const first = std::make_shared<owner>(), second = std::make_shared<owner>();
    caller->finish(first);
    BOOST_TEST(was_reported(first->called.get_future()));
    caller->finish(second);
    BOOST_TEST(was_reported(second->called.get_future()));
}

BOOST_AUTO_TEST_CASE(a_thread_that_starts_at_the_second_try_takes_nothing_from_the_handler)
{
    diagnostics called;
    auto config = sender_to(1, called); // nobody is there
    std::atomic<std::uint64_t> events{0};
    config.on_discard = [&](discarded_events const& what) { events += what.events; };
    int tries = 0;
    auto const make_engine = [&](auto source, sender_config const& c, detail::engine_events e) {
        if (++tries == 1)
            throw std::system_error(make_error_code(std::errc::resource_unavailable_try_again));
        return detail::make_threaded_engine(std::move(source), c, std::move(e));
    };
    auto own = std::make_unique<own_core>(config, make_engine, sender_core::at_exit::deliver);
    auto core = own->get().shared_from_this();
    auto s = detail_access::make(std::move(own));
    BOOST_TEST(s->emit("a", {{"n", 1}}));
    BOOST_TEST(tries == 1);
    BOOST_TEST((s->flush(1ms).error == errc::timed_out));
    BOOST_TEST(tries == 2);
    s->close(400ms);
    BOOST_TEST(events == 1u);
    BOOST_TEST(checked(*s).discards_taken.events == 1u);
    BOOST_TEST(core->wait_ended(sender_core::clock::now())); // so nobody waits for it any more
    s.reset();
    BOOST_TEST(core.use_count() == 1); // nor is it kept
}

BOOST_AUTO_TEST_SUITE_END()
