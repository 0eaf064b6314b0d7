// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What this thread is doing, and the memory that it uses.

#include "msgpack/scratch.hpp"

#include <cstddef>

namespace log_fluentd::detail {

/// Marks that this thread is inside the library, so that an event made by the library's own work is noticed.
class inside_library
{
public:
    inside_library() noexcept : was_inside_(inside_) { inside_ = true; }
    ~inside_library() { inside_ = was_inside_; }
    inside_library& operator=(inside_library&&) = delete;

    /// Whether this thread was inside already.
    bool again() const noexcept { return was_inside_; }
    /// This thread stays inside from now on.
    static void stay() noexcept { inside_ = true; }

private:
    static inline thread_local bool inside_ = false; // seen here to be constant, which saves a call
    bool was_inside_;
};

/// Lends the scratch of this thread, cleared. A thread whose thread_local data are already destroyed gets one
/// for this event only. Do not nest it: guard it by `inside_library`.
class scratch_loan
{
public:
    /// \throws std::bad_alloc
    scratch_loan() : scratch_(this_threads_)
    {
        if (!scratch_)
            make();
        scratch_->clear();
    }
    ~scratch_loan()
    {
        scratch_->trim(most_kept);
        if (own_)
            destroy_own();
    }
    scratch_loan& operator=(scratch_loan&&) = delete;

    scratch& operator*() const noexcept { return *scratch_; }
    scratch* operator->() const noexcept { return scratch_; }

private:
    friend class scratch_key;

    /// A thread keeps no more than this after a large event.
    static constexpr std::size_t most_kept = std::size_t{256} * 1024;

    [[gnu::noinline, gnu::cold]] void make();
    [[gnu::noinline, gnu::cold]] void destroy_own() noexcept;

    // Trivially destructible, so it can be read after the thread's other variables are destroyed.
    static inline thread_local scratch* this_threads_ = nullptr;

    scratch* scratch_;
    scratch* own_ = nullptr;
};

} // namespace log_fluentd::detail
