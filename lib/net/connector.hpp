// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_NET_CONNECTOR_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_NET_CONNECTOR_HPP_INCLUDED_

/// \file
/// Makes a connection: resolves the name, then tries the addresses one after the other, each step with its
/// deadline.

#include "net/resolver.hpp"

#include <log_fluentd/config.hpp>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <system_error>

namespace log_fluentd::detail {

/// One attempt to connect to one server. Runs on the strand that it is given.
class connector : public std::enable_shared_from_this<connector>
{
public:
    using socket = boost::asio::ip::tcp::socket;
    /// The error of the last address when none could be reached.
    using handler = std::function<void(std::error_code, socket)>;

    connector(boost::asio::any_io_executor strand, server target, sender_config const& config, handler done);

    ~connector();

    void start();
    /// The handler will not be called any more.
    void cancel() noexcept;

private:
    void resolved(std::error_code error, endpoint_list endpoints);
    void try_next(std::error_code last_error);
    void finish(std::error_code error);
    template <typename Function>
    void guarded(Function work) noexcept;
    template <typename Handler>
    void set_deadline(std::chrono::milliseconds limit, Handler expired);

    boost::asio::any_io_executor strand_;
    server target_;
    std::chrono::milliseconds resolve_timeout_;
    std::chrono::milliseconds connect_timeout_;
    handler done_;
    std::shared_ptr<resolution> resolution_;
    endpoint_list endpoints_;
    std::size_t next_ = 0;
    socket socket_;
    boost::asio::steady_timer timer_;
};

} // namespace log_fluentd::detail

#endif
