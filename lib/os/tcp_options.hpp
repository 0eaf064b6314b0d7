// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Options of a TCP socket whose names differ between systems, or which only some have. Where the system does
/// not have an option, the call has no effect.

#include <chrono>

namespace log_fluentd::detail {

/// Sets when the kernel asks a silent peer whether it is there, and how often without an answer it does.
void set_keepalive(int descriptor, std::chrono::seconds silence, std::chrono::seconds interval,
                   int probes) noexcept;

/// Sets after how long the kernel ends a connection whose peer does not confirm what was sent.
void set_user_timeout(int descriptor, std::chrono::milliseconds timeout) noexcept;

} // namespace log_fluentd::detail
