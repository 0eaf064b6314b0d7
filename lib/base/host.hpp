// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Checks the name or address of a server.

#include "base/config_error.hpp"

#include <optional>
#include <string_view>

namespace log_fluentd::detail {

/// The members that a remedy shows.
struct host_members
{
    /// The one that the value is for.
    config_member host;
    /// If none, the configuration has no port beside the host.
    std::optional<config_member> port;
    /// The path of a unix socket; if none, the value cannot be one.
    std::optional<config_member> path;
};

/// Checks the name or address of a host. A name has at most 253 bytes (RFC 1035), in labels of 1 to 63 bytes,
/// and may end with a dot. Underscores are accepted, and so are bytes that are not ASCII, which only the
/// resolver can check. If the last label consists of digits, it must be an IPv4 address of four numbers. An
/// IPv6 address has no brackets, and may have a zone.
/// \returns Empty if `host` is valid. Otherwise why not, and what to write: "has a port in it; write
/// host = \"a\" and port = 24224".
/// \pre `host` is not empty.
LOG_FLUENTD_DECL config_sentence why_no_host(std::string_view host, host_members const& as);

} // namespace log_fluentd::detail
