// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A driver that gets no memory: it mends what it can, and nobody waits for it forever.

#include "engine/driver.hpp"
#include "support/buffer_access.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using boost::asio::ip::tcp;

namespace {

/// So many times Asio gets no memory for what is to be done later.
thread_local int failures = 0;

} // namespace

extern "C" void* aligned_alloc(std::size_t alignment, std::size_t size)
{
    void* memory = nullptr;
    bool const fails = failures > 0;
    failures -= fails;
    return fails || ::posix_memalign(&memory, alignment, size) != 0 ? nullptr : memory;
}

namespace {

struct driven
{
    boost::asio::io_context servers, context;
    std::shared_ptr<detail::buffer> source;
    sender_config config;
    bool has_ended = false;
    bool cannot_tell = false;
    int connections = 0;
    std::shared_ptr<detail::driver> subject;

    void make()
    {
        has_ended = false;
        context.restart(); // if the one before has left it without work
        source = make_buffer();
        detail::engine_events events;
        events.on_end = [this] { has_ended = true; };
        events.on_diagnostic = [this](diagnostic const& what) {
            if (cannot_tell)
                throw std::bad_alloc();
            connections += what.kind == diagnostic_kind::connected;
        };
        subject = std::make_shared<detail::driver>(context.get_executor(), source, config, std::move(events));
    }
    void event()
    {
        put(*source, "t", "event");
        source->seal_all();
        subject->wake();
    }
    /// Such that nothing but a timer seals it.
    void event_in_open_chunk()
    {
        put(*source, "t", "event");
        subject->wake();
    }
    template <typename Condition>
    bool run_until(Condition condition)
    {
        auto const end = std::chrono::steady_clock::now() + 60s;
        while (!condition() && std::chrono::steady_clock::now() < end)
            context.run_one_for(100ms);
        return condition();
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(net_allocation, driven)

BOOST_AUTO_TEST_CASE(without_memory_for_the_timer_of_close_it_ends_all_the_same)
{
    config.servers = {{"127.0.0.1", 1}}; // nobody is there
    for (int n = 1; n <= 2; ++n) {       // it is tried twice
        make();
        event();
        context.poll();
        BOOST_TEST(subject->close(detail::driver::clock::now() + 20ms));
        failures = n;
        context.poll();
        BOOST_TEST(failures == 0);
        BOOST_TEST(run_until([&] { return has_ended; }));
        BOOST_TEST(source->outgoing().empty());
    }
}

BOOST_AUTO_TEST_CASE(after_a_shortage_every_connection_is_made_anew)
{
    tcp::acceptor const one(servers, {boost::asio::ip::address_v4::loopback(), 0});
    tcp::acceptor const two(servers, {boost::asio::ip::address_v4::loopback(), 0});
    config.servers = {{"127.0.0.1", one.local_endpoint().port()}, {"127.0.0.1", two.local_endpoint().port()}};
    config.retry = {1ms, 1ms};
    make();
    event();
    BOOST_TEST(run_until([&] { return connections == 2; }));
    cannot_tell = true;
    subject->report({diagnostic_kind::buffer_full, "anything", {}});
    context.poll();
    cannot_tell = false;
    event();
    BOOST_TEST(run_until([&] { return connections == 4; }));
    subject->close(detail::driver::clock::now());
    BOOST_TEST(run_until([&] { return has_ended; }));
}

/// However many timers cannot be made: the open chunk is sealed some time, though nothing else happens.
BOOST_AUTO_TEST_CASE(without_memory_for_any_timer_an_open_chunk_does_not_wait_for_ever)
{
    config.servers = {{"127.0.0.1", 1}}; // nobody is there
    config.buffer.flush_interval = 1ms;
    make();
    event_in_open_chunk();
    failures = 1000;
    context.poll();
    BOOST_TEST(failures < 1000);
    BOOST_TEST(source->outgoing().has_open());
    failures = 0;
    BOOST_TEST(run_until([&] { return !source->outgoing().has_open(); }));
    subject->close(detail::driver::clock::now());
    BOOST_TEST(run_until([&] { return has_ended; }));
}

BOOST_AUTO_TEST_CASE(what_could_not_be_posted_to_the_strand_is_posted_with_the_next_event)
{
    config.servers = {{"127.0.0.1", 1}};
    make();
    BOOST_TEST(put(*source, "t", "event").wake);
    failures = 1;
    subject->wake();
    BOOST_TEST(failures == 0);
    BOOST_TEST(!source->put_quickly("t", "event", 5));
    BOOST_TEST(put(*source, "t", "event").wake);
    BOOST_TEST(!put(*source, "t", "event").wake);
    subject->close(detail::driver::clock::now());
    BOOST_TEST(run_until([&] { return has_ended; }));
}

BOOST_AUTO_TEST_CASE(a_thread_of_its_own_is_woken_without_memory)
{
    log_fluentd::receiver server;
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    BOOST_TEST(!s.emit_and_wait("t", {{"n", 1}}, patience).error); // no timer runs now
    failures = 1;
    BOOST_TEST(s.emit("t", {{"n", 2}}));
    BOOST_TEST(failures == 0);
    auto const end = std::chrono::steady_clock::now() + patience;
    while (s.statistics().delivered.events < 2 && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
    BOOST_TEST(checked(s).delivered.events == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
