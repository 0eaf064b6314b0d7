// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Addresses of unix sockets. Header only, because the receiver library needs it too.

#include "os/unix_socket.hpp"

#include <boost/asio/local/stream_protocol.hpp>

#include <stdexcept>
#include <string>

namespace log_fluentd::detail {

/// The address of a path, or of an abstract name: `@name`.
/// \throws std::exception if it is too long, or if the system has no abstract names.
inline boost::asio::local::stream_protocol::endpoint unix_endpoint(std::string path)
{
    if (!path.empty() && path.front() == '@') {
        if (!has_abstract_sockets)
            throw std::invalid_argument('"' + path +
                                        "\" is an abstract name, which this system does not have");
        path.front() = '\0';
    }
    return {path};
}

} // namespace log_fluentd::detail
