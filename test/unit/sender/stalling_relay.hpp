// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_SENDER_STALLING_RELAY_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_SENDER_STALLING_RELAY_HPP_INCLUDED_

/// \file
/// Stands between a sender and a server, and at some byte passes on no more of what the server says.

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <thread>
#include <utility>

namespace log_fluentd::test {

/// On a thread of its own, which ends with it.
class stalling_relay
{
public:
    static constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

    /// \param limit Of what the server says on one connection, so many bytes are passed on.
    /// \param closes Then the connection is closed. Otherwise it stays, and nothing more comes.
    stalling_relay(std::uint16_t server, std::size_t limit, bool closes = false)
        : server_(tcp::endpoint(boost::asio::ip::address_v4::loopback(), server)),
          limit_(limit),
          closes_(closes)
    {
        accept();
        thread_ = std::thread([this] { context_.run(); });
    }
    stalling_relay(stalling_relay const&) = delete;
    stalling_relay& operator=(stalling_relay const&) = delete;
    ~stalling_relay()
    {
        context_.stop();
        thread_.join();
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    /// So many bytes of what the server said were passed on, on all connections.
    std::size_t passed() const noexcept { return passed_; }
    /// Connections that come from now on are relayed whole.
    void heal() noexcept { limit_ = everything; }

private:
    using tcp = boost::asio::ip::tcp;
    using error_code = boost::system::error_code;

    /// One connection, and that to the server.
    struct link : std::enable_shared_from_this<link>
    {
        link(stalling_relay& owner, tcp::socket client)
            : relay(owner),
              near(std::move(client)),
              far(owner.context_),
              left(owner.limit_)
        {}

        void start()
        {
            far.async_connect(relay.server_, [self = shared_from_this()](error_code const& error) {
                if (error)
                    return self->close();
                self->pass_up();
                self->pass_down();
            });
        }
        void pass_up()
        {
            near.async_read_some(boost::asio::buffer(up),
                                 [self = shared_from_this()](error_code const& error, std::size_t size) {
                                     if (error)
                                         return self->close();
                                     boost::asio::async_write(self->far, boost::asio::buffer(self->up, size),
                                                              [self](error_code const& failed, std::size_t) {
                                                                  failed ? self->close() : self->pass_up();
                                                              });
                                 });
        }
        void pass_down()
        {
            if (left == 0)
                return relay.closes_ ? close() : void();
            far.async_read_some(boost::asio::buffer(down, std::min(left, down.size())),
                                [self = shared_from_this()](error_code const& error, std::size_t size) {
                                    if (error)
                                        return self->close();
                                    self->left -= size;
                                    self->relay.passed_ += size; // before the client can know
                                    boost::asio::async_write(self->near,
                                                             boost::asio::buffer(self->down, size),
                                                             [self](error_code const& failed, std::size_t) {
                                                                 failed ? self->close() : self->pass_down();
                                                             });
                                });
        }
        void close()
        {
            error_code ignored;
            near.close(ignored);
            far.close(ignored);
        }

        stalling_relay& relay;
        tcp::socket near, far;
        std::size_t left;
        std::array<char, 4096> up, down;
    };

    void accept()
    {
        acceptor_.async_accept([this](error_code const& error, tcp::socket client) {
            if (!error)
                std::make_shared<link>(*this, std::move(client))->start();
            accept();
        });
    }

    boost::asio::io_context context_;
    tcp::acceptor acceptor_{context_, {boost::asio::ip::address_v4::loopback(), 0}};
    tcp::endpoint const server_;
    std::atomic<std::size_t> limit_;
    bool const closes_;
    std::atomic<std::size_t> passed_{0};
    std::thread thread_;
};

} // namespace log_fluentd::test

#endif
