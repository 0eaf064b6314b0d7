// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Waits of the program's threads.

#include "os/uninterrupted.hpp"

#include <boost/intrusive/list.hpp>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace log_fluentd::detail {

/// A condition variable whose waiters may be interrupted forever, because the handler of a signal ends the
/// process in the middle of a wait. With one `std::condition_variable` for all waiters, in glibc 2.36 the
/// notifying thread waits for each waiter to leave, and a second wait of the same thread waits for the
/// notifying one. So each waiter has its own here, which is notified once for each wait.
class wait_list
{
public:
    /// Must be called with the lock of the waits.
    void notify_all() noexcept
    {
        for (waiter& one : waiters_) {
            if (!std::exchange(one.is_woken, true))
                one.changed.notify_one();
        }
    }

    /// \returns the result of the predicate at the end.
    template <typename Predicate>
    bool wait_until(std::unique_lock<std::mutex>& lock, std::chrono::steady_clock::time_point deadline,
                    Predicate is_over) noexcept
    {
        no_cancellation const later;
        waiter self;
        waiters_.push_front(self);
        bool in_time = true;
        while (in_time && !is_over()) {
            self.is_woken = false;
            in_time = self.changed.wait_until(lock, deadline, [&] { return self.is_woken; });
        }
        waiters_.erase(waiters_.iterator_to(self));
        return in_time || is_over();
    }

private:
    // Normal links: a forked child must not touch the stacks of threads that it does not have.
    struct waiter
        : boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::normal_link>>
    {
        std::condition_variable changed;
        bool is_woken = false;
    };

    boost::intrusive::list<waiter, boost::intrusive::constant_time_size<false>> waiters_;
};

} // namespace log_fluentd::detail
