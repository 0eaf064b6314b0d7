// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a server said before it was gone counts, even if a write is the first to find it gone.

#include "receiver/frame_parser.hpp"
#include "support/ack.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using boost::asio::ip::tcp;

namespace {

/// A sender that does something only while it is let, and a server that reads only what it is told to.
struct step_by_step
{
    boost::asio::io_context servers, senders;
    tcp::acceptor acceptor{servers, {boost::asio::ip::address_v4::loopback(), 0}};
    tcp::socket connection{servers};
    diagnostics reported;
    std::shared_ptr<sender> client;

    step_by_step()
    {
        client = make_sender(senders.get_executor(), sender_to(acceptor.local_endpoint().port(), reported));
    }
    ~step_by_step() { client->close(std::chrono::milliseconds(0)); }

    void send(std::size_t size)
    {
        BOOST_TEST(client->emit("t", {{"text", std::string(size, 'x')}}));
        static_cast<void>(client->flush(std::chrono::milliseconds(0)));
    }
    /// Lets the sender do all that it can do now.
    void go_on()
    {
        while (senders.poll() != 0) {
        }
    }
    /// Lets it do what it can, until it has reported this.
    void go_on_until(diagnostic_kind kind)
    {
        auto const end = std::chrono::steady_clock::now() + patience;
        while (!reported.count(kind) && std::chrono::steady_clock::now() < end)
            senders.run_one_for(patience);
    }
    received_frame read_frame()
    {
        go_on(); // and so it is written
        detail::receiving::frame_parser parser(1 << 20);
        std::array<char, 4096> bytes;
        for (;;) {
            if (auto const frame = parser.next())
                return *frame;
            parser.feed({bytes.data(), connection.read_some(boost::asio::buffer(bytes))});
        }
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(last_words, step_by_step)

BOOST_AUTO_TEST_CASE(acknowledgements_before_a_reset)
{
    send(1);
    go_on_until(diagnostic_kind::connected);
    acceptor.accept(connection);
    auto const id = read_frame().chunk;
    for (int i = 0; i < 16; ++i)
        send(900'000); // more than the kernels take
    go_on();
    boost::asio::write(connection, boost::asio::buffer(test::ack(id.value())));
    connection.close(); // with bytes unread: a reset
    go_on_until(diagnostic_kind::connection_lost);
    auto const counters = checked(*client);
    BOOST_TEST(counters.delivered.events == 1u);
    BOOST_TEST(counters.waiting.events == 16u);
}

BOOST_AUTO_TEST_SUITE_END()
