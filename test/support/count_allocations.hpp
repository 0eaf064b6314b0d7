// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_COUNT_ALLOCATIONS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_COUNT_ALLOCATIONS_HPP_INCLUDED_

/// \file
/// Counts a thread's calls of operator new, which this replaces for the whole program. Include it in one
/// source of the program, whose name ends in allocation_test.cpp, because the sanitizers have an operator of
/// their own.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>
#include <pthread.h>
#include <utility>

namespace log_fluentd::test {

/// Counts if it is not negative. Constant-initialised, never destroyed.
inline thread_local long allocations = -1;

/// All allocations of this thread fail.
inline thread_local bool no_memory = false;

/// Called before each allocation of this thread.
inline thread_local void (*on_allocation)() = nullptr;

/// The `fails_at` of threads that the library starts from now on, the number of allocations in a row that
/// fail then, and the number that did.
inline std::atomic<long> fails_in_new_threads_at{0};
inline std::atomic<long> fail_in_new_threads{1};
inline std::atomic<long> failed_in_new_threads{0};
inline std::atomic<bool> helper_fails{false}; // the next one for a name or certificates too
inline thread_local bool is_new_thread = false;
inline thread_local long fail_here = 0;

/// At the first allocation of a thread, which already has its name.
inline long begin_thread() noexcept
{
    char name[64] = {};
    ::pthread_getname_np(::pthread_self(), name, sizeof(name));
    bool const is_sender_s = std::strncmp(name, "log_fluentd", 11) == 0 &&
                             name[11] != '_' && // that of a receiver
                             (name[11] != ':' || helper_fails.exchange(false));
    is_new_thread = is_sender_s && fails_in_new_threads_at != 0;
    fail_here = fail_in_new_threads;
    return is_new_thread ? fails_in_new_threads_at.load() : 0;
}

/// The number of the allocation of this thread that fails: 1 is the next one, 0 none.
inline thread_local long fails_at = begin_thread();

/// Whether the current allocation has to fail.
inline bool fails_now() noexcept
{
    if (!no_memory && (fails_at <= 0 || --fails_at != 0))
        return false;
    if (is_new_thread) {
        ++failed_in_new_threads;
        fails_at = --fail_here > 0 ? 1 : 0;
    }
    return true;
}

inline void* counted(std::size_t size, std::size_t alignment = alignof(std::max_align_t))
{
    if (fails_now())
        throw std::bad_alloc();
    if (on_allocation)
        on_allocation();
    if (allocations >= 0)
        ++allocations;
    std::size_t const whole = (size + alignment - (size != 0)) / alignment * alignment;
    if (void* const memory = std::aligned_alloc(alignment, whole))
        return memory;
    throw std::bad_alloc();
}

/// Calls `call`, in which the `n`-th allocation fails.
/// \returns whether there were so many.
template <typename Call>
bool failing_at(long n, Call call)
{
    fails_at = n;
    call();
    return std::exchange(fails_at, 0) == 0;
}

/// The number of allocations of 1,000 calls, after some others.
template <typename Call>
long allocations_of(Call call)
{
    for (int i = 0; i < 10; ++i)
        call();
    allocations = 0;
    for (int i = 0; i < 1000; ++i)
        call();
    long const result = allocations;
    allocations = -1;
    return result;
}

} // namespace log_fluentd::test

void* operator new(std::size_t size)
{
    return log_fluentd::test::counted(size);
}
void* operator new[](std::size_t size)
{
    return log_fluentd::test::counted(size);
}
void* operator new(std::size_t size, std::align_val_t alignment)
{
    return log_fluentd::test::counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

#endif
