// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Keeps a list of all sockets of the library in this process. A forked child closes its copies of the
/// connections at once; otherwise the server would not see the end of the parent's connections.

#include <boost/asio/generic/stream_protocol.hpp>

#include <system_error>

namespace log_fluentd::detail {

/// Opens `socket` with close-on-exec, which Asio's own `open` does not set.
std::error_code open_socket(boost::asio::generic::stream_protocol::socket& socket,
                            boost::asio::generic::stream_protocol const& protocol) noexcept;

/// Closes the socket if it is open.
void close_socket(boost::asio::generic::stream_protocol::socket& socket) noexcept;

} // namespace log_fluentd::detail
