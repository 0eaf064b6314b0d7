// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Checks of format options.

#include <log_fluentd/format_dictionary.hpp>

#include <cstddef>

namespace log_fluentd::detail {

/// Bounds of `format_options::max_event_size`.
constexpr std::size_t min_max_event_size = std::size_t{1} << 10;
constexpr std::size_t max_max_event_size = std::size_t{4} << 20;

/// \throws config_error about a member such as "options.exclude"
void validate(format_options const& options);

} // namespace log_fluentd::detail
