// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/thread_scratch.hpp"

#include "os/fork.hpp"

#include <pthread.h>

namespace log_fluentd::detail {

namespace {

thread_local bool thread_ends = false; // trivially destructible too

} // namespace

/// Frees a thread's scratch when the thread ends. A thread_local variable's destructor cannot do it: `exit`
/// calls those of its thread too, and a signal may have interrupted that in `malloc`, with the lock that
/// `free` needs. What a thread has at the end of the process is not freed.
class scratch_key
{
public:
    scratch_key() noexcept : is_made_(::pthread_key_create(&key_, end) == 0) {}

    /// \returns whether it will be freed: this requires a key, and memory.
    bool keep(scratch* of_thread) const noexcept
    {
        return is_made_ && ::pthread_setspecific(key_, of_thread) == 0;
    }

private:
    static void end(void* of_thread) noexcept
    {
        scratch_loan::this_threads_ = nullptr;
        thread_ends = true;
        delete static_cast<scratch*>(of_thread);
    }

    ::pthread_key_t key_{};
    bool const is_made_;
};

namespace {

fork_safe_static<scratch_key> the_key;

} // namespace

void scratch_loan::make()
{
    scratch_ = new scratch;
    if (thread_ends || !the_key.get().keep(scratch_))
        own_ = scratch_;
    else
        this_threads_ = scratch_;
}

void scratch_loan::destroy_own() noexcept
{
    delete own_;
}

} // namespace log_fluentd::detail
