// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Reads decimal numbers with a fraction; libc++ has `std::from_chars` for them since version 20.

#include <log_fluentd/detail/export.hpp>

#include <charconv>
#include <string_view>

#if defined(LOG_FLUENTD_PORTABLE) || (defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 200000)
#define LOG_FLUENTD_HAS_FROM_CHARS_FOR_DOUBLE 0
#else
#define LOG_FLUENTD_HAS_FROM_CHARS_FOR_DOUBLE 1
#endif

namespace log_fluentd::detail {

#if LOG_FLUENTD_HAS_FROM_CHARS_FOR_DOUBLE
/// Reads the number at the beginning of the text, as `std::from_chars` does, in whatever locale the program
/// is.
inline std::from_chars_result read_double(std::string_view text, double& number) noexcept
{
    return std::from_chars(text.data(), text.data() + text.size(), number);
}
#else
/// The same by way of `strtod_l`. Without memory for a copy of the text the error is `not_enough_memory`.
LOG_FLUENTD_DECL std::from_chars_result read_double(std::string_view text, double& number) noexcept;
#endif

} // namespace log_fluentd::detail
