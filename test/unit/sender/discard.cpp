// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The discard handler: what it gets, when, and what it may do.

#include "sender_to_receiver.hpp"
#include "support/decode.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <future>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct entry
{
    std::string tag;
    errc reason;
    boost::json::value event; // [time, map]

    std::int64_t n() const { return event.at(1).at("n").to_number<std::int64_t>(); }
};

/// Keeps what the handler gets, entry by entry. It is shared with the handler, which may outlive a test.
class collector
{
public:
    discard_handler handler()
    {
        return [kept = kept_](discarded_events const& what) {
            std::size_t offset = 0;
            std::uint64_t count = 0;
            std::lock_guard<std::mutex> lock(kept->mutex);
            for (; offset < what.entries.size(); ++count) {
                auto const handle = msgpack::unpack(what.entries.data(), what.entries.size(), offset);
                kept->entries.push_back({std::string(what.tag), what.reason, to_json(handle.get())});
            }
            kept->counts_are_right &= count == what.events && count > 0;
            kept->threads.insert(std::this_thread::get_id());
            kept->changed.notify_all();
        };
    }
    std::vector<entry> wait_for(std::uint64_t count)
    {
        std::unique_lock<std::mutex> lock(kept_->mutex);
        BOOST_TEST(kept_->changed.wait_for(lock, patience, [&] { return kept_->entries.size() >= count; }));
        BOOST_TEST(kept_->counts_are_right);
        BOOST_TEST(kept_->threads.size() <= 1u);
        BOOST_TEST(kept_->threads.count(std::this_thread::get_id()) == 0u);
        return kept_->entries;
    }
    std::vector<entry> all() { return wait_for(0); }

private:
    struct record
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<entry> entries;
        std::set<std::thread::id> threads;
        bool counts_are_right = true;
    };
    std::shared_ptr<record> const kept_ = std::make_shared<record>();
};

struct fixture : sender_to_receiver
{
    collector discarded;

    fixture()
    {
        server.stop();
        config.buffer.limit = 64 * 1024;
        config.buffer.chunk_limit = 4096;
        config.on_discard = discarded.handler();
    }
};

/// The accounting of what was discarded too.
statistics checked_all(sender const& s)
{
    auto const c = checked(s);
    BOOST_TEST((c.rejected[std::size_t(rejection::buffer_full)] +
                    c.rejected[std::size_t(rejection::event_too_large)] + c.total_discarded() ==
                c.discards_taken + c.discards_missed + c.discards_waiting));
    return c;
}

/// Emits numbered events until `count` are rejected. \return how many were accepted.
int emit_until_rejected(sender& s, int count)
{
    std::string const text(500, 'x');
    int accepted = 0, n = 0;
    for (int rejected = 0; rejected < count; ++n) {
        bool const taken = s.emit("full", {{"n", n}, {"text", text}});
        accepted += taken;
        rejected += !taken;
    }
    return accepted;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(discard, fixture)

BOOST_AUTO_TEST_CASE(it_gets_rejected_events_as_they_would_have_been_sent)
{
    sender s(config);
    int const accepted = emit_until_rejected(s, 10);
    BOOST_TEST(!s.emit_with_time("other", {1700000000, 7}, {{"n", -1}, {"text", std::string(600, 'y')}}));
    auto const entries = discarded.wait_for(11);
    BOOST_REQUIRE(entries.size() == 11u);
    for (int i = 0; i < 10; ++i) {
        auto const& one = entries[std::size_t(i)];
        BOOST_TEST(one.tag == "test.full");
        BOOST_TEST((one.reason == errc::buffer_full));
        BOOST_TEST(one.n() == accepted + i);
    }
    BOOST_TEST(entries[10].tag == "test.other");
    BOOST_TEST(entries[10].event.at(0) ==
               boost::json::value({{"seconds", 1700000000u}, {"nanoseconds", 7u}}));
    s.close(0ms);
    auto const counters = checked_all(s);
    BOOST_TEST(counters.buffer_bytes == 0u);
    BOOST_TEST(counters.discards_missed.events == 0u);
    BOOST_TEST(counters.discards_taken.events == std::uint64_t(11 + accepted)); // the accepted ones at close
}

BOOST_AUTO_TEST_CASE(it_gets_what_makes_room_while_events_come)
{
    config.buffer.limit = std::size_t{4} << 20;
    config.buffer.chunk_limit = std::size_t{1} << 20; // which alone would fill the handler's room
    config.buffer.overflow = overflow_policy::drop_oldest;
    std::atomic<std::uint64_t> got{0};
    std::atomic<bool> reasons_are_right{true};
    config.on_discard = [&](discarded_events const& what) {
        reasons_are_right = reasons_are_right && what.reason == errc::buffer_full;
        got += what.events;
    };
    sender s(config);
    std::string const text(1000, 'x');
    auto const deadline = std::chrono::steady_clock::now() + patience;
    for (int n = 0; n < 20000; ++n) {
        BOOST_TEST_REQUIRE(s.emit("many", {{"n", n}, {"text", text}}));
        while (n % 100 == 0 && s.statistics().discards_waiting.events && // so that it keeps up
               std::chrono::steady_clock::now() < deadline)
            std::this_thread::yield();
    }
    auto const counters = checked_all(s);
    BOOST_TEST(counters.discarded[std::size_t(discard_reason::buffer_full)].events > 15000u);
    BOOST_TEST(counters.discards_taken.events > 15000u); // long before `close`
    BOOST_TEST(counters.discards_missed.events == 0u);
    BOOST_TEST(reasons_are_right);
    s.close(400ms);
    BOOST_TEST(got == checked_all(s).discards_taken.events);
}

BOOST_AUTO_TEST_CASE(it_gets_what_is_left_at_close_and_close_waits_for_it)
{
    sender s(config);
    for (int i = 0; i < 20; ++i)
        BOOST_TEST(s.emit(i % 2 ? "odd" : "even", {{"n", i}}));
    auto const closed = s.close(400ms);
    BOOST_TEST((closed.error == errc::timed_out));
    BOOST_TEST(closed.left.events == 20u);
    auto const entries = discarded.all();
    BOOST_TEST(entries.size() == 20u);
    for (auto const& one : entries) {
        BOOST_TEST((one.reason == errc::closed));
        BOOST_TEST(one.tag == (one.n() % 2 ? "test.odd" : "test.even"));
    }
    auto const counters = checked_all(s);
    BOOST_TEST(counters.discards_taken.events == 20u);
    BOOST_TEST(counters.discards_waiting.events == 0u);
    BOOST_TEST(!s.emit("late", {{"n", 1}})); // not handed over: it was never taken
    BOOST_TEST(discarded.all().size() == 20u);
}

BOOST_AUTO_TEST_CASE(it_gets_what_is_left_when_the_sender_is_destroyed)
{
    config.close_timeout = 20ms;
    {
        sender s(config);
        s.emit("a", {{"n", 1}});
    }
    BOOST_TEST(discarded.wait_for(1).at(0).n() == 1);
}

BOOST_AUTO_TEST_CASE(it_gets_nothing_where_all_is_delivered)
{
    server.start();
    config.on_discard = [](discarded_events const&) { BOOST_TEST(false); };
    sender s(config);
    for (int i = 0; i < 10; ++i)
        s.emit("a", {{"n", i}});
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(checked_all(s).delivered.events == 10u);
}

BOOST_AUTO_TEST_CASE(it_gets_an_event_that_is_too_large)
{
    config.max_event_size = 1024;
    sender s(config);
    std::string const key(1500, 'k'); // not one of the strings that are cut
    BOOST_TEST(!s.emit("large", {{"n", 7}, {key, 1}}));
    BOOST_TEST((s.last_error().code == errc::event_too_large));
    auto const entries = discarded.wait_for(1);
    BOOST_TEST((entries.at(0).reason == errc::event_too_large));
    BOOST_TEST(entries.at(0).n() == 7);
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(checked_all(s).rejected[std::size_t(rejection::event_too_large)].bytes > 1024u);
}

BOOST_AUTO_TEST_CASE(one_that_was_too_large_while_it_was_written_is_missed)
{
    config.max_event_size = 1024;
    sender s(config);
    std::map<std::string, std::string> large;
    for (int i = 0; i < 20000; ++i)
        large[std::to_string(i)] = std::string(100, 'x');
    BOOST_TEST(!s.emit("large", large));
    BOOST_TEST((s.last_error().code == errc::event_too_large));
    auto const counters = checked_all(s);
    BOOST_TEST(counters.discards_missed.events == 1u);
    BOOST_TEST(bool(s.close(patience)));
}

BOOST_AUTO_TEST_CASE(what_it_is_too_slow_for_is_counted)
{
    std::promise<void> release;
    auto const released = release.get_future().share();
    auto const collect = discarded.handler();
    config.on_discard = [=](discarded_events const& what) {
        released.wait();
        collect(what);
    };
    sender s(config);
    int const accepted = emit_until_rejected(s, 1000);
    auto counters = checked_all(s);
    BOOST_TEST(counters.discards_missed.events > 900u);
    BOOST_TEST(counters.discards_waiting.events > 0u);
    BOOST_TEST(counters.discards_taken.events == 0u);
    BOOST_TEST(counters.buffer_bytes <= 64u * 1024);
    auto const begin = std::chrono::steady_clock::now();
    auto const closed = s.close(100ms); // which does not wait for it longer
    BOOST_TEST((std::chrono::steady_clock::now() - begin < patience / 2));
    BOOST_TEST(closed.left.events == std::uint64_t(accepted));
    BOOST_TEST(checked_all(s).discards_waiting.events > 0u);
    release.set_value();
    auto const expected = 1000 + std::uint64_t(accepted) - counters.discards_missed.events;
    discarded.wait_for(expected);
    s.close(patience); // now it waits for the end
    counters = checked_all(s);
    BOOST_TEST(counters.discards_taken.events == expected);
    BOOST_TEST(counters.discards_waiting.events == 0u);
}

BOOST_AUTO_TEST_CASE(what_it_throws_is_contained_and_counted)
{
    config.on_discard = [](discarded_events const& what) {
        if (what.tag == "test.a")
            throw std::runtime_error("no disk");
        throw 42;
    };
    sender s(config);
    s.emit("a", {{"n", 1}});
    s.emit("b", {{"n", 1}});
    s.close(200ms);
    auto const counters = checked_all(s);
    BOOST_TEST(counters.handler_errors == 2u);
    BOOST_TEST(counters.discards_taken.events == 2u);
}

BOOST_AUTO_TEST_CASE(an_event_that_it_makes_is_rejected_by_every_sender)
{
    diagnostics others_told;
    sender other(sender_to(server.port(), others_told));
    sender* itself = nullptr;
    std::atomic<bool> any_taken{false};
    config.on_discard = [&](discarded_events const&) {
        any_taken = any_taken || itself->emit("again", {{"n", 1}}) || other.emit("there", {{"n", 1}});
    };
    sender s(config);
    itself = &s;
    emit_until_rejected(s, 5);
    s.close(400ms);
    BOOST_TEST(!any_taken);
    BOOST_TEST(checked_all(s).discards_waiting.events == 0u);
    BOOST_TEST(checked(s).rejected[std::size_t(rejection::reentrant)].events > 0u);
    BOOST_TEST(checked(other).rejected[std::size_t(rejection::reentrant)].events > 0u);
}

BOOST_AUTO_TEST_CASE(it_may_flush_and_close_its_own_sender)
{
    sender* itself = nullptr;
    std::promise<drain_result> flushed, closed;
    std::atomic<bool> asked{false};
    config.on_discard = [&](discarded_events const&) {
        if (asked.exchange(true))
            return;
        flushed.set_value(itself->flush(1ms));
        closed.set_value(itself->close(1ms));
    };
    sender s(config);
    itself = &s;
    int const accepted = emit_until_rejected(s, 1);
    BOOST_TEST((flushed.get_future().get().error == errc::timed_out));
    BOOST_TEST(closed.get_future().get().left.events == std::uint64_t(accepted));
    s.close(patience);
    BOOST_TEST(checked_all(s).discards_taken.events == std::uint64_t(accepted + 1));
}

BOOST_AUTO_TEST_CASE(threads_fill_the_buffer_and_every_snapshot_adds_up)
{
    sender s(config);
    std::vector<std::thread> loggers;
    std::atomic<int> working{3};
    for (int t = 0; t < 3; ++t)
        loggers.emplace_back([&] {
            for (int i = 0; i < 3000; ++i)
                s.emit("storm", {{"n", i}, {"text", "some text that takes some bytes"}});
            --working;
        });
    while (working)
        checked_all(s);
    for (auto& logger : loggers)
        logger.join();
    s.close(400ms);
    auto const counters = checked_all(s);
    BOOST_TEST(counters.discards_waiting.events == 0u);
    BOOST_TEST(counters.offered.events == 9000u);
    BOOST_TEST(discarded.all().size() == counters.discards_taken.events);
}

BOOST_AUTO_TEST_SUITE_END()
