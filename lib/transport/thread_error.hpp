// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Errors for a missing helper thread, which resolves names or reads files, in words that say so.

#include <system_error>

namespace log_fluentd::detail {

enum class no_helper
{
    thread = 1, ///< The system has no thread.
    busy,       ///< Too many helper threads hang.
};

/// \returns an error that equals `std::errc::resource_unavailable_try_again`.
std::error_code make_error_code(no_helper why);

/// The error of the exception that is being handled, which starting a thread has thrown.
std::error_code helper_start_error() noexcept;

} // namespace log_fluentd::detail
