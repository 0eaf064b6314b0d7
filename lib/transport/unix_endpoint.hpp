// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Addresses of unix sockets. Header only, because the receiver library needs it too.

#include <boost/asio/local/stream_protocol.hpp>

#include <string>

namespace log_fluentd::detail {

/// The address of a path, or of an abstract name on Linux: `@name`.
/// \throws std::exception if it is too long.
inline boost::asio::local::stream_protocol::endpoint unix_endpoint(std::string path)
{
    if (!path.empty() && path.front() == '@')
        path.front() = '\0';
    return {path};
}

} // namespace log_fluentd::detail
