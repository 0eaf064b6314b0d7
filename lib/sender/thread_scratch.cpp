// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/thread_scratch.hpp"

namespace log_fluentd::detail {

namespace {

thread_local bool thread_ends = false; // trivially destructible too

} // namespace

struct scratch_owner
{
    void keep() noexcept {} // names the variable, which makes the thread construct it
    ~scratch_owner()
    {
        delete scratch_loan::this_threads_;
        scratch_loan::this_threads_ = nullptr;
        thread_ends = true;
    }
};

namespace {

thread_local scratch_owner owner;

} // namespace

void scratch_loan::make()
{
    scratch_ = new scratch;
    if (thread_ends) {
        own_ = scratch_;
    } else {
        owner.keep();
        this_threads_ = scratch_;
    }
}

void scratch_loan::destroy_own() noexcept
{
    delete own_;
}

} // namespace log_fluentd::detail
