// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Why a sender cannot start to deliver.

#include "os/uninterrupted.hpp"
#include "transport/start_error.hpp"

#include <log_fluentd/diagnostic.hpp>

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// One sentence: what the system lacks, what becomes of the events, and the remedy.
std::string describe_start_error(std::error_code const& error);

/// The same as part of a sentence, for when the sender ends.
std::string describe_no_start(std::error_code const& error);
/// The same for the discard handler's thread.
std::string describe_discard_start_error(std::error_code const& error);

/// The last failed start, and when the next attempt is due. Any thread may call any member; none waits.
class start_trouble
{
public:
    using clock = std::chrono::steady_clock;

    /// Whether the next attempt is due: the first at once, the others at growing intervals.
    bool is_due() const noexcept
    {
        auto const at = next_try_.load(std::memory_order_relaxed);
        return at == never || clock::now().time_since_epoch().count() >= at;
    }
    /// Whether an attempt has ever failed.
    bool has_failed() const noexcept { return next_try_.load(std::memory_order_relaxed) != never; }
    /// When the next attempt is due.
    clock::time_point next_try() const noexcept
    {
        return clock::time_point(clock::duration(next_try_.load(std::memory_order_relaxed)));
    }
    /// \returns whether it is the first failure of this shortage, which is reported.
    bool failed(std::error_code error) noexcept;
    void begun() noexcept;
    /// No error if nothing is known to be wrong.
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
