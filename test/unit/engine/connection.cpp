// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A name with two addresses: what is behind the first takes connections, and ends them at once.

#include "engine/connection.hpp"

#include "support/buffer_access.hpp"
#include "transport/tls_source.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using boost::asio::ip::make_address;
using boost::asio::ip::tcp;

namespace {

struct nothing_to_abandon : resolution
{
    void abandon() noexcept override {}
};

/// Notes to which of its addresses connections come, and keeps those to the second.
struct two_addresses
{
    boost::asio::io_context context;
    tcp::acceptor bad{context, {make_address("127.0.0.1"), 0}};
    tcp::acceptor good{context, {make_address("127.0.0.2"), 0}};
    std::string came; // "bg"
    std::vector<tcp::socket> kept;

    two_addresses()
    {
        accept_bad();
        accept_good();
    }
    void accept_bad()
    {
        bad.async_accept([this](boost::system::error_code error, tcp::socket) {
            if (error)
                return;
            came += 'b';
            accept_bad();
        });
    }
    void accept_good()
    {
        good.async_accept([this](boost::system::error_code error, tcp::socket connected) {
            if (error)
                return;
            came += 'g';
            kept.push_back(std::move(connected));
            accept_good();
        });
    }
};

/// The driver's part: one connection, and delivery, which has a chunk to send.
struct connecting_again : two_addresses, connection_owner
{
    sender_config config;
    std::unique_ptr<buffer> source;
    std::unique_ptr<delivery> machine;
    std::unique_ptr<tls_source> tls;
    std::unique_ptr<connection> subject;

    void start()
    {
        config.servers.resize(1);
        config.retry = {1ms, 1ms};
        source = make_buffer(config.buffer);
        machine = std::make_unique<delivery>(
            *source, config, [] { return 0.0; }, [] { return std::string("id"); });
        if (config.tls.enabled)
            tls = std::make_unique<tls_source>(config.tls);
        auto const look_up = [this](boost::asio::any_io_executor executor, std::string const&, std::uint16_t,
                                    resolve_handler handler) -> std::shared_ptr<resolution> {
            endpoint_list const addresses{bad.local_endpoint(), good.local_endpoint()};
            boost::asio::post(executor, [handler, addresses] { handler({}, addresses); });
            return std::make_shared<nothing_to_abandon>();
        };
        subject = std::make_unique<connection>(context.get_executor(), *this, *machine, source->pool(),
                                               config, tls.get(), 0, look_up);
        put(*source, "t", "\x92\x01\x80");
        source->seal_all();
        pump();
    }
    ~connecting_again()
    {
        if (subject)
            subject->end();
        if (machine)
            machine->discard(discard_reason::closed);
    }
    /// Until that many connections have come.
    void run_until_came(std::size_t count)
    {
        auto const end = std::chrono::steady_clock::now() + 10s;
        while (came.size() < count && std::chrono::steady_clock::now() < end) {
            context.run_one_for(10ms);
            pump();
        }
    }

    std::shared_ptr<void> keep() override { return {}; }
    bool ended() const noexcept override { return false; }
    void pump() override
    {
        for (;;) {
            auto const step = machine->next(std::chrono::steady_clock::now());
            if (step.what == delivery_step::kind::nothing)
                return;
            if (step.what == delivery_step::kind::connect)
                subject->connect();
            else if (step.what == delivery_step::kind::write)
                subject->write(step);
            else
                subject->lose(step.error);
        }
    }
    void recover() noexcept override {}
    void report(diagnostic_kind, std::string, std::error_code, std::size_t) override {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(useless_address)

BOOST_FIXTURE_TEST_CASE(a_connection_that_ends_before_the_handshake_has_the_next_address_tried,
                        connecting_again)
{
    config.servers.emplace_back();
    config.servers[0].auth.shared_key = secret("key");
    start();
    run_until_came(2);
    BOOST_TEST(came == "bg");
}

BOOST_FIXTURE_TEST_CASE(so_does_one_without_tls_that_takes_nothing, connecting_again)
{
    start();
    run_until_came(2);
    BOOST_TEST(came == "bg");
}

BOOST_FIXTURE_TEST_CASE(the_first_has_its_turn_again_when_the_next_is_of_no_use_either, connecting_again)
{
    start();
    run_until_came(2);
    kept.clear();
    run_until_came(4);
    BOOST_TEST(came == "bgbg");
}

BOOST_AUTO_TEST_SUITE_END()
