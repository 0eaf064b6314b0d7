// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Programs without standard streams: what they print goes nowhere, and least of all into a connection.

#include "support/process.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

constexpr std::size_t events = 10;

/// A receiver, and a program that logs to it.
struct daemon_
{
    receiver server;
    temporary_folder folder;

    void run(std::string const& way)
    {
        auto const done = run_process(
            {LOG_FLUENTD_STREAMS_PROGRAM, way, std::to_string(server.port()), folder.path().string()},
            patience);
        BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status);
    }
    /// Everything, and nothing else.
    void check(std::size_t count)
    {
        BOOST_TEST(server.wait_for(count, patience));
        BOOST_TEST(server.event_count() == count);
        BOOST_TEST(server.errors().empty());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(streams, daemon_)

BOOST_AUTO_TEST_CASE(no_descriptor_of_a_senders_is_a_standard_stream)
{
    run("own_thread");
    check(events);
}

BOOST_AUTO_TEST_CASE(nor_is_one_of_the_users_context)
{
    run("executor");
    check(events);
}

BOOST_AUTO_TEST_CASE(nor_is_one_in_a_child)
{
    run("forked");
    check(1 + events);
}

BOOST_AUTO_TEST_CASE(senders_begin_at_the_same_time)
{
    run("many_senders");
    check(20);
}

BOOST_AUTO_TEST_CASE(nor_is_a_log_file_or_a_syslog_socket)
{
    run("handlers");
    auto const line = std::string("a record\n");
    for (auto const* name : {"file", "late"}) {
        auto const text = read_file(folder.path() / name);
        BOOST_TEST(text.size() == events * line.size());
        BOOST_TEST(text.find("msgpack") == text.npos);
    }
    BOOST_TEST(read_file(folder.path() / "rotated.1") == line + line);
}

BOOST_AUTO_TEST_CASE(nor_is_one_of_the_receivers)
{
    run("receiver");
}

BOOST_AUTO_TEST_SUITE_END()
