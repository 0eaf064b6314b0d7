// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Blocks signals while threads are started, so that no signal of the program is delivered to a thread of the
/// library. Header only, because the receiver library needs it too.

#include <pthread.h>
#include <signal.h>

namespace log_fluentd::detail {

/// Blocks all signals of this thread while it exists. A thread that is started meanwhile inherits that.
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
    all_signals_blocked& operator=(all_signals_blocked&&) = delete;

private:
    sigset_t before_;
};

} // namespace log_fluentd::detail
