// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What comes upon a thread in the middle of a call of the library: a signal whose handler calls exit, and the
// cancellation of the thread.

#include "support/process.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

/// So many moments are tried of each way.
constexpr int runs = 20;

char const* const ways_to_exit[] = {
    "exit_in_emit",
    "exit_in_a_record",
    "exit_in_flush",
    "exit_in_statistics",
    "exit_in_the_life_of_senders",
    "exit_with_an_executor",
    "exit_in_a_closed_sender",
    "exit_among_threads",
    "exit_in_malloc",
    "exit_in_malloc_of_a_thread",
};

/// Throws where the program does not end.
void run(std::string const& way, std::uint16_t port)
{
    auto const done = run_process({LOG_FLUENTD_INTERRUPT_PROGRAM, way, std::to_string(port)});
    BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status << ": " << done.errors);
}

} // namespace

BOOST_AUTO_TEST_SUITE(interruptions)

BOOST_DATA_TEST_CASE(exit_in_a_signal_handler_ends_the_process, boost::unit_test::data::make(ways_to_exit),
                     way)
{
    log_fluentd::receiver const server;
    for (int i = 0; i < runs; ++i)
        run(way, server.port());
}

BOOST_AUTO_TEST_CASE(a_cancelled_thread_ends_behind_the_call)
{
    log_fluentd::receiver server;
    auto const port = server.port();
    server.stop();
    run("cancel", port);
}

BOOST_AUTO_TEST_SUITE_END()
