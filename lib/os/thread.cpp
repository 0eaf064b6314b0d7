// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/thread.hpp"

#include "os/all_signals_blocked.hpp"

#include <pthread.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

void name_this_thread(char const* name) noexcept
{
#if defined(__APPLE__)
    pthread_setname_np(name);
#elif defined(__linux__) || defined(__FreeBSD__)
    pthread_setname_np(pthread_self(), name);
#else
    static_cast<void>(name);
#endif
}

} // namespace

std::thread start_thread(char const* name, std::function<void()> body)
{
    all_signals_blocked const blocked;
    return std::thread([name, body = std::move(body)] {
        name_this_thread(name);
        body();
    });
}

} // namespace log_fluentd::detail
