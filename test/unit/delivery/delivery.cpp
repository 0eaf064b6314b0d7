// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// When it connects, what it writes, and when it tries again.

#include "one_server.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using log_fluentd::detail::chunk;

BOOST_FIXTURE_TEST_SUITE(delivery_, one_server)

BOOST_AUTO_TEST_CASE(it_does_nothing_while_there_is_nothing_to_do)
{
    BOOST_TEST((next() == kind::nothing));
    BOOST_TEST(!subject->deadline());
}

BOOST_AUTO_TEST_CASE(the_first_event_makes_it_connect_and_a_sealed_chunk_is_written)
{
    put(*buffer, "t", "A");
    connect();
    BOOST_TEST((next() == kind::nothing)); // the chunk is open still
    buffer->seal_all();
    auto const step = subject->next(now);
    BOOST_REQUIRE((step.what == kind::write));
    BOOST_TEST(std::string(step.head) == "\x93\xa1t\xc4\x01");
    BOOST_TEST(std::string(step.tail) == std::string("\x82\xa4size\x01\xa5") + "chunk\xa3" + "id1");
    BOOST_TEST((next() == kind::nothing)); // one frame at a time
    written();
    BOOST_TEST(stats().waiting.events == 1u); // written is not delivered
    acknowledge("id1");
    BOOST_TEST(stats().delivered.events == 1u);
    BOOST_TEST(!subject->deadline());
}

BOOST_AUTO_TEST_CASE(no_more_than_the_window_is_on_the_way)
{
    for (char const* event : {"A", "B", "C", "D"})
        chunk_of(event);
    connect();
    for (char const* expected : {"A:id1", "B:id2", "C:id3"}) {
        BOOST_TEST(write() == expected);
        written();
    }
    BOOST_TEST(write() == "nothing");
    BOOST_TEST(stats().unacknowledged == 3u);
    acknowledge("id2"); // in any order
    BOOST_TEST(write() == "D:id4");
    BOOST_TEST(stats().unacknowledged == 3u);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_may_come_before_the_driver_knows_that_it_has_written)
{
    chunk_of("A");
    connect();
    write();
    acknowledge("id1");
    BOOST_TEST(stats().delivered.events == 0u); // its memory is still being read
    written();
    BOOST_TEST(stats().delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(after_a_lost_connection_all_is_resent_in_order_with_the_same_ids)
{
    for (char const* event : {"A", "B", "C", "D"})
        chunk_of(event);
    connect();
    for (int i = 0; i < 3; ++i) {
        write();
        written();
    }
    acknowledge("id2");
    write(); // D, half written
    subject->disconnected(0, errc::connection_closed, now);
    BOOST_TEST(stats().connections_lost == 1u);
    BOOST_TEST((next() == kind::nothing));
    now = *subject->deadline();
    connect();
    for (char const* expected : {"A:id1", "C:id3", "D:id4"}) {
        BOOST_TEST(write() == expected);
        written();
    }
    for (char const* id : {"id1", "id3", "id4"})
        acknowledge(id);
    auto const s = stats();
    BOOST_TEST(s.delivered.events == 4u);
    BOOST_TEST(s.chunks_resent == 3u);
    BOOST_TEST(s.resent.events == 3u);
}

BOOST_AUTO_TEST_CASE(a_connection_lost_at_any_moment_loses_nothing)
{
    // The script of a good connection, cut at each of its steps.
    for (int cut = 0; cut < 8; ++cut) {
        make();
        ids_made = 0;
        chunk_of("A");
        chunk_of("B");
        connect();
        int step = 0;
        auto const good = [&](auto action) {
            if (step++ < cut)
                action();
        };
        good([&] { write(); });
        good([&] { written(); });
        good([&] { acknowledge("id1"); });
        good([&] { write(); });
        good([&] { acknowledge("id2"); });
        good([&] { written(); });
        subject->disconnected(0, errc::connection_closed, now);
        check_ledger(buffer->statistics());
        if (buffer->statistics().waiting.events) {
            now = subject->deadline().value_or(now); // at once where the connection was of use
            connect();
            for (std::string w = write(); w != "nothing"; w = write()) {
                written();
                acknowledge(w.substr(2));
            }
        }
        BOOST_TEST_CONTEXT("cut at step " << cut)
        {
            BOOST_TEST(stats().delivered.events == 2u);
        }
    }
}

BOOST_AUTO_TEST_CASE(the_wait_doubles_up_to_its_bound_and_is_spread)
{
    chunk_of("A");
    random = 1.0;
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 6; ++i) {
        BOOST_TEST((next() == kind::connect));
        subject->connect_failed(0, now);
        waits.push_back(subject->retry_in(0, now).count());
        now = *subject->deadline();
    }
    BOOST_TEST(waits == (std::vector<std::int64_t>{100, 200, 400, 800, 1000, 1000}),
               boost::test_tools::per_element());
    random = 0.25;
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now);
    BOOST_TEST(subject->retry_in(0, now).count() == 250);
    BOOST_TEST(stats().connect_failures == 7u);
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_connections_and_closes_them_is_not_tried_in_a_hot_loop)
{
    chunk_of("A");
    random = 1.0;
    std::vector<std::int64_t> waits;
    for (int i = 0; i < 4; ++i) {
        connect();
        subject->disconnected(0, errc::connection_closed, now);
        waits.push_back(subject->retry_in(0, now).count());
        now = *subject->deadline();
    }
    BOOST_TEST(waits == (std::vector<std::int64_t>{100, 200, 400, 800}), boost::test_tools::per_element());
    connect();
    write();
    written();
    acknowledge("id1"); // it works: the next wait is short again
    chunk_of("B");
    write();
    subject->disconnected(0, errc::connection_closed, now);
    BOOST_TEST(subject->retry_in(0, now).count() == 100);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_for_one_chunk_has_one)
{
    for (char const* event : {"A", "B", "C"})
        chunk_of(event);
    for (char const* expected : {"A:id1", "B:id2", "C:id3"}) {
        BOOST_TEST((next() == kind::connect));
        subject->connected(0, now, false);
        std::string const w = write();
        BOOST_TEST(w == expected);
        BOOST_TEST((next() == kind::nothing));
        written();
        BOOST_TEST((next() == kind::nothing));
        acknowledge(w.substr(2));
        BOOST_TEST((next() == kind::disconnect));
        BOOST_TEST(!dropped()); // as planned
    }
    BOOST_TEST((next() == kind::nothing));
    BOOST_TEST(!subject->deadline());
    auto const s = stats();
    BOOST_TEST(s.delivered.events == 3u);
    BOOST_TEST(s.connections_lost == 0u);
    BOOST_TEST(s.resent.events == 0u);
}

BOOST_AUTO_TEST_CASE(without_acknowledgements_the_end_of_a_connection_for_one_chunk_is_its_confirmation)
{
    config.require_ack = false;
    make();
    chunk_of("A");
    chunk_of("B");
    for (auto const error :
         {std::error_code(errc::connection_closed), std::make_error_code(std::errc::connection_reset)}) {
        BOOST_TEST((next() == kind::connect));
        subject->connected(0, now, false);
        write();
        written();
        subject->disconnected(0, error, now);
    }
    BOOST_TEST((next() == kind::nothing));
    BOOST_TEST(stats().delivered.events == 2u);
    BOOST_TEST(stats().resent.events == 0u);
    chunk_of("C"); // that was not written to its end
    BOOST_TEST((next() == kind::connect));
    subject->connected(0, now, false);
    write();
    subject->disconnected(0, std::make_error_code(std::errc::connection_reset), now);
    BOOST_TEST(stats().waiting.events == 1u);
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_no_bytes_is_left)
{
    chunk_of("A");
    connect();
    write();
    now += 1500ms;
    subject->write_progressed(0, now);
    now += 1500ms;
    BOOST_TEST((next() == kind::nothing));
    now += 500ms;
    BOOST_TEST((dropped() == errc::write_timeout));
}

BOOST_AUTO_TEST_CASE(a_chunk_whose_frame_cannot_be_made_is_not_lost)
{
    buffer = make_buffer(config.buffer);
    bool has_random_numbers = false;
    subject = std::make_unique<delivery>(
        *buffer, config, [this] { return random; },
        [&] {
            return has_random_numbers ? std::string("id") : throw std::runtime_error("no random numbers");
        });
    chunk_of("A");
    connect();
    BOOST_CHECK_THROW(next(), std::runtime_error);
    subject->disconnected(0, std::make_error_code(std::errc::not_enough_memory),
                          now); // what the driver does then
    has_random_numbers = true;
    now = *subject->deadline();
    connect();
    BOOST_TEST(write() == "A:id");
}

BOOST_AUTO_TEST_CASE(what_is_discarded_is_counted)
{
    for (char const* event : {"A", "B", "C"})
        chunk_of(event);
    connect();
    write();
    written();
    write();
    acknowledge("id2"); // it has it, though we do not know that it is written
    subject->discard(discard_reason::closed);
    auto const s = stats();
    BOOST_TEST(s.delivered.events == 1u);
    BOOST_TEST(s.discarded[0].events == 2u);
    BOOST_TEST(buffer->outgoing().empty());
    BOOST_TEST((next() == kind::nothing));
}

BOOST_AUTO_TEST_SUITE_END()
