// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/diagnostics.hpp"

#include "fork/fork.hpp"
#include "format/printable.hpp"

#include <chrono>
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

/// Constant-initialised and trivially destroyed in effect, so usable before and after `main`.
struct
{
    fork_safe_mutex mutex;
    clock::time_point period_began{};
    int lines = 0;
    unsigned left_out = 0;
} limiter;

child_hook new_limit([] { // its parent's lines are not a child's, and those left out neither
    limiter.period_began = {};
    limiter.lines = 0;
    limiter.left_out = 0;
});

bool stderr_takes_a_line() noexcept
{
    pollfd wanted{STDERR_FILENO, POLLOUT, 0};
    return ::poll(&wanted, 1, 0) == 1 &&
           wanted.revents == POLLOUT; // not when nobody reads: that raises SIGPIPE
}

bool may_write()
{
    auto const now = clock::now();
    if (now - limiter.period_began >= period) {
        limiter.period_began = now;
        limiter.lines = 0;
    }
    return limiter.lines < most_lines && stderr_takes_a_line();
}

} // namespace

void report_to_stderr(diagnostic const& what) noexcept
{
    in_unseen_lock const its_own;
    try {
        std::lock_guard<fork_safe_mutex> lock(limiter.mutex);
        new_limit.enter();
        if (!may_write()) {
            ++limiter.left_out;
            return;
        }
        std::string line = "log_fluentd: " + printable(what.message, longest_sentence);
        if (limiter.left_out)
            line += " (" + std::to_string(limiter.left_out) + " messages before were left out)";
        line += '\n';
        ++limiter.lines;
        limiter.left_out = 0;
        // One write, so that lines of several processes do not mix. Nobody is left to tell when it fails.
        [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
    } catch (std::exception const&) { // no memory for a message: the statistics say it all
    }
}

} // namespace log_fluentd::detail
