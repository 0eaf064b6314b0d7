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

#include <memory>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(executor)

BOOST_AUTO_TEST_CASE(a_closed_sender_outlives_the_context)
{
    receiver server;
    diagnostics told;
    std::shared_ptr<sender> s;
    {
        boost::asio::thread_pool pool(2);
        s = make_sender(pool.get_executor(), sender_to(server.port(), told));
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
    diagnostics told;
    std::shared_ptr<sender> s;
    {
        boost::asio::thread_pool pool(2);
        s = make_sender(boost::asio::make_strand(pool), sender_to(server.port(), told));
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        BOOST_TEST(bool(s->close(patience)));
    }
    BOOST_TEST(server.event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(close_in_vain_and_a_context_with_handlers_in_it)
{
    diagnostics told;
    auto context = std::make_unique<boost::asio::io_context>(); // nobody runs it
    auto const s = make_sender(context->get_executor(), sender_to(1, told));
    BOOST_TEST(s->emit("a", {{"n", 1}}));
    BOOST_TEST((s->close(1ms).error == errc::timed_out));
    BOOST_TEST(s->statistics().waiting.events + s->statistics().total_dropped().events == 1u);
}

/// The context ends while a connection is being made, or greeted. The leak sanitizer sees what is left of
/// that.
BOOST_AUTO_TEST_CASE(the_context_ends_before_there_is_a_connection)
{
    boost::asio::io_context servers;
    boost::asio::ip::tcp::acceptor const silent(servers, {boost::asio::ip::address_v4::loopback(), 0});
    for (int handlers = 0; handlers < 8; ++handlers) {
        diagnostics told;
        boost::asio::io_context context;
        auto config = sender_to(silent.local_endpoint().port(), told);
        config.auth.shared_key = "k"; // it says nothing, so the greeting does not end
        auto const s = make_sender(context.get_executor(), config);
        BOOST_TEST(s->emit("a", {{"n", 1}}));
        s->flush(0ms);
        for (int i = 0; i < handlers; ++i)
            context.poll_one();
        BOOST_TEST(told.count(diagnostic_kind::connected) == 0u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
