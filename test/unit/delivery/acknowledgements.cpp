// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What becomes of chunks that a server does not acknowledge, or acknowledges as no server should.

#include "one_server.hpp"

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(delivery_, one_server)

BOOST_AUTO_TEST_CASE(a_server_that_does_not_acknowledge_is_left)
{
    chunk_of("A");
    connect();
    write();
    now += 1s;
    written();
    BOOST_TEST((*subject->deadline() == now + 5s));
    now += 5s - 1ms;
    BOOST_TEST((next() == kind::nothing));
    now += 1ms;
    BOOST_TEST((dropped() == errc::ack_timeout));
    now = *subject->deadline();
    connect();
    BOOST_TEST(write() == "A:id1");
}

BOOST_AUTO_TEST_CASE(each_acknowledgement_gives_the_others_more_time)
{
    send({"A", "B"});
    now += 4s;
    acknowledge("id1");
    now += 4s;
    BOOST_TEST((next() == kind::nothing));
    now += 1s;
    BOOST_TEST((dropped() == errc::ack_timeout));
}

BOOST_AUTO_TEST_CASE(a_wrong_acknowledgement_ends_the_connection_and_nothing_is_lost)
{
    for (std::string const wrong : {"id2", "", "id", "id11"}) {
        make();
        ids_made = 0;
        send({"A"});
        acknowledge(wrong);
        BOOST_TEST((dropped() == errc::unknown_ack));
        BOOST_TEST(stats().protocol_errors == 1u);
        BOOST_TEST(stats().waiting.events == 1u);
        now = *subject->deadline();
        connect();
        BOOST_TEST(write() == "A:id1");
    }
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_that_comes_twice_does_no_harm)
{
    send({"A", "B"});
    acknowledge("id1");
    acknowledge("id1");
    BOOST_TEST(!dropped());
    acknowledge("id2");
    BOOST_TEST(stats().delivered.events == 2u);
}

BOOST_AUTO_TEST_CASE(a_server_that_repeats_one_acknowledgement_for_ever_is_left)
{
    send({"A", "B", "C"});
    acknowledge("id1");
    for (std::size_t i = 0; i < config.window; ++i)
        acknowledge("id1");
    BOOST_TEST(!dropped());
    acknowledge("id1");
    BOOST_TEST((dropped() == errc::unknown_ack));
    BOOST_TEST(stats().delivered.events == 1u);
    BOOST_TEST(stats().waiting.events == 2u);
}

BOOST_AUTO_TEST_CASE(repetitions_of_several_without_anything_new_are_no_different)
{
    send({"A", "B", "C"});
    acknowledge("id1");
    acknowledge("id2");
    std::string bytes; // in one read
    for (std::size_t i = 0; i < config.window; ++i)
        bytes += ack("id1") + ack("id2");
    subject->received(0, bytes.data(), bytes.size(), now);
    BOOST_TEST((dropped() == errc::unknown_ack));
}

BOOST_AUTO_TEST_CASE(a_server_that_says_all_twice_may_go_on_so)
{
    for (int i = 1; i <= 100; ++i) {
        chunk_of("A");
        if (i == 1)
            connect();
        write();
        written();
        acknowledge("id" + std::to_string(i));
        acknowledge("id" + std::to_string(i));
        BOOST_TEST(!dropped());
    }
    BOOST_TEST(stats().delivered.events == 100u);
}

BOOST_AUTO_TEST_CASE(garbage_ends_the_connection)
{
    send({"A"});
    subject->received(0, "\xc1", 1, now);
    BOOST_TEST((dropped() == errc::protocol_error));
    BOOST_TEST(stats().protocol_errors == 1u);
    BOOST_TEST(stats().waiting.events == 1u);
}

BOOST_AUTO_TEST_CASE(half_an_acknowledgement_of_the_old_connection_means_nothing_to_the_new_one)
{
    send({"A"});
    subject->received(0,
                      "\x81\xa3"
                      "ac",
                      4, now);
    subject->disconnected(0, errc::connection_closed, now);
    now = *subject->deadline();
    connect();
    write();
    written();
    acknowledge("id1");
    BOOST_TEST(stats().delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(without_acknowledgement_the_peers_kernel_confirms)
{
    config.require_ack = false;
    make();
    chunk_of("A");
    chunk_of("B");
    connect();
    auto step = subject->next(now);
    BOOST_TEST(std::string(step.tail) == "\x81\xa4size\x01");
    written();
    auto const first = subject->bytes_written(0);
    subject->next(now);
    subject->confirmed(0, first - 1, now);
    BOOST_TEST(stats().delivered.events == 0u);
    subject->confirmed(0, first, now);
    BOOST_TEST(stats().delivered.events == 1u);
    subject->confirmed(0, subject->bytes_written(0), now);
    BOOST_TEST(stats().delivered.events == 1u); // B is not written yet
    written();
    subject->confirmed(0, subject->bytes_written(0), now);
    BOOST_TEST(stats().delivered.events == 2u);
}

BOOST_AUTO_TEST_CASE(without_acknowledgement_what_is_not_confirmed_is_resent)
{
    config.require_ack = false;
    make();
    chunk_of("A");
    chunk_of("B");
    connect();
    subject->next(now);
    written();
    subject->next(now);
    written();
    subject->confirmed(0, subject->bytes_written(0) - 1, now);
    subject->disconnected(0, errc::connection_closed, now);
    BOOST_TEST(stats().delivered.events == 1u);
    now = *subject->deadline();
    connect();
    BOOST_TEST(write() == "B:");
}

BOOST_AUTO_TEST_SUITE_END()
