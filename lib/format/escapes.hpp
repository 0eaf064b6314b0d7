// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Quoted texts in Boost.Log's filters and format strings.

#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// What `text`, which stands between quotes, means: Boost.Log knows `\n`, `\r`, `\a`, `\t`, `\b`, `\x41` and
/// `\101`; any other character behind a backslash stands for itself.
std::string without_escapes(std::string_view text);

} // namespace log_fluentd::detail
