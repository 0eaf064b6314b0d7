// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/fork.hpp"

#include <pthread.h>
#include <sched.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

std::mutex list_mutex; // guards everything below
fork_safe_mutex* first = nullptr;
child_hook* first_hook = nullptr;
bool is_watching = false;

} // namespace

struct fork_handlers
{
    /// Locks every mutex that is free.
    /// \returns whether all are locked.
    static bool try_lock_all()
    {
        bool all = true;
        for (fork_safe_mutex* m = first; m; m = m->next_) {
            m->is_held_by_fork_ = m->mutex_.try_lock();
            all &= m->is_held_by_fork_;
        }
        return all;
    }

    static void unlock_held()
    {
        for (fork_safe_mutex* m = first; m; m = m->next_) {
            if (m->is_held_by_fork_)
                m->mutex_.unlock();
        }
    }

    /// Another thread may hold one mutex and want a second, in any order, so none is held while one is
    /// awaited. The holder of one may even wait for this thread, against the rule, so this does not wait
    /// forever.
    static void prepare()
    {
        using clock = std::chrono::steady_clock;
        auto const latest = clock::now() + fork_patience;
        list_mutex.lock();
        while (!try_lock_all() && clock::now() < latest) {
            unlock_held();
            list_mutex.unlock();
            ::sched_yield();
            list_mutex.lock();
        }
    }

    static void parent()
    {
        unlock_held();
        list_mutex.unlock();
    }

    static void child()
    {
        fork_generation.fetch_add(1, std::memory_order_relaxed);
        for (fork_safe_mutex* m = first; m; m = m->next_) {
            if (!m->is_held_by_fork_)
                new (&m->mutex_) std::mutex; // its holder does not exist here
        }
        for (child_hook* hook = first_hook; hook; hook = hook->next_)
            hook->call_();
        parent();
    }

    /// Requires the lock of the list.
    static void watch() noexcept
    {
        if (is_watching)
            return;
        is_watching = ::pthread_atfork(prepare, parent, child) == 0;
    }

    static bool watch_from_the_start() noexcept
    {
        std::lock_guard<std::mutex> lock(list_mutex);
        watch();
        return is_watching;
    }

    /// Requires the lock of the list.
    static void append(child_hook& hook) noexcept
    {
        child_hook** end = &first_hook;
        while (*end)
            end = &(*end)->next_;
        *end = &hook;
    }
};

namespace {

/// A fork that has begun only calls the handlers that existed then. Registering them at the first use would
/// be too late if another thread forks at that moment. Only a use before this initialisation has that risk.
[[maybe_unused]] bool const is_watched_from_the_start = fork_handlers::watch_from_the_start();

} // namespace

void fork_safe_mutex::enter() noexcept
{
    std::lock_guard<std::mutex> lock(list_mutex);
    fork_handlers::watch();
    if (is_known_.load(std::memory_order_relaxed))
        return;
    next_ = first;
    if (first)
        first->previous_ = this;
    first = this;
    is_known_.store(true, std::memory_order_release);
}

void fork_safe_mutex::leave() noexcept
{
    if (!is_known_.load(std::memory_order_acquire))
        return;
    std::lock_guard<std::mutex> lock(list_mutex);
    (previous_ ? previous_->next_ : first) = next_;
    if (next_)
        next_->previous_ = previous_;
}

void child_hook::enter() noexcept
{
    std::lock_guard<std::mutex> lock(list_mutex);
    fork_handlers::watch();
    if (!std::exchange(is_entered_, true))
        fork_handlers::append(*this);
}

} // namespace log_fluentd::detail
