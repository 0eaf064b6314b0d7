// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BASE_HOST_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BASE_HOST_HPP_INCLUDED_

/// \file
/// Checks the name or address of a server.

#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// How the configuration spells each key, for remedies in messages.
struct host_spelling
{
    /// Such as `Host=`.
    std::string_view host;
    /// Such as `Port=`. If empty, the configuration has no port beside the host.
    std::string_view port;
    /// The path of a unix socket, such as `Path=`.
    std::string_view path;
};

/// Checks the name or address of a host. A name has at most 253 bytes (RFC 1035), in labels of 1 to 63 bytes,
/// and may end with a dot. Underscores are accepted, and so are bytes that are not ASCII, which only the
/// resolver can check. If the last label consists of digits, it must be an IPv4 address of four numbers. An
/// IPv6 address has no brackets, and may have a zone.
/// \returns Empty if `host` is valid. Otherwise why not, and what to write: "has a port in it; write
/// Host=\"a\" and Port=24224".
/// \pre `host` is not empty.
std::string why_no_host(std::string_view host, host_spelling const& as);

} // namespace log_fluentd::detail

#endif
