// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Programs that fork: a child logs through a connection of its own, and touches nothing of its parent's.

#include "support/guarded_programs.hpp"
#include "support/process.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/test/unit_test.hpp>

#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

constexpr std::size_t forks = 25;
constexpr std::size_t events_of_child = 10;

/// Who sent what, and on which connections.
struct forking
{
    std::mutex mutex;
    std::map<std::int64_t, std::multiset<std::int64_t>> numbers; // by process
    std::map<std::size_t, std::set<std::int64_t>> of_connection; // processes
    log_fluentd::receiver server;

    explicit forking(receiver_security const& security = {}) : server(configuration(security)) {}

    receiver_config configuration(receiver_security const& security)
    {
        receiver_config c;
        c.security = security;
        c.keep_events = false;
        c.on_frame = [this](received_frame const& frame) {
            std::lock_guard<std::mutex> lock(mutex);
            for (auto const& event : frame.events) {
                auto const pid = event.record.at("pid").to_number<std::int64_t>();
                numbers[pid].insert(event.record.at("n").to_number<std::int64_t>());
                of_connection[frame.connection].insert(pid);
            }
            return acknowledge(frame);
        };
        return c;
    }

    /// Runs the program. \return what it printed.
    std::istringstream run(std::string const& way, std::uint16_t port)
    {
        auto const done = run_process({LOG_FLUENTD_FORK_PROGRAM, way, std::to_string(port)}, patience);
        BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status << ": " << done.errors);
        return std::istringstream(done.output);
    }
    std::istringstream run(std::string const& way) { return run(way, server.port()); }

    /// The program printed its own number, and how many events it took itself.
    void check(std::istringstream printed, std::size_t children, std::size_t events_of_each)
    {
        std::int64_t parent = 0;
        std::size_t count = 0;
        printed >> parent >> count;
        std::lock_guard<std::mutex> lock(mutex);
        BOOST_TEST(numbers.size() == children + 1);
        for (auto const& [pid, of_process] : numbers) {
            auto const expected = pid == parent ? count : events_of_each;
            std::set<std::int64_t> const once(of_process.begin(), of_process.end());
            BOOST_TEST(of_process.size() == expected);
            BOOST_TEST(once.size() == expected, "an event came twice");
        }
        for (auto const& [connection, pids] : of_connection)
            BOOST_CHECK_MESSAGE(pids.size() == 1u,
                                "connection " << connection << " is used by two processes");
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(fork_, forking)

BOOST_AUTO_TEST_CASE(children_under_load_deliver_their_own_events_and_no_others)
{
    check(run("under_load"), forks, events_of_child);
}

BOOST_AUTO_TEST_CASE(children_under_load_over_tls)
{
    guarded_programs programs;
    forking guarded(programs.security());
    auto printed = guarded.run("under_load");
    guarded.check(std::move(printed), forks, events_of_child);
}

BOOST_AUTO_TEST_CASE(children_of_a_process_where_another_sender_begins_tls)
{
    guarded_programs programs;
    forking guarded(programs.security());
    auto printed = guarded.run("while_another_begins");
    guarded.check(std::move(printed), forks, events_of_child);
}

BOOST_AUTO_TEST_CASE(children_with_the_server_down_end_in_time)
{
    server.stop();
    run("server_down");
}

BOOST_AUTO_TEST_CASE(sinks_and_the_global_sender_go_on_in_children)
{
    check(run("sink_and_global_sender"), forks, 2);
}

BOOST_AUTO_TEST_CASE(a_child_has_children)
{
    check(run("child_of_child"), 2, events_of_child);
}

BOOST_AUTO_TEST_CASE(a_child_that_never_logs_waits_for_nothing)
{
    check(run("child_without_events"), 0, 0);
}

BOOST_AUTO_TEST_CASE(a_child_without_memory_rejects_its_events_and_tries_again)
{
    check(run("without_memory"), 1, 1);
}

BOOST_AUTO_TEST_CASE(a_handler_may_fork)
{
    check(run("in_a_handler"), 0, 0);
}

BOOST_AUTO_TEST_CASE(a_sender_on_the_users_executor_is_closed_in_a_child)
{
    run("on_an_executor");
}

BOOST_AUTO_TEST_CASE(a_child_that_runs_the_users_context_sends_nothing_of_the_parents)
{
    auto printed = run("executor_runs_in_child");
    std::int64_t parent = 0;
    printed >> parent;
    std::lock_guard<std::mutex> lock(mutex);
    BOOST_TEST(numbers.size() == 1u);
    BOOST_TEST(numbers[parent].size() == 2u);
    BOOST_TEST(of_connection.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_program_that_a_child_executes_inherits_no_descriptor)
{
    run("exec_and_spawn");
}

BOOST_AUTO_TEST_CASE(a_child_resolves_names_though_its_parents_look_ups_hang)
{
    auto printed = run("look_ups_hang");
    std::lock_guard<std::mutex> lock(mutex);
    BOOST_TEST(numbers.size() == 1u);
    for (auto const& [pid, of_process] : numbers)
        BOOST_TEST(of_process.size() == events_of_child);
}

BOOST_AUTO_TEST_CASE(a_child_makes_for_itself_what_another_thread_was_making)
{
    for (auto const* way : {"while_it_is_made", "again_and_again"}) {
        auto const done = run_process({LOG_FLUENTD_FIRST_USE_PROGRAM, way}, 2 * patience);
        BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status << ": " << done.errors);
    }
}

BOOST_AUTO_TEST_CASE(the_process_and_the_thread_of_a_childs_record_are_its_own)
{
    auto const done = run_process({LOG_FLUENTD_FIRST_USE_PROGRAM, "own_numbers"}, patience);
    BOOST_TEST(done.status == 0);
    std::istringstream printed(done.output);
    std::string of_parent, expected, of_child;
    std::getline(printed, of_parent);
    std::getline(printed, expected);
    std::getline(printed, of_child);
    BOOST_TEST(of_parent != expected);
    BOOST_TEST(of_child == expected);
}

BOOST_AUTO_TEST_CASE(a_child_does_not_keep_its_parents_connection_open)
{
    namespace ip = boost::asio::ip;
    boost::asio::io_context context;
    ip::tcp::acceptor acceptor(context, {ip::address_v4::loopback(), 0});
    temporary_folder const folder;
    process_options options;
    options.output = folder.path() / "output";
    child_process program(
        {LOG_FLUENTD_FORK_PROGRAM, "quiet_child", std::to_string(acceptor.local_endpoint().port())}, options);
    ip::tcp::socket connection(context);
    acceptor.accept(connection);
    std::string received;
    boost::system::error_code error;
    boost::asio::read(connection, boost::asio::dynamic_buffer(received), error); // to its end
    BOOST_TEST((error == boost::asio::error::eof));
    BOOST_TEST(!received.empty());
    BOOST_TEST((program.wait(patience) == std::optional<int>(0)));
}

BOOST_AUTO_TEST_SUITE_END()
