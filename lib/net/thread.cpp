// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/thread.hpp"

#include <pthread.h>
#include <signal.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Blocks all signals of this thread; one started meanwhile inherits that.
class all_signals_blocked
{
public:
    all_signals_blocked() noexcept
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    ~all_signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    all_signals_blocked(all_signals_blocked const&) = delete;
    all_signals_blocked& operator=(all_signals_blocked const&) = delete;

private:
    sigset_t before_;
};

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
