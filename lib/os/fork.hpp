// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_FORK_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_FORK_HPP_INCLUDED_

/// \file
/// What a forked child has to know, and what must not be in the middle of something when it comes into being:
/// of the parent's threads it has only the one that forked.

#include "os/uninterrupted.hpp"

#include <atomic>
#include <chrono>
#include <mutex>
#include <new>

namespace log_fluentd::detail {

/// How often this process, and those that it comes from, were forked. A child that finds another number than
/// its parent noted knows that it is one: `getpid` for each event would cost more than all else.
inline std::atomic<unsigned> fork_generation{0};

/// Knows the process that it was made in from that one's children.
class own_process
{
public:
    bool is_this() const noexcept { return generation_ == fork_generation.load(std::memory_order_relaxed); }

private:
    unsigned const generation_ = fork_generation.load(std::memory_order_relaxed);
};

/// How long a fork waits for the mutexes that others hold; they hold them for microseconds.
constexpr std::chrono::seconds fork_patience{2};

/// A mutex that no other thread holds in a child: a fork waits until it has them all. Constant-initialised,
/// and never destroyed in effect: for those that live as long as the process. Not to be held while anything
/// is called that may fork, or that waits for one who forks: that fork goes on after `fork_patience`, and its
/// child finds what the mutex guards as it is.
class fork_safe_mutex
{
public:
    constexpr fork_safe_mutex() noexcept = default;
    fork_safe_mutex(fork_safe_mutex const&) = delete;
    fork_safe_mutex& operator=(fork_safe_mutex const&) = delete;

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

/// The same for a member of something that does not live so long.
class fork_safe_member_mutex : public fork_safe_mutex
{
public:
    ~fork_safe_member_mutex() { leave(); }
};

/// Made at its first use, never destroyed, and whole in every child: the guard of a function's static would
/// keep a child waiting for ever where another thread of its parent was about to make it. Takes no memory for
/// itself. To be a constant-initialised variable of its own.
template <typename T>
class fork_safe_static
{
public:
    constexpr fork_safe_static() noexcept = default;

    T& get()
    {
        return get_or([](void* place) { return new (place) T; });
    }
    /// \param make Returns the `T`. \throws what it throws; a later call tries again.
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

/// A function that is called in each child before anything else of ours runs there, in the order in which
/// they were entered. It may do only what a signal handler may. To be a constant-initialised variable that
/// lives as long as the process; so there may be as many as there are variables.
class child_hook
{
public:
    constexpr explicit child_hook(void (*f)()) noexcept : call_(f) {}
    child_hook(child_hook const&) = delete;
    child_hook& operator=(child_hook const&) = delete;

    /// From now on. Once or more often.
    void enter() noexcept;

private:
    friend struct fork_handlers;

    void (*call_)();
    bool is_entered_ = false;
    child_hook* next_ = nullptr;
};

} // namespace log_fluentd::detail

#endif
