// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which errors mean that the peer has ended the connection.

#include <log_fluentd/error.hpp>

#include <system_error>

namespace log_fluentd::detail {

/// Whether the peer has ended the connection, as opposed to a timeout of the sender, or to something that the
/// peer has said.
inline bool is_end_by_peer(std::error_code error) noexcept
{
    return error == errc::connection_closed || error == std::errc::connection_reset ||
           error == std::errc::broken_pipe || error == std::errc::connection_aborted;
}

} // namespace log_fluentd::detail
