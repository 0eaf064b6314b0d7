// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_RECEIVER_DESCRIPTORS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_RECEIVER_DESCRIPTORS_HPP_INCLUDED_

/// \file
/// Sockets that no child process inherits. Asio makes them without close-on-exec, and to set it afterwards
/// leaves a moment in which another thread may fork.

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>

#include <cstdint>
#include <string>

namespace log_fluentd::detail::receiving {

using acceptor_type = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;
using socket_type = boost::asio::generic::stream_protocol::socket;
using endpoint_type = boost::asio::generic::stream_protocol::endpoint;

/// "127.0.0.1 port 24224", "the unix socket /run/fluent.sock"
std::string name_of(endpoint_type const& endpoint);

/// Of a TCP endpoint; 0 of others.
std::uint16_t port_of(endpoint_type const& endpoint) noexcept;

/// Gives `endpoint` to `acceptor`, also where connections of an earlier listener are still around, or the
/// file of a unix socket that nobody listens on. Who connects is refused until it listens; a TCP port is
/// given to nobody who asks for any, meanwhile. \throws std::system_error whose text names the endpoint;
/// `acceptor` is closed.
void bind_to(acceptor_type& acceptor, endpoint_type const& endpoint);

/// Makes a bound `acceptor` listen on `endpoint`, which it is bound to. \throws as above
void listen_on(acceptor_type& acceptor, endpoint_type const& endpoint);

/// Takes a connection that waits into `socket`, non-blocking.
/// \return none; or an error, `would_block` when none waits.
boost::system::error_code accept_from(acceptor_type& acceptor, socket_type& socket);

} // namespace log_fluentd::detail::receiving

#endif
