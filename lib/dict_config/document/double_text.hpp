// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Numbers with a point as texts, whatever the locale of the program.

#include <string>

namespace log_fluentd::detail {

/// As `snprintf` with a precision given as `*` (at most 100), and with a point where the locale has another
/// sign.
std::string print_double(char const* format, int precision, double value);

/// The shortest text that is the number, as Python's str.
std::string shortest(double value);

} // namespace log_fluentd::detail
