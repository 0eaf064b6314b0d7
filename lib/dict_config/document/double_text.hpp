// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Texts of floating-point numbers, independent of the program's locale.

#include <string>

namespace log_fluentd::detail {

/// Like `snprintf` with a precision given as `*` (at most 100), but always with a point, whatever the locale.
std::string print_double(char const* format, int precision, double value);

/// The shortest text that reads as this number, as Python's str.
std::string shortest(double value);

} // namespace log_fluentd::detail
