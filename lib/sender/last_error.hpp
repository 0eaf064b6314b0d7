// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Why a sender rejected an event of this thread.

#include <log_fluentd/error.hpp>
#include <log_fluentd/sender_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// A number that no other sender of this process has, and not 0.
std::uint64_t make_sender_number() noexcept;

/// Remembers the reason for this thread, in memory that lives as long as the thread. Allocates nothing.
void remember_rejection(std::uint64_t sender_number, rejection reason) noexcept;
std::optional<rejection> find_rejection(std::uint64_t sender_number) noexcept;
void forget_rejection(std::uint64_t sender_number) noexcept;

errc error_of(rejection reason) noexcept;

/// The reason as a sentence. For a full buffer, with the trouble in `counters`, or with what prevents
/// delivery from starting.
std::string describe(rejection reason, sender_config const& config, statistics const& counters,
                     std::error_code const& start_error);

} // namespace log_fluentd::detail
