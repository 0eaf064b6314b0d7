// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Recognises peers that are not a Forward server by their first bytes.

#include <log_fluentd/error.hpp>

#include <algorithm>
#include <string_view>
#include <system_error>

namespace log_fluentd::detail {

/// Whether the shorter text is the beginning of the other. The first bytes below cannot begin a message of
/// the protocol.
inline bool begins_alike(std::string_view a, std::string_view b) noexcept
{
    auto const size = std::min(a.size(), b.size());
    return a.substr(0, size) == b.substr(0, size);
}

/// What the peer seems to be, or no error if it may be a Forward server.
inline std::error_code foreign_peer(std::string_view first_bytes) noexcept
{
    if (begins_alike(first_bytes, "HTTP/"))
        return errc::not_forward;
    // An alert, because a TLS server takes our frame for a bad handshake (RFC 8446, section 5.1).
    if (begins_alike(first_bytes, "\x15\x03"))
        return errc::wants_tls;
    return {};
}

} // namespace log_fluentd::detail
