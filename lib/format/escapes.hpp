// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Quoted texts in Boost.Log's filters and format strings.

#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The meaning of `text`, which was between quotes. Boost.Log knows `\n`, `\r`, `\a`, `\t`, `\b`, `\x41` and
/// `\101`; a backslash before any other character is ignored.
std::string without_escapes(std::string_view text);

} // namespace log_fluentd::detail
