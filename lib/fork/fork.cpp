// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "fork/fork.hpp"

#include <array>
#include <cstddef>
#include <pthread.h>
#include <sched.h>

namespace log_fluentd::detail {

namespace {

std::mutex list_mutex; // guards all that follow
fork_safe_mutex* first = nullptr;
bool is_watching = false;
std::array<void (*)(), 8> in_child{};
std::size_t in_child_count = 0;

} // namespace

struct fork_handlers
{
    /// \return whether it holds them all; else it holds none.
    static bool try_lock_all()
    {
        for (fork_safe_mutex* m = first; m; m = m->next_) {
            if (m->mutex_.try_lock())
                continue;
            for (fork_safe_mutex* held = first; held != m; held = held->next_)
                held->mutex_.unlock();
            return false;
        }
        return true;
    }

    static void unlock_all()
    {
        for (fork_safe_mutex* m = first; m; m = m->next_)
            m->mutex_.unlock();
        list_mutex.unlock();
    }

    /// Another thread may hold one and want a second, in any order; so nothing is held while one is awaited.
    static void prepare()
    {
        list_mutex.lock();
        while (!try_lock_all()) {
            list_mutex.unlock();
            ::sched_yield();
            list_mutex.lock();
        }
    }

    static void child()
    {
        fork_generation.fetch_add(1, std::memory_order_relaxed);
        for (std::size_t i = 0; i < in_child_count; ++i)
            in_child[i]();
        unlock_all();
    }

    /// With the list's lock.
    static void watch() noexcept
    {
        if (is_watching)
            return;
        is_watching = ::pthread_atfork(prepare, unlock_all, child) == 0;
    }
};

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

void call_in_child(void (*f)()) noexcept
{
    std::lock_guard<std::mutex> lock(list_mutex);
    fork_handlers::watch();
    if (in_child_count < in_child.size())
        in_child[in_child_count++] = f;
}

} // namespace log_fluentd::detail
