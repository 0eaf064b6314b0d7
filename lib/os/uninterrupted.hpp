// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Protects the library's work on a thread from being interrupted: by the cancellation of the thread, and by
/// a signal whose handler ends the process.

#include <log_fluentd/detail/export.hpp>

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <pthread.h>
#include <sched.h>

namespace log_fluentd::detail {

/// Postpones the cancellation of this thread (`pthread_cancel`), which would end the process in a function
/// that is `noexcept`. It takes effect at the caller's next cancellation point. It costs a few instructions
/// and no system call, and is used only where this thread waits, reads or writes.
class no_cancellation
{
public:
    no_cancellation() noexcept { ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
    ~no_cancellation() { ::pthread_setcancelstate(before_, nullptr); }
    no_cancellation& operator=(no_cancellation&&) = delete;

private:
    int before_ = PTHREAD_CANCEL_ENABLE;
};

/// The same for code in which this thread may hold a lock that the library cannot examine (of Asio or the C
/// library). A signal handler that ends the process must not wait for that lock.
class LOG_FLUENTD_DECL in_unseen_lock : public no_cancellation
{
public:
    in_unseen_lock() noexcept { depth_ = depth_ + 1; }
    ~in_unseen_lock() { depth_ = depth_ - 1; }

    /// Whether this thread runs such code.
    static bool is_here() noexcept { return depth_ != 0; }

private:
    static inline thread_local int volatile depth_ = 0; // C++20 deprecates its ++ and --
};

/// Set when the process ends in the middle of a call of the library, which a signal handler has interrupted.
/// Nothing may be waited for any more, and no lock may be taken.
inline std::atomic<bool> is_left_at_exit{false};

/// Whether the mutex is free before `latest`. If not, most likely this thread holds it and a signal has
/// interrupted it. If so, this thread does not hold it, as long as the handler of that signal runs.
inline bool can_be_had(std::mutex& mutex, std::chrono::steady_clock::time_point latest) noexcept
{
    // Not `try_lock`, which the thread that holds the mutex must not call.
    while (::pthread_mutex_trylock(mutex.native_handle()) != 0) {
        if (std::chrono::steady_clock::now() >= latest)
            return false;
        ::sched_yield();
    }
    ::pthread_mutex_unlock(mutex.native_handle());
    return true;
}

/// Runs a handler on an executor's thread, which may belong to the program: an exception of `work` (there is
/// no memory) does not leave this function, and cancellation of the thread is postponed. `recover` is called
/// after an exception.
template <typename Work, typename Recover>
void run_contained(Work work, Recover recover) noexcept
{
    no_cancellation const later;
    try {
        work();
    } catch (std::exception const&) {
        recover();
    }
}

} // namespace log_fluentd::detail
