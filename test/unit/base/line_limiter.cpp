// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/line_limiter.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using log_fluentd::diagnostic_kind;
using log_fluentd::detail::line_limiter;

namespace {

struct limited
{
    line_limiter lines;
    line_limiter::time_point now{std::chrono::hours(1)};

    /// What the line has behind it; "-": it is left out.
    std::string write(diagnostic_kind kind)
    {
        if (lines.has_room(kind, now))
            return lines.remark(kind);
        lines.leave_out(kind);
        return "-";
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(line_limits, limited)

BOOST_AUTO_TEST_CASE(ten_lines_and_then_how_many_were_left_out)
{
    for (int i = 0; i != 9; ++i)
        BOOST_TEST(write(diagnostic_kind::connected) == "");
    BOOST_TEST(write(diagnostic_kind::connect_failed) ==
               " (more messages like it are left out for some seconds)");
    BOOST_TEST(write(diagnostic_kind::connection_lost) == "-");
    BOOST_TEST(write(diagnostic_kind::resent) == "-");
    now += line_limiter::period;
    BOOST_TEST(write(diagnostic_kind::connected) == " (2 messages before were left out)");
    BOOST_TEST(write(diagnostic_kind::connected) == "");
}

BOOST_AUTO_TEST_CASE(connections_do_not_hide_that_events_are_lost)
{
    for (int i = 0; i != 1000; ++i)
        write(diagnostic_kind::connected);
    BOOST_TEST(write(diagnostic_kind::discarded) == "");
    BOOST_TEST(write(diagnostic_kind::configuration) == "");
    BOOST_TEST(write(diagnostic_kind::connected) == "-");
}

BOOST_AUTO_TEST_SUITE_END()
