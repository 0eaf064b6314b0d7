// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// However a connection with TLS ends in order, both sides hear of it (close_notify), and need not think that
// it was cut.

#include "guarded.hpp"
#include "receiver/frame_parser.hpp"
#include "receiver/server_tls.hpp"
#include "support/ack.hpp"

#include <log_fluentd/asio.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

/// A server that acknowledges what comes, one connection after the other, and knows how each ended.
class tls_server
{
public:
    tls_server()
    {
        auto const pair = trusted().issue("end");
        receiver_security security;
        security.certificate_file = pair.certificate_file;
        security.key_file = pair.key_file;
        tls_ = detail::receiving::make_server_context(security);
        thread_ = std::thread([this] {
            for (;;)
                serve();
        });
        thread_.detach(); // it waits in `accept` at the end
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

    /// The ends of so many connections, awaited.
    std::vector<error_code> ends(std::size_t count)
    {
        std::unique_lock<std::mutex> lock(mutex_);
        BOOST_REQUIRE(changed_.wait_for(lock, patience, [&] { return ends_.size() >= count; }));
        return ends_;
    }

private:
    void serve()
    {
        asio::ssl::stream<tcp::socket> stream(context_, *tls_);
        acceptor_.accept(stream.next_layer());
        error_code error;
        stream.handshake(asio::ssl::stream_base::server, error);
        detail::receiving::frame_parser parser(1 << 20);
        std::array<char, 4096> bytes;
        while (!error) {
            auto const size = stream.read_some(asio::buffer(bytes), error);
            parser.feed({bytes.data(), size});
            while (auto const frame = parser.next()) {
                if (frame->chunk)
                    asio::write(stream, asio::buffer(test::ack(*frame->chunk)), error);
            }
        }
        std::lock_guard<std::mutex> lock(mutex_);
        ends_.push_back(error);
        changed_.notify_all();
    }

    asio::io_context context_;
    tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::unique_ptr<asio::ssl::context> tls_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<error_code> ends_;
    std::thread thread_;
};

struct ending : guarded
{
    tls_server& peer = *new tls_server; // its thread is never joined

    ending()
    {
        client.tls.enabled = true;
        client.tls.ca_file = trusted().ca_file();
        client.servers[0].port = peer.port();
    }

    static void send(sender& s)
    {
        BOOST_TEST(s.emit("t", {{"n", 1}}));
        BOOST_TEST(bool(s.flush(patience)));
    }
};

bool are_in_order(std::vector<error_code> const& ends)
{
    for (auto const& end : ends) {
        if (end != asio::error::eof) // and not stream_truncated
            return false;
    }
    return true;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(tls_end, ending)

BOOST_AUTO_TEST_CASE(close)
{
    sender s(client);
    send(s);
    s.close(patience);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(close_without_a_flush)
{
    sender s(client);
    s.emit("t", {{"n", 1}});
    s.close(patience);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(the_end_of_the_object)
{
    {
        sender s(client);
        send(s);
    }
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_not_used)
{
    client.idle_timeout = 10ms;
    sender s(client);
    send(s);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_old)
{
    client.max_connection_age = 1ms;
    sender s(client);
    for (int i = 0; i < 3; ++i) {
        send(s);
        std::this_thread::yield();
    }
    s.close(patience);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_that_does_not_come_in_time)
{
    client.require_ack = true;
    sender s(client);
    send(s);
    s.close(0ms);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(without_acknowledgements)
{
    client.require_ack = false;
    sender s(client);
    send(s);
    s.close(patience);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

BOOST_AUTO_TEST_CASE(on_an_executor_of_the_users)
{
    asio::io_context context;
    auto const s = make_sender(context.get_executor(), client);
    s->emit("t", {{"n", 1}});
    std::atomic<bool> is_closed{false};
    std::thread closing([&] {
        s->close(patience);
        is_closed = true;
    });
    auto const work = asio::make_work_guard(context);
    while (!is_closed)
        context.run_one_for(10ms);
    closing.join();
    BOOST_TEST(checked(*s).delivered.events == 1u);
    BOOST_TEST(are_in_order(peer.ends(1)));
}

/// Both sides at once.
BOOST_AUTO_TEST_CASE(with_the_receiver)
{
    guarded with;
    with.with_tls();
    with.listen();
    sender s(with.client);
    send(s);
    with.running->stop();
    BOOST_TEST(with.reported.wait_for(diagnostic_kind::connection_lost).error == errc::connection_closed);
}

/// The receiver's own side of it.
BOOST_AUTO_TEST_CASE(the_receiver_says_so_too)
{
    guarded with;
    with.with_tls();
    with.with_key(); // so that it speaks first, when its handshake of TLS is over
    with.listen();
    asio::io_context context;
    asio::ssl::context tls(asio::ssl::context::tls_client);
    asio::ssl::stream<tcp::socket> stream(context, tls);
    stream.next_layer().connect({asio::ip::address_v4::loopback(), with.running->port()});
    stream.handshake(asio::ssl::stream_base::client);
    std::array<char, 1024> bytes;
    stream.read_some(asio::buffer(bytes));
    std::thread stopping([&] { with.running->stop(); });
    error_code error;
    while (!error)
        stream.read_some(asio::buffer(bytes), error);
    stopping.join();
    BOOST_TEST(error == asio::error::eof, error.message());
}

BOOST_AUTO_TEST_SUITE_END()
