// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Reports diagnostics if the program has no handler for them.

#include <log_fluentd/detail/export.hpp>
#include <log_fluentd/diagnostic.hpp>

#include <vector>

namespace log_fluentd::detail {

/// Writes a line to standard error. In ten seconds the whole process writes at most ten lines about
/// connections, ten about lost events and ten about mistakes of the program; after that, it writes how many
/// were left out. It never waits: a line that standard error does not accept at once is left out too.
LOG_FLUENTD_DECL void report_to_stderr(diagnostic const& what) noexcept;

/// While it exists, `report_to_stderr` of this thread writes nothing and keeps the reports here: for the
/// command `log_fluentd check`. One at a time for each thread.
class LOG_FLUENTD_DECL collected_reports
{
public:
    collected_reports() noexcept;
    ~collected_reports();
    collected_reports& operator=(collected_reports&&) = delete;

    std::vector<diagnostic> const& all() const noexcept { return all_; }

private:
    friend void report_to_stderr(diagnostic const& what) noexcept;

    std::vector<diagnostic> all_;
};

} // namespace log_fluentd::detail
