// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_OPEN_SOCKETS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_OPEN_SOCKETS_HPP_INCLUDED_

/// \file
/// All sockets of the library in this process. A forked child closes its copies of the connections at once:
/// as long as it had them, the server would not see the end of its parent's.

#include <boost/asio/generic/stream_protocol.hpp>

#include <system_error>

namespace log_fluentd::detail {

/// Opens `socket`, close-on-exec, which Asio's own `open` does not do.
std::error_code open_socket(boost::asio::generic::stream_protocol::socket& socket,
                            boost::asio::generic::stream_protocol const& protocol) noexcept;

/// Closes it, if it is open.
void close_socket(boost::asio::generic::stream_protocol::socket& socket) noexcept;

} // namespace log_fluentd::detail

#endif
