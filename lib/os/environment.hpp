// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Variables of the environment.

namespace log_fluentd::detail {

/// A variable, or null if it is not set or this program has rights that its caller does not have: the caller
/// could use it to have files read that only this program may read.
/// \par Lifetime
/// As that of `std::getenv`.
char const* trusted_variable(char const* name) noexcept;

} // namespace log_fluentd::detail
