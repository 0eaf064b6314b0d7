// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_RECEIVER_DESCRIPTORS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_RECEIVER_DESCRIPTORS_HPP_INCLUDED_

/// \file
/// Sockets that no child process inherits. Asio makes them without close-on-exec, and to set it afterwards
/// leaves a moment in which another thread may fork.

#include <boost/asio/ip/tcp.hpp>

namespace log_fluentd::detail::receiving {

/// Makes `acceptor` listen on `endpoint`, also where connections of an earlier listener are still around.
/// \throws std::system_error whose text names address and port.
void listen_on(boost::asio::ip::tcp::acceptor& acceptor, boost::asio::ip::tcp::endpoint const& endpoint);

/// Takes a connection that waits into `socket`, non-blocking.
/// \return none; or an error, `would_block` when none waits.
boost::system::error_code accept_from(boost::asio::ip::tcp::acceptor& acceptor,
                                      boost::asio::ip::tcp::socket& socket);

} // namespace log_fluentd::detail::receiving

#endif
