// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_UNINTERRUPTED_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_UNINTERRUPTED_HPP_INCLUDED_

/// \file
/// What may come upon a thread in the middle of the library's work: its cancellation, and a signal whose
/// handler ends the process.

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <pthread.h>
#include <sched.h>

namespace log_fluentd::detail {

/// Puts off the cancellation of this thread (`pthread_cancel`): in a function that throws nothing it would be
/// the end of the process. It takes effect at the next point of cancellation of the caller's own. Costs a few
/// instructions and no system call, so it stands only where this thread waits, reads or writes.
class no_cancellation
{
public:
    no_cancellation() noexcept { ::pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
    ~no_cancellation() { ::pthread_setcancelstate(before_, nullptr); }
    no_cancellation(no_cancellation const&) = delete;
    no_cancellation& operator=(no_cancellation const&) = delete;

private:
    int before_ = PTHREAD_CANCEL_ENABLE;
};

/// The same, where this thread may hold a lock that is not ours to look at (Asio's, the C library's): a
/// signal handler that ends the process must not come upon that lock again.
class in_unseen_lock : public no_cancellation
{
public:
    in_unseen_lock() noexcept { ++depth_; }
    ~in_unseen_lock() { --depth_; }

    /// Whether this thread is in the middle of such a thing.
    static bool is_here() noexcept { return depth_ != 0; }

private:
    static inline thread_local int volatile depth_ = 0;
};

/// The process ends in the middle of a call of the library, which a signal handler has interrupted: nothing
/// may be awaited any more, and no lock taken.
inline std::atomic<bool> is_left_at_exit{false};

/// Whether the mutex could be had before `latest`. If not, then most likely this thread has it itself, and a
/// signal has interrupted it; if so, then it does not, for as long as that signal's handler runs.
inline bool can_be_had(std::mutex& mutex, std::chrono::steady_clock::time_point latest) noexcept
{
    // Not `try_lock`, which must not be called by who has it already.
    while (::pthread_mutex_trylock(mutex.native_handle()) != 0) {
        if (std::chrono::steady_clock::now() >= latest)
            return false;
        ::sched_yield();
    }
    ::pthread_mutex_unlock(mutex.native_handle());
    return true;
}

/// Does the work of a handler of an executor, whose thread may be the user's: what `work` throws (there is no
/// memory) does not reach that thread, nor does its cancellation take effect meanwhile. Where it threw,
/// `recover` is called.
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

#endif
