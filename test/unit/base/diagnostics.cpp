// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/diagnostics.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using log_fluentd::diagnostic;
using log_fluentd::diagnostic_kind;
using log_fluentd::detail::collected_reports;
using log_fluentd::detail::report_to_stderr;

BOOST_AUTO_TEST_SUITE(diagnostics)

BOOST_AUTO_TEST_CASE(reports_of_a_thread_can_be_collected)
{
    collected_reports const here;
    for (int i = 0; i != 20; ++i) // however many there are
        report_to_stderr({diagnostic_kind::configuration, "report " + std::to_string(i), {}});
    BOOST_TEST_REQUIRE(here.all().size() == 20u);
    BOOST_TEST(here.all().back().message == "report 19");
    std::thread([&] {
        collected_reports const there;
        report_to_stderr({diagnostic_kind::configuration, "another thread's", {}});
        BOOST_TEST(there.all().size() == 1u);
    }).join();
    BOOST_TEST(here.all().size() == 20u);
}

BOOST_AUTO_TEST_SUITE_END()
