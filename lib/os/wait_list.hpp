// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_WAIT_LIST_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_WAIT_LIST_HPP_INCLUDED_

/// \file
/// Threads of the user's that wait for something.

#include "os/uninterrupted.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace log_fluentd::detail {

/// A condition variable whose waiters may be interrupted for ever: a signal's handler ends the process in the
/// middle of a wait. With one variable for all, glibc 2.36 has who notifies wait for each waiter to be gone,
/// and a second wait of the same thread for who notifies. Here each has its own, which is notified once for a
/// wait.
class wait_list
{
public:
    /// With the lock that the waits are with.
    void notify_all() noexcept
    {
        for (waiter* one = first_; one; one = one->next) {
            if (!std::exchange(one->is_woken, true))
                one->changed.notify_one();
        }
    }

    /// \return what the predicate says at the end.
    template <typename Predicate>
    bool wait_until(std::unique_lock<std::mutex>& lock, std::chrono::steady_clock::time_point deadline,
                    Predicate is_over) noexcept
    {
        no_cancellation const later;
        waiter self;
        enter(self);
        bool in_time = true;
        while (in_time && !is_over()) {
            self.is_woken = false;
            in_time = self.changed.wait_until(lock, deadline, [&] { return self.is_woken; });
        }
        leave(self);
        return in_time || is_over();
    }

private:
    struct waiter
    {
        std::condition_variable changed;
        bool is_woken = false;
        waiter* previous = nullptr;
        waiter* next = nullptr;
    };

    void enter(waiter& self) noexcept
    {
        self.next = first_;
        if (first_)
            first_->previous = &self;
        first_ = &self;
    }
    void leave(waiter& self) noexcept
    {
        (self.previous ? self.previous->next : first_) = self.next;
        if (self.next)
            self.next->previous = self.previous;
    }

    waiter* first_ = nullptr;
};

} // namespace log_fluentd::detail

#endif
