// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/diagnostics.hpp"

#include "fork/fork.hpp"
#include "format/printable.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <exception>
#include <mutex>
#include <poll.h>
#include <string>
#include <unistd.h>

namespace log_fluentd::detail {

namespace {

using clock = std::chrono::steady_clock;

constexpr int most_lines = 10;
constexpr std::chrono::seconds period{10};

/// How many lines about one subject may still be written.
struct line_budget
{
    clock::time_point period_began{};
    int lines = 0;
    unsigned left_out = 0;
};

/// Each has a budget of its own: connections that come and go must not hide that events are lost.
enum class subject
{
    connections,
    losses,
    program
};

subject subject_of(diagnostic_kind kind) noexcept
{
    switch (kind) {
    case diagnostic_kind::connected:
    case diagnostic_kind::connect_failed:
    case diagnostic_kind::connection_lost:
    case diagnostic_kind::refused:
    case diagnostic_kind::retried:
        return subject::connections;
    case diagnostic_kind::given_up:
    case diagnostic_kind::buffer_full:
    case diagnostic_kind::dropped:
    case diagnostic_kind::start_failed:
        return subject::losses;
    case diagnostic_kind::unknown_type:
    case diagnostic_kind::configuration:
        break;
    }
    return subject::program;
}

/// Constant-initialised and trivially destroyed in effect, so usable before and after `main`.
struct
{
    fork_safe_mutex mutex;
    std::array<line_budget, 3> budgets; // by subject
} limiter;

// Its parent's lines are not a child's, and those left out neither.
child_hook new_limit([] { limiter.budgets = {}; });

bool stderr_takes_a_line() noexcept
{
    pollfd wanted{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&wanted, 1, 0) == 1 &&
           wanted.revents == POLLOUT; // not when nobody reads: that raises SIGPIPE
}

bool may_write(line_budget& own) noexcept
{
    auto const now = clock::now();
    if (now - own.period_began >= period) {
        own.period_began = now;
        own.lines = 0;
    }
    return own.lines < most_lines && stderr_takes_a_line();
}

std::string line_of(diagnostic const& what, line_budget const& own)
{
    std::string line = "log_fluentd: " + printable(what.message, longest_sentence);
    if (own.left_out)
        line += " (" + std::to_string(own.left_out) + " messages before were left out)";
    if (own.lines + 1 == most_lines)
        line += " (more messages like it are left out for some seconds)";
    return line + '\n';
}

} // namespace

void report_to_stderr(diagnostic const& what) noexcept
{
    in_unseen_lock const its_own;
    try {
        std::lock_guard<fork_safe_mutex> lock(limiter.mutex);
        new_limit.enter();
        auto& own = limiter.budgets[static_cast<std::size_t>(subject_of(what.kind))];
        if (!may_write(own)) {
            ++own.left_out;
            return;
        }
        auto const line = line_of(what, own);
        ++own.lines;
        own.left_out = 0;
        // One write, so that lines of several processes do not mix. Nobody is left to tell when it fails.
        [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
    } catch (std::exception const&) { // no memory for a message: the statistics say it all
    }
}

} // namespace log_fluentd::detail
