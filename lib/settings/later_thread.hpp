// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What has to be done later, when nobody calls us.

#include "os/fork.hpp"

#include <chrono>
#include <condition_variable>
#include <forward_list>
#include <mutex>
#include <optional>

namespace log_fluentd::detail {

/// A thread that is there while there is something to be done later. Nobody waits for it, so it keeps no
/// process from ending. A member of something that is never destroyed, with the mutex of which all is called.
class later_thread
{
public:
    using clock = std::chrono::steady_clock;
    using lock = std::unique_lock<fork_safe_mutex>;
    /// Does what can be done now, and may unlock meanwhile.
    /// \return when it is to be called again, at the latest; nothing: all is done.
    using step = std::optional<clock::time_point> (*)(lock&);

    later_thread(fork_safe_mutex& mutex, step work) noexcept : mutex_(mutex), work_(work) {}
    later_thread(later_thread const&) = delete;
    later_thread& operator=(later_thread const&) = delete;

    /// Something is to be done. Where there can be no thread, the next call tries again; a forked child has
    /// none before it calls this.
    void start() noexcept;
    /// Calls `work` soon, if the thread is there.
    void wake() noexcept;

private:
    bool is_there() const noexcept { return generation_ == fork_generation.load(); }
    void run();
    std::optional<clock::time_point> do_step(lock& held) noexcept;

    fork_safe_mutex& mutex_;
    step const work_;
    /// Of forks, in the process whose thread is there.
    std::optional<unsigned> generation_;
    /// The first is of this generation: that of a child's parent may be in any state.
    std::forward_list<std::condition_variable_any> changed_;
    unsigned generation_of_changed_ = 0;
};

} // namespace log_fluentd::detail
