// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_UNIX_ENDPOINT_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_UNIX_ENDPOINT_HPP_INCLUDED_

/// \file
/// Unix sockets by name. In a header of its own because the receiver, a library of its own, needs it too.

#include <boost/asio/local/stream_protocol.hpp>

#include <string>

namespace log_fluentd::detail {

/// A path, or what Linux calls an abstract name: `@name`. \throws std::exception where it is too long
inline boost::asio::local::stream_protocol::endpoint unix_endpoint(std::string path)
{
    if (!path.empty() && path.front() == '@')
        path.front() = '\0';
    return {path};
}

} // namespace log_fluentd::detail

#endif
