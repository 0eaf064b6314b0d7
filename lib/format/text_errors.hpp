// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The errors that a function shows in its text instead of throwing them.

#include <log_fluentd/detail/export.hpp>

#include <cstdint>

namespace log_fluentd::detail {

/// A `format_dictionary::text_function` counts here each error that its text shows. Its caller adds the
/// number to `encode_report::format_errors`.
LOG_FLUENTD_DECL inline thread_local std::uint32_t text_errors = 0;

} // namespace log_fluentd::detail
