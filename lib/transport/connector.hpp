// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_CONNECTOR_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_CONNECTOR_HPP_INCLUDED_

/// \file
/// Makes a connection: to a unix socket, or else it resolves the name, then tries its addresses, in the way
/// of RFC 8305 ("Happy Eyeballs"): a further one each quarter of a second, or as soon as one has failed,
/// until the first stands. So a dead address costs a quarter of a second and no timeout.

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

/// The order in which addresses are tried: families take turns, beginning with that of the first, and each
/// keeps the resolver's order (RFC 8305, section 4).
endpoint_list in_turn(endpoint_list const& endpoints);

/// One attempt to connect to one server. Runs on the strand that it is given.
class connector : public std::enable_shared_from_this<connector>
{
public:
    using socket = boost::asio::generic::stream_protocol::socket;
    /// The error of the last address when none could be reached.
    using handler = std::function<void(std::error_code, socket)>;

    /// \param look_up Resolves the name; tests have one of their own.
    connector(boost::asio::any_io_executor strand, server target, sender_config const& config, handler done,
              resolve_function look_up = resolve);

    ~connector();

    /// Begins with the address behind that one, which was reached and of no use; it comes last.
    void begin_behind(endpoint_list::value_type useless) { useless_ = std::move(useless); }
    /// Where the connection goes, once it stands: the socket may not know any more.
    std::optional<endpoint_list::value_type> const& reached() const noexcept { return reached_; }
    void start();
    /// The handler will not be called any more.
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

/// Whether both ends are one socket. Who connects to a port of this host that nobody has, and that the system
/// gives to connections, may be given the very port (a simultaneous open, RFC 9293, section 3.5): it would
/// talk to itself, and keep the port from the server that is about to come back.
bool is_its_own_peer(connector::socket const& connected) noexcept;

} // namespace log_fluentd::detail

#endif
