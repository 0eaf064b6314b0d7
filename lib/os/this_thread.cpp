// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/this_thread.hpp"

#include "os/fork.hpp"
#include "os/system.hpp"

#include <algorithm>
#include <cstring>
#include <pthread.h>
#if LOG_FLUENTD_HAS_LINUX
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace log_fluentd::detail {

namespace {

#if LOG_FLUENTD_HAS_LINUX
bool is_first_of_process() noexcept
{
    return ::syscall(SYS_gettid) == ::getpid();
}
#else
// The thread that loads the library: not the main one if that is a plugin, and another thread loads it.
pthread_t main_thread = ::pthread_self();
child_hook new_main_thread([] { main_thread = ::pthread_self(); });
[[maybe_unused]] bool const is_watched = (new_main_thread.enter(), true);

bool is_first_of_process() noexcept
{
    return ::pthread_equal(main_thread, ::pthread_self()) != 0;
}
#endif

} // namespace

bool is_main_thread() noexcept
{
    thread_local int known = -1;
    thread_local unsigned of_process = 0;
    auto const process = fork_generation.load(std::memory_order_relaxed);
    if (known < 0 || of_process != process) {
        known = is_first_of_process();
        of_process = process;
    }
    return known == 1;
}

std::int64_t this_thread_number() noexcept
{
    pthread_t const self = ::pthread_self(); // a number, a pointer or a class
    std::int64_t number = 0;
    std::memcpy(&number, &self, std::min(sizeof number, sizeof self));
    return number;
}

bool get_thread_name([[maybe_unused]] char* name, [[maybe_unused]] std::size_t size) noexcept
{
#if LOG_FLUENTD_HAS_LINUX || defined(__APPLE__)
    return ::pthread_getname_np(::pthread_self(), name, size) == 0;
#else
    return false;
#endif
}

} // namespace log_fluentd::detail
