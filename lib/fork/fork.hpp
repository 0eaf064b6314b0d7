// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORK_FORK_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORK_FORK_HPP_INCLUDED_

/// \file
/// What a forked child has to know, and what must not be in the middle of something when it comes into being:
/// of the parent's threads it has only the one that forked.

#include <atomic>
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

/// A mutex that no other thread holds in a child. Constant-initialised, and never destroyed in effect: for
/// those that live as long as the process. Not to be held while anything is called that may fork.
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
    void unlock() { mutex_.unlock(); }

protected:
    void leave() noexcept;

private:
    friend struct fork_handlers;
    void enter() noexcept;

    std::mutex mutex_;
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
        T* only = made_.load(std::memory_order_acquire);
        if (only)
            return *only;
        std::lock_guard<fork_safe_mutex> lock(making_);
        only = made_.load(std::memory_order_relaxed);
        if (!only)
            made_.store(only = new (place_) T, std::memory_order_release);
        return *only;
    }

private:
    alignas(T) char place_[sizeof(T)] = {};
    std::atomic<T*> made_{nullptr};
    fork_safe_mutex making_;
};

/// Has `f` called in each child, before anything else of ours runs there. It may do only what a signal
/// handler may. At most 8.
void call_in_child(void (*f)()) noexcept;

} // namespace log_fluentd::detail

#endif
