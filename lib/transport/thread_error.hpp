// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_THREAD_ERROR_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_THREAD_ERROR_HPP_INCLUDED_

/// \file
/// Why a connection has no helper thread, for a look-up or for files, in words that say so.

#include <system_error>

namespace log_fluentd::detail {

enum class no_helper
{
    thread = 1, ///< The system gives none.
    busy,       ///< As many hang as there may be.
};

/// \return an error that equals `std::errc::resource_unavailable_try_again`
std::error_code make_error_code(no_helper why);

/// The error behind the exception that is being handled, thrown where a thread was started.
std::error_code helper_start_error() noexcept;

} // namespace log_fluentd::detail

#endif
