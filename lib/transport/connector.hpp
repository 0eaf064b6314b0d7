// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Makes a connection: to a unix socket, or to the addresses of a name as RFC 8305 ("Happy Eyeballs") says. A
/// further address is tried after each quarter of a second, or as soon as one has failed, until the first
/// connection is made. So a dead address costs a quarter of a second instead of a timeout.

#include "os/fork.hpp"
#include "transport/resolver.hpp"

#include <log_fluentd/sender_config.hpp>

#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// The order in which addresses are tried: the address families alternate, beginning with that of the first
/// address, and within a family the resolver's order is kept (RFC 8305, section 4).
endpoint_list in_turn(endpoint_list const& endpoints);

/// One attempt to connect to a server. It runs on the strand that it is given.
class connector : public std::enable_shared_from_this<connector>
{
public:
    using socket = boost::asio::generic::stream_protocol::socket;
    /// Receives the connection, or the error of the last address if none could be reached.
    using handler = std::function<void(std::error_code, socket)>;

    /// \param look_up Resolves the name; tests replace it.
    connector(boost::asio::any_io_executor strand, server target, sender_config const& config, handler done,
              resolve_function look_up = resolve);

    ~connector();

    /// Begins with the address after that one, which was reached and useless, and is tried last now.
    void begin_behind(endpoint_list::value_type useless) { useless_ = std::move(useless); }
    /// The address of the connection that was made. The socket may not know it any more.
    std::optional<endpoint_list::value_type> const& reached() const noexcept { return reached_; }
    void start();
    /// Cancels it: the handler will not be called any more.
    void cancel() noexcept;

private:
    /// One address.
    struct attempt
    {
        explicit attempt(boost::asio::any_io_executor const& strand) : connection(strand), deadline(strand) {}
        ~attempt();

        socket connection;
        boost::asio::steady_timer deadline;
    };

    void resolved(std::error_code error, endpoint_list endpoints);
    void try_next();
    void try_another_later();
    void failed(std::shared_ptr<attempt> const& which, std::error_code error);
    void finish(std::error_code error, socket connected);
    void end_all() noexcept;
    template <typename Function>
    void guarded(Function work) noexcept;

    own_process const process_; // as in driver
    boost::asio::any_io_executor strand_;
    server target_;
    sender_config const config_;
    handler done_;
    resolve_function look_up_;
    std::shared_ptr<resolution> resolution_;
    std::optional<endpoint_list::value_type> useless_;
    std::optional<endpoint_list::value_type> reached_;
    endpoint_list endpoints_;
    std::size_t next_ = 0;
    std::vector<std::shared_ptr<attempt>> attempts_; // that are under way
    std::error_code last_error_;
    boost::asio::steady_timer timer_; // of the resolver, then of the next attempt
};

/// Whether both ends are the same socket. A connection to a port of this host on which nobody listens, and
/// which the system uses for outgoing connections, may get that same port (a simultaneous open, RFC 9293,
/// section 3.5). It would talk to itself, and block the port for the server that is about to come back.
bool is_its_own_peer(connector::socket const& connected) noexcept;

} // namespace log_fluentd::detail
