// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Limits how many lines the process writes to standard error.

#include <log_fluentd/diagnostic.hpp>

#include <array>
#include <chrono>
#include <string>

namespace log_fluentd::detail {

/// Allows ten lines in ten seconds about each of three subjects: connections, lost events, and mistakes of
/// the program. So connections that come and go do not hide that events are lost.
class line_limiter
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr int most_lines = 10;
    static constexpr std::chrono::seconds period{10};

    /// Whether a line may be written now.
    bool has_room(diagnostic_kind kind, time_point now) noexcept
    {
        budget& own = of(kind);
        if (now - own.period_began >= period) {
            own.period_began = now;
            own.lines = 0;
        }
        return own.lines < most_lines;
    }
    /// Counts a line that was left out.
    void leave_out(diagnostic_kind kind) noexcept { ++of(kind).left_out; }
    /// The end of the line that is written now: how many were left out, and that more will be.
    /// \pre `has_room`.
    std::string remark(diagnostic_kind kind)
    {
        budget& own = of(kind);
        std::string text;
        if (own.left_out)
            text += " (" + std::to_string(own.left_out) + " messages before were left out)";
        if (own.lines + 1 == most_lines)
            text += " (more messages like it are left out for some seconds)";
        ++own.lines;
        own.left_out = 0;
        return text;
    }

private:
    struct budget
    {
        time_point period_began{};
        int lines = 0;
        unsigned left_out = 0;
    };

    budget& of(diagnostic_kind kind) noexcept
    {
        switch (kind) {
        case diagnostic_kind::connected:
        case diagnostic_kind::connect_failed:
        case diagnostic_kind::connection_lost:
        case diagnostic_kind::refused:
        case diagnostic_kind::resent:
            return budgets_[0];
        case diagnostic_kind::event_refused:
        case diagnostic_kind::buffer_full:
        case diagnostic_kind::discarded:
        case diagnostic_kind::start_failed:
            return budgets_[1];
        case diagnostic_kind::unknown_type:
        case diagnostic_kind::configuration:
            break;
        }
        return budgets_[2];
    }

    std::array<budget, 3> budgets_;
};

} // namespace log_fluentd::detail
