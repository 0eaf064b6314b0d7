// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Threads that are good guests in somebody else's process. Header only: the receiver, a library of its own,
/// needs it too.

#include "os/all_signals_blocked.hpp"
#include "os/system.hpp"

#include <functional>
#include <pthread.h>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

inline void name_this_thread([[maybe_unused]] char const* name) noexcept
{
#if LOG_FLUENTD_HAS_LINUX
    ::pthread_setname_np(::pthread_self(), name);
#elif defined(__APPLE__)
    ::pthread_setname_np(name);
#endif
}

/// Starts a thread that has a name (15 bytes at most) and all signals blocked, from its first instruction on:
/// the application's signals go to the application's threads. \throws std::system_error
inline std::thread start_thread(char const* name, std::function<void()> body)
{
    all_signals_blocked const blocked;
    return std::thread([name, body = std::move(body)] {
        name_this_thread(name);
        body();
    });
}

} // namespace log_fluentd::detail
