// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Why a sender cannot begin to deliver.

#include "os/uninterrupted.hpp"
#include "transport/start_error.hpp"

#include <log_fluentd/diagnostic.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// One sentence: what the system has too little of, what becomes of the events, and the remedy.
std::string describe_start_error(std::error_code const& error);

/// The same at the end, as a part of a sentence.
std::string describe_no_start(std::error_code const& error);
/// The same for the discard handler's thread.
std::string describe_discard_start_error(std::error_code const& error);

/// What is known of a start that failed, and when the next try is due. All members may be called from any
/// thread; none waits.
class start_trouble
{
public:
    using clock = std::chrono::steady_clock;

    /// Whether the next try is due: at once before the first, then at growing intervals.
    bool is_due() const noexcept
    {
        auto const at = next_try_.load(std::memory_order_relaxed);
        return at == never || clock::now().time_since_epoch().count() >= at;
    }
    /// Whether one has failed ever.
    bool has_failed() const noexcept { return next_try_.load(std::memory_order_relaxed) != never; }
    /// When that is.
    clock::time_point next_try() const noexcept
    {
        return clock::time_point(clock::duration(next_try_.load(std::memory_order_relaxed)));
    }
    /// \return whether it is the first failure of this shortage: the one that is reported.
    bool failed(std::error_code error) noexcept;
    void begun() noexcept;
    /// None: nothing is known to be wrong.
    std::error_code error() const noexcept;
    bool can_be_locked(clock::time_point latest) noexcept { return can_be_had(mutex_, latest); }

private:
    static constexpr clock::rep never = clock::time_point::min().time_since_epoch().count();

    mutable std::mutex mutex_;
    std::error_code error_;
    start_waits waits_;
    std::atomic<clock::rep> next_try_{never};
};

} // namespace log_fluentd::detail
