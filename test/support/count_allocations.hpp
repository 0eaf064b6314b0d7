// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_COUNT_ALLOCATIONS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_COUNT_ALLOCATIONS_HPP_INCLUDED_

/// \file
/// Counts a thread's calls of operator new, which this replaces for the whole program: to be included in one
/// source of it, whose name ends in allocation_test.cpp, since the sanitizers have an operator of their own.

#include <cstddef>
#include <cstdlib>
#include <new>
#include <utility>

namespace log_fluentd::test {

/// Counts while it is not negative. Constant-initialised, never destroyed.
inline thread_local long allocations = -1;

/// This thread gets no memory.
inline thread_local bool no_memory = false;

/// Is called before each allocation of this thread.
inline thread_local void (*on_allocation)() = nullptr;

/// The allocation of this thread that fails: 1 is the next one, 0 none.
inline thread_local long fails_at = 0;

inline void* counted(std::size_t size)
{
    if (no_memory || (fails_at > 0 && --fails_at == 0))
        throw std::bad_alloc();
    if (on_allocation)
        on_allocation();
    if (allocations >= 0)
        ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size))
        return memory;
    throw std::bad_alloc();
}

/// Calls `call`, and has its `n`-th allocation fail. \return whether there were so many.
template <typename Call>
bool failing_at(long n, Call call)
{
    fails_at = n;
    call();
    return std::exchange(fails_at, 0) == 0;
}

/// Allocations of 1,000 calls, once warm.
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
