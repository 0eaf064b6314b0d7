// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/frame_limit.hpp"

#include <boost/test/unit_test.hpp>

#include <cstddef>

using log_fluentd::detail::frame_limit;

BOOST_AUTO_TEST_SUITE(frame_limits)

BOOST_AUTO_TEST_CASE(a_size_between_what_was_taken_and_what_was_refused_is_tried_once)
{
    frame_limit limit;
    frame_limit::time_point const now{};
    std::size_t const taken = 298'512, refused = 302'538;
    limit.taken(taken, taken);
    for (int i = 0; i != 4; ++i)
        limit.refused(refused, now);
    limit.taken(taken / 2, taken / 2);
    limit.refused(refused, now);
    BOOST_TEST(limit.most() == refused - 1);

    std::size_t const between = refused - 6; // such as a chunk that compresses a bit better
    limit.refused(between, now);
    BOOST_TEST(limit.most() < between);
    BOOST_TEST(limit.most() >= taken);
}

BOOST_AUTO_TEST_CASE(an_event_that_cannot_be_divided_does_not_lower_the_limit)
{
    frame_limit limit;
    frame_limit::time_point const now{};
    limit.taken(300'000, 300'000);
    for (int i = 0; i != 4; ++i)
        limit.refused(310'000, now);
    limit.taken(150'000, 150'000);
    limit.refused(310'000, now);
    auto const most = limit.most();
    limit.refused(500'000, now);
    BOOST_TEST(limit.most() == most);
}

BOOST_AUTO_TEST_SUITE_END()
