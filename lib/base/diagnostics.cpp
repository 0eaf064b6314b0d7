// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/diagnostics.hpp"

#include "base/line_limiter.hpp"
#include "base/printable.hpp"
#include "os/fork.hpp"

#include <chrono>
#include <exception>
#include <mutex>
#include <poll.h>
#include <unistd.h>

namespace log_fluentd::detail {

namespace {

/// Constant-initialised, and its destruction has no effect, so it is usable before and after `main`.
struct
{
    fork_safe_mutex mutex;
    line_limiter lines;
} limiter;

// A child does not count its parent's lines, nor those left out.
child_hook new_limit([] { limiter.lines = {}; });

thread_local collected_reports* collecting = nullptr;

bool stderr_takes_a_line() noexcept
{
    pollfd wanted{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&wanted, 1, 0) == 1 &&
           wanted.revents == POLLOUT; // not if there is no reader, because writing would raise SIGPIPE
}

} // namespace

collected_reports::collected_reports() noexcept
{
    collecting = this;
}

collected_reports::~collected_reports()
{
    collecting = nullptr;
}

void report_to_stderr(diagnostic const& what) noexcept
{
    in_unseen_lock const its_own;
    try {
        if (collecting)
            return collecting->all_.push_back(what);
        std::lock_guard<fork_safe_mutex> lock(limiter.mutex);
        new_limit.enter();
        if (!limiter.lines.has_room(what.kind, std::chrono::steady_clock::now()) || !stderr_takes_a_line())
            return limiter.lines.leave_out(what.kind);
        auto const line = "log_fluentd: " + printable(what.message, longest_sentence) +
                          limiter.lines.remark(what.kind) + '\n';
        // A single write, so that lines of several processes do not mix. A failure cannot be reported to
        // anybody.
        [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
    } catch (std::exception const&) { // no memory for a message: the statistics have it all
    }
}

} // namespace log_fluentd::detail
