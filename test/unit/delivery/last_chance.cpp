// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Who closes has one more try, whatever the server said before.

#include "one_server.hpp"

using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(last_chance, one_server)

BOOST_AUTO_TEST_CASE(a_server_that_refused_is_tried_once_more_at_close)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing));
    subject->hurry(now);
    now += config.retry.max_interval / 2; // a refusal costs more than that
    BOOST_TEST((next() == kind::nothing));
    subject->try_at_once(now);
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing));
    BOOST_TEST((subject->retry_in(0, now) >= config.retry.max_interval / 2));
}

BOOST_AUTO_TEST_CASE(so_is_one_whose_last_try_was_under_way_then)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->try_at_once(now);
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::connect));
    subject->connect_failed(0, now, true);
    BOOST_TEST((next() == kind::nothing)); // once
}

BOOST_AUTO_TEST_CASE(a_connection_that_came_about_was_the_chance)
{
    chunk_of("a");
    BOOST_TEST((next() == kind::connect));
    subject->try_at_once(now);
    subject->connected(0, now);
    subject->disconnected(0, log_fluentd::errc::connection_closed, now);
    BOOST_TEST((next() == kind::nothing));
}

BOOST_AUTO_TEST_SUITE_END()
