// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Sockets that no child process inherits. Asio makes them without close-on-exec; setting it afterwards would
/// leave a moment in which another thread may fork.

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

/// The port of a TCP endpoint; 0 for others.
std::uint16_t port_of(endpoint_type const& endpoint) noexcept;

/// Binds `acceptor` to `endpoint`, even if connections of an earlier listener still exist, or the file of a
/// unix socket that nobody listens on. Connections are refused until it listens. Meanwhile the system does
/// not give a TCP port to programs that ask for any port.
/// \throws std::system_error with a text that names the endpoint; `acceptor` is closed then.
void bind_to(acceptor_type& acceptor, endpoint_type const& endpoint);

/// Makes `acceptor`, which is bound to `endpoint`, listen.
/// \throws as `bind_to` does.
void listen_on(acceptor_type& acceptor, endpoint_type const& endpoint);

/// Accepts a waiting connection into `socket`, non-blocking.
/// \returns no error, or an error: `would_block` if no connection waits.
boost::system::error_code accept_from(acceptor_type& acceptor, socket_type& socket);

} // namespace log_fluentd::detail::receiving
