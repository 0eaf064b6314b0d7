// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How programs end: what was logged arrives, and the end does not wait longer than it may.

#include "support/guarded_programs.hpp"
#include "support/process.hpp"
#include "support/sanitizers.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

struct ending
{
    explicit ending(log_fluentd::receiver_config config = {}) : server(std::move(config)) {}

    log_fluentd::receiver server;

    std::string output;

    /// Runs the program and \return how long it took.
    std::chrono::steady_clock::duration run(std::string const& way)
    {
        auto const begin = std::chrono::steady_clock::now();
        auto const done = run_process({LOG_FLUENTD_LIFECYCLE_PROGRAM, way, std::to_string(server.port())});
        BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status << ": " << done.errors);
        output = done.output;
        return std::chrono::steady_clock::now() - begin;
    }
};

char const* const ways_that_deliver[] = {
    "return_from_main",    "exit_here",          "exit_on_another_thread",
    "log_on_many_threads", "remove_the_sink",    "log_after_main",
    "sender_only",         "static_sender",      "global_events",
    "openssl_before",      "openssl_in_between", "first_event_after_main"};

void check_over_tls(std::string const& way)
{
    guarded_programs programs;
    log_fluentd::receiver_config config;
    config.security = programs.security();
    ending guarded(config);
    guarded.run(way);
    BOOST_TEST(guarded.server.event_count() == 1000u);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(process_end, ending)

BOOST_DATA_TEST_CASE(what_was_logged_arrives, boost::unit_test::data::make(ways_that_deliver), way)
{
    run(way);
    BOOST_TEST(server.event_count() == 1000u);
}

/// OpenSSL, too, would end with the process.
BOOST_DATA_TEST_CASE(what_was_logged_arrives_over_tls, boost::unit_test::data::make(ways_that_deliver), way)
{
    check_over_tls(way);
}

/// The leak check at the end of the child waits for the allocator's lock, which the sender's thread may have
/// held at the fork (Clang 14's address sanitizer). So they are not for the sanitizers.
BOOST_AUTO_TEST_CASE(a_childs_exit_leaves_the_events_to_the_parent,
                     *boost::unit_test::enable_if<!is_sanitized>())
{
    run("child_exits");
    BOOST_TEST(server.event_count() == 1000u);
    check_over_tls("child_exits");
}

BOOST_AUTO_TEST_CASE(a_first_record_after_main_does_no_harm)
{
    run("log_first_after_main");
}

BOOST_AUTO_TEST_CASE(with_the_server_down_the_end_comes_in_time)
{
    server.stop();
    BOOST_TEST((run("close_in_time") < patience / 2));
}

BOOST_AUTO_TEST_CASE(what_could_not_be_delivered_goes_to_the_discard_handler)
{
    server.stop();
    run("discard_at_exit");
    BOOST_TEST(output == "all\n");
}

BOOST_AUTO_TEST_CASE(a_discard_handler_does_not_hold_up_the_end)
{
    server.stop();
    BOOST_TEST((run("discard_handler_hangs") < patience / 2));
    BOOST_TEST((run("discard_handler_exits") < patience / 2));
}

BOOST_AUTO_TEST_CASE(the_end_waits_but_once)
{
    server.stop();
    run("wait_once");
}

BOOST_AUTO_TEST_CASE(after_the_end_no_call_of_a_discard_handler_begins)
{
    server.stop();
    run("discard_on_an_executor");
}

BOOST_AUTO_TEST_CASE(a_resolver_that_hangs_does_not_hold_up_the_end)
{
    BOOST_TEST((run("hanging_resolver") < patience / 2));
}

BOOST_AUTO_TEST_CASE(a_handler_may_end_the_process)
{
    BOOST_TEST((run("exit_in_a_handler") < patience / 2));
}

BOOST_AUTO_TEST_SUITE_END()
