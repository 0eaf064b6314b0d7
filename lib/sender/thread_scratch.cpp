// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/thread_scratch.hpp"

namespace log_fluentd::detail {

namespace {

/// A thread does not keep more than this from one large event.
constexpr std::size_t most_kept = 256 * 1024;

// Trivially destructible, so both can be read when the thread's other variables are gone.
thread_local scratch* this_threads = nullptr;
thread_local bool thread_ends = false;

struct scratch_owner
{
    void keep() noexcept {} // names the variable, which makes the thread construct it
    ~scratch_owner()
    {
        delete this_threads;
        this_threads = nullptr;
        thread_ends = true;
    }
};
thread_local scratch_owner owner;

} // namespace

scratch_loan::scratch_loan() : scratch_(this_threads)
{
    if (scratch_)
        return;
    own_ = std::make_unique<scratch>();
    scratch_ = own_.get();
    if (!thread_ends) {
        owner.keep();
        this_threads = own_.release();
    }
}

scratch_loan::~scratch_loan()
{
    scratch_->trim(most_kept);
}

} // namespace log_fluentd::detail
