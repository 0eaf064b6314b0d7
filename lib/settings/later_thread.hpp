// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A thread for what has to be done later, when no caller is there to do it.

#include "os/fork.hpp"

#include <chrono>
#include <condition_variable>
#include <forward_list>
#include <mutex>
#include <optional>

namespace log_fluentd::detail {

/// A thread that runs while something has to be done later. Nobody waits for it, so it does not delay the end
/// of the process. Make it a member of an object that is never destroyed, and call all of it with the mutex
/// locked.
class later_thread
{
public:
    using clock = std::chrono::steady_clock;
    using lock = std::unique_lock<fork_safe_mutex>;
    /// Does what can be done now, and may unlock meanwhile.
    /// \returns when to call it again, at the latest; none if everything is done.
    using step = std::optional<clock::time_point> (*)(lock&);

    later_thread(fork_safe_mutex& mutex, step work) noexcept : mutex_(mutex), work_(work) {}
    later_thread& operator=(later_thread&&) = delete;

    /// Starts the thread if needed. If there can be no thread, the next call tries again; a forked child has
    /// none until it calls this.
    void start() noexcept;
    /// Calls `work` soon, if the thread runs.
    void wake() noexcept;

private:
    bool is_there() const noexcept { return generation_ == fork_generation.load(); }
    void run();
    std::optional<clock::time_point> do_step(lock& held) noexcept;

    fork_safe_mutex& mutex_;
    step const work_;
    /// The fork generation of the process whose thread runs.
    std::optional<unsigned> generation_;
    /// The first is of this generation. A child must not use its parent's, which may be in any state.
    std::forward_list<std::condition_variable_any> changed_;
    unsigned generation_of_changed_ = 0;
};

} // namespace log_fluentd::detail
