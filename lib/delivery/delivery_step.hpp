// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What delivery asks its driver to do.

#include "delivery/sent_chunk.hpp"

#include <cstddef>
#include <string_view>
#include <system_error>

namespace log_fluentd::detail {

/// The next thing that the driver has to do.
struct delivery_step
{
    enum class kind
    {
        nothing,    ///< Wait for something to happen, or for `delivery::deadline`.
        connect,    ///< Make a connection to `server`; then `connected` or `connect_failed`.
        write,      ///< Write `head`, `compressed` or else the events of `subject`, `tail`; then `written` or
                    ///< `disconnected`.
        disconnect, ///< Close the connection, because of `error` (without, it is planned); then
                    ///< `disconnected`.
    };
    kind what = kind::nothing;
    std::size_t server = 0; ///< In the order of the configuration.
    sent_chunk const* subject = nullptr;
    std::size_t skipped = 0;     ///< The number of its first bytes that are not written.
    std::string_view compressed; ///< Valid as long as the chunk's memory.
    std::string_view head;       ///< Valid until the next write to that server.
    std::string_view tail;
    std::error_code error;
};

} // namespace log_fluentd::detail
