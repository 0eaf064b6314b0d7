// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Makes the library's state safe to use in a forked child, which of its parent's threads has only the one
/// that called `fork`.

#include "os/uninterrupted.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <new>

namespace log_fluentd::detail {

/// How often this process and its ancestors were forked. A child recognises itself by a number that differs
/// from the one its parent noted: calling `getpid` for each event would cost more than everything else.
LOG_FLUENTD_DECL inline std::atomic<unsigned> fork_generation{0};

/// Remembers the process that it was made in, and distinguishes it from forked children.
class own_process
{
public:
    bool is_this() const noexcept { return generation_ == fork_generation.load(std::memory_order_relaxed); }

private:
    unsigned const generation_ = fork_generation.load(std::memory_order_relaxed);
};

/// How long a fork waits for mutexes that other threads hold. They hold them for microseconds.
constexpr std::chrono::seconds fork_patience{2};

/// A mutex that is free in a forked child, because a fork waits until it holds all of them. It is
/// constant-initialised and in effect never destroyed, for objects that live as long as the process. Do not
/// hold it during a call that may fork or that waits for a forking thread: after `fork_patience` that fork
/// goes on, and the child finds the guarded data in whatever state they are.
class LOG_FLUENTD_DECL fork_safe_mutex
{
public:
    constexpr fork_safe_mutex() noexcept = default;
    fork_safe_mutex& operator=(fork_safe_mutex&&) = delete;

    void lock()
    {
        if (!is_known_.load(std::memory_order_acquire))
            enter();
        mutex_.lock();
    }
    bool try_lock()
    {
        if (!is_known_.load(std::memory_order_acquire))
            enter();
        return mutex_.try_lock();
    }
    void unlock() { mutex_.unlock(); }
    /// See `log_fluentd::detail::can_be_had`.
    bool can_be_had(std::chrono::steady_clock::time_point latest) noexcept
    {
        return log_fluentd::detail::can_be_had(mutex_, latest);
    }

protected:
    void leave() noexcept;

private:
    friend struct fork_handlers;
    void enter() noexcept;

    std::mutex mutex_;
    bool is_held_by_fork_ = false;
    std::atomic<bool> is_known_{false};
    fork_safe_mutex* previous_ = nullptr;
    fork_safe_mutex* next_ = nullptr;
};

/// The same for a member of an object that may be destroyed earlier.
class fork_safe_member_mutex : public fork_safe_mutex
{
public:
    ~fork_safe_member_mutex() { leave(); }
};

/// An object that is made at its first use, never destroyed, and whole in every child. It replaces a static
/// variable of a function: if another thread of the parent was just making one, the child would wait for its
/// guard forever. It must be a constant-initialised variable of its own, and allocates no memory for itself.
template <typename T>
class fork_safe_static
{
public:
    constexpr fork_safe_static() noexcept = default;

    T& get()
    {
        return get_or([](void* place) { return new (place) T; });
    }
    /// \param make Returns the `T`. If it throws, a later call tries again.
    template <typename Make>
    T& get(Make make)
    {
        return get_or([&](void* place) { return new (place) T(make()); });
    }

private:
    template <typename Construct>
    T& get_or(Construct construct)
    {
        T* only = made_.load(std::memory_order_acquire);
        if (only)
            return *only;
        std::lock_guard<fork_safe_mutex> lock(making_);
        only = made_.load(std::memory_order_relaxed);
        if (!only)
            made_.store(only = construct(place_), std::memory_order_release);
        return *only;
    }

    alignas(T) char place_[sizeof(T)] = {};
    std::atomic<T*> made_{nullptr};
    fork_safe_mutex making_;
};

/// A function that is called in each child before other code of the library runs there, in the order of
/// `enter`. It may do only what a signal handler may do. It must be a constant-initialised variable that
/// lives as long as the process, so there is no limit to their number.
class child_hook
{
public:
    constexpr explicit child_hook(void (*f)()) noexcept : call_(f) {}
    child_hook& operator=(child_hook&&) = delete;

    /// Calls the function in all children from now on. May be called several times.
    void enter() noexcept;

private:
    friend struct fork_handlers;

    void (*call_)();
    bool is_entered_ = false;
    child_hook* next_ = nullptr;
};

} // namespace log_fluentd::detail
