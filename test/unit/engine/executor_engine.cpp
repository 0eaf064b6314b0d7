// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a sender on the user's executor promises of that executor's end. The sanitizers' runs see more of it.

#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(executor)

BOOST_AUTO_TEST_CASE(a_closed_sender_outlives_the_context)
{
    receiver server;
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::thread_pool pool(2);
        s = make_sender(pool.get_executor(), sender_to(server.port(), reported));
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        BOOST_TEST(bool(s->close(patience)));
    }
    BOOST_TEST(server.event_count() == 1u);
    BOOST_TEST(!s->emit("a", {{"n", 2}}));
    BOOST_TEST(bool(s->flush(1ms)));
    BOOST_TEST(bool(s->close(1ms)));
    BOOST_TEST(s->statistics().delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(so_it_does_with_a_strand_of_the_users)
{
    receiver server;
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::thread_pool pool(2);
        s = make_sender(boost::asio::make_strand(pool), sender_to(server.port(), reported));
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        BOOST_TEST(bool(s->close(patience)));
    }
    BOOST_TEST(server.event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(close_in_vain_and_a_context_with_handlers_in_it)
{
    diagnostics reported;
    auto context = std::make_unique<boost::asio::io_context>(); // nobody runs it
    auto const s = make_sender(context->get_executor(), sender_to(1, reported));
    BOOST_TEST(s->emit("a", {{"n", 1}}));
    BOOST_TEST((s->close(1ms).error == errc::timed_out));
    BOOST_TEST(s->statistics().waiting.events + s->statistics().total_discarded().events == 1u);
}

/// The context ends while a connection is being made, or greeted. The leak sanitizer sees what is left of
/// that.
BOOST_AUTO_TEST_CASE(the_context_ends_before_there_is_a_connection)
{
    boost::asio::io_context servers;
    boost::asio::ip::tcp::acceptor const silent(servers, {boost::asio::ip::address_v4::loopback(), 0});
    for (int handlers = 0; handlers < 8; ++handlers) {
        diagnostics reported;
        boost::asio::io_context context;
        auto config = sender_to(silent.local_endpoint().port(), reported);
        config.auth.shared_key = "k"; // it says nothing, so the greeting does not end
        auto const s = make_sender(context.get_executor(), config);
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        static_cast<void>(s->flush(0ms));
        for (int i = 0; i < handlers; ++i)
            context.poll_one();
        BOOST_TEST(reported.count(diagnostic_kind::connected) == 0u);
    }
}

/// What a sender is to do whose context has ended before it was closed.
void check_ended(sender& s, diagnostics const& reported, std::size_t left)
{
    BOOST_TEST(!s.emit("a", {{"n", 2}}));
    BOOST_TEST((s.last_error().code == errc::closed));
    BOOST_TEST((s.emit_and_wait("a", {{"n", 3}}, 1ms).error == errc::closed));
    BOOST_TEST(s.flush(patience).left.events == left); // at once
    BOOST_TEST(s.close(patience).left.events == left);
    auto const counters = checked(s);
    BOOST_TEST(counters.waiting.events == 0u);
    BOOST_TEST(counters.discarded[static_cast<std::size_t>(discard_reason::closed)].events == left);
    BOOST_TEST(reported.count(diagnostic_kind::discarded) == (left ? 1u : 0u));
}

BOOST_AUTO_TEST_CASE(a_sender_outlives_the_context_with_events_left)
{
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::io_context context;
        s = make_sender(context.get_executor(), sender_to(1, reported));
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        context.poll();
    }
    check_ended(*s, reported, 1);
}

BOOST_AUTO_TEST_CASE(a_sender_without_an_event_outlives_the_context)
{
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::io_context context;
        s = make_sender(context.get_executor(), sender_to(1, reported));
    }
    check_ended(*s, reported, 0);
}

BOOST_AUTO_TEST_CASE(a_sender_with_a_connection_outlives_the_pool)
{
    receiver server;
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::thread_pool pool(2);
        s = make_sender(pool.get_executor(), sender_to(server.port(), reported));
        BOOST_TEST(bool(s->emit_and_wait("a", {{"n", 1}}, patience)));
    }
    check_ended(*s, reported, 0);
    BOOST_TEST(s->statistics().delivered.events == 1u);
}

BOOST_AUTO_TEST_CASE(a_sender_on_a_strand_of_the_users_outlives_the_context)
{
    diagnostics reported;
    std::shared_ptr<sender> with_event, without;
    {
        boost::asio::io_context context;
        with_event = make_sender(boost::asio::make_strand(context), sender_to(1, reported));
        without = make_sender(boost::asio::make_strand(context.get_executor()), sender_to(1, reported));
        BOOST_TEST(with_event->emit("a", {{"n", 1}}));
    }
    check_ended(*with_event, reported, 1);
    BOOST_TEST(!without->emit("a", {{"n", 1}}));
}

BOOST_AUTO_TEST_CASE(a_member_that_is_declared_before_the_context)
{
    struct application
    {
        explicit application(diagnostics& reported)
            : logger(make_sender(context->get_executor(), sender_to(1, reported)))
        {}
        ~application()
        {
            context.reset();
            logger->emit("a", {{"n", 2}});
        }
        std::unique_ptr<boost::asio::io_context> context = std::make_unique<boost::asio::io_context>();
        std::shared_ptr<sender> logger;
    };
    diagnostics reported;
    {
        application program(reported);
        BOOST_TEST(program.logger->emit("a", {{"n", 1}}));
        program.context->poll();
    }
    BOOST_TEST(reported.count(diagnostic_kind::discarded) == 1u);
}

/// A thread that waits in the sender, and threads that log, while the context ends.
BOOST_AUTO_TEST_CASE(the_context_ends_while_threads_use_the_sender)
{
    for (int round = 0; round < 10; ++round) {
        diagnostics reported;
        auto context = std::make_unique<boost::asio::io_context>();
        auto const s = make_sender(context->get_executor(), sender_to(1, reported));
        std::atomic<int> begun{0};
        std::vector<std::thread> threads;
        threads.emplace_back([&] {
            ++begun;
            BOOST_TEST(bool(s->emit_and_wait("a", {{"n", 0}}, patience).error));
        });
        for (int i = 0; i < 2; ++i)
            threads.emplace_back([&] {
                ++begun;
                while (s->emit("a", {{"n", 1}}))
                    static_cast<void>(s->flush(0ms));
            });
        while (begun < 3)
            context->poll();
        context.reset();
        for (auto& t : threads)
            t.join();
        BOOST_TEST(checked(*s).waiting.events == 0u);
    }
}

/// What is left goes where it goes at `close`.
BOOST_AUTO_TEST_CASE(the_discard_handler_gets_what_the_context_left)
{
    diagnostics reported;
    std::atomic<int> got{0};
    std::shared_ptr<sender> s;
    {
        boost::asio::io_context context;
        auto config = sender_to(1, reported);
        config.on_discard = [&](discarded_events const& left) { got += static_cast<int>(left.events); };
        s = make_sender(context.get_executor(), config);
        BOOST_TEST(s->emit("a", {{"n", 1}}));
    }
    s->close(patience);
    BOOST_TEST(got == 1);
}

BOOST_AUTO_TEST_CASE(closed_in_vain_before_the_context_ends)
{
    diagnostics reported;
    std::shared_ptr<sender> s;
    {
        boost::asio::io_context context;
        s = make_sender(context.get_executor(), sender_to(1, reported));
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        BOOST_TEST((s->close(1ms).error == errc::timed_out));
    }
    check_ended(*s, reported, 1);
}

BOOST_AUTO_TEST_CASE(what_a_sender_left_that_was_let_go_is_counted_too)
{
    diagnostics reported;
    {
        boost::asio::io_context context;
        auto config = sender_to(1, reported);
        config.close_timeout = patience;
        BOOST_TEST(make_sender(context.get_executor(), config)->emit("a", {{"n", 1}}));
        context.poll();
        BOOST_TEST(reported.count(diagnostic_kind::discarded) == 0u);
    }
    BOOST_TEST(reported.count(diagnostic_kind::discarded) == 1u);
}

BOOST_AUTO_TEST_CASE(an_empty_executor_is_an_error)
{
    diagnostics reported;
    BOOST_CHECK_THROW(make_sender(boost::asio::any_io_executor(), sender_to(1, reported)),
                      std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
