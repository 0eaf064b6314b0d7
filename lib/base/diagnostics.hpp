// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BASE_DIAGNOSTICS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BASE_DIAGNOSTICS_HPP_INCLUDED_

/// \file
/// Where diagnostics go when the user names no handler.

#include <log_fluentd/diagnostic.hpp>

namespace log_fluentd::detail {

/// Writes a line to standard error: at most ten in ten seconds for the whole process about connections, as
/// many about events that are lost, and about the program's own mistakes; then how many were left out. Never
/// waits: a line that standard error does not take at once is left out too.
void report_to_stderr(diagnostic const& what) noexcept;

} // namespace log_fluentd::detail

#endif
