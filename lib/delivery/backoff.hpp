// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// How long to wait before the next attempt.

#include <log_fluentd/retry_config.hpp>

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace log_fluentd::detail {

/// Exponential backoff with full jitter: a wait is random between 0 and a bound that doubles with each
/// failure, so that many clients do not come back at the same time.
class backoff
{
public:
    /// \param random Returns numbers from 0 up to 1.
    backoff(retry_config config, std::function<double()> random) : config_(config), random_(std::move(random))
    {}

    /// The wait before the next attempt.
    std::chrono::microseconds next()
    {
        auto const bound = bound_of(failures_);
        failures_ = std::min(failures_ + 1, max_failures);
        return part(bound, random_());
    }
    /// The same after a failure that time alone hardly mends: between half of the longest wait and all of it.
    std::chrono::microseconds longest()
    {
        failures_ = max_failures;
        return part(config_.max_interval, 0.5 + 0.5 * random_());
    }
    /// An attempt has succeeded: the next wait is a short one.
    void reset() noexcept { failures_ = 0; }

    /// When the next attempt may be if somebody waits for delivery: at least a second after the last attempt,
    /// and not at the same time as others. Call it only once for each wait, because the smallest of several
    /// random answers would not be random any more.
    template <typename TimePoint>
    TimePoint hurried(TimePoint last, TimePoint now) const
    {
        auto const after = [this](TimePoint t, std::chrono::microseconds least,
                                  std::chrono::microseconds more) {
            return t +
                   std::chrono::duration_cast<typename TimePoint::duration>(least + part(more, random_()));
        };
        return std::max(after(last, shortest_hurried, shortest_hurried),
                        after(now, {}, shortest_hurried / 20));
    }

    /// The next attempt if there will be no attempt after `end`: within about a second, and the last one
    /// while there is still time for an answer.
    /// \param at When it would be otherwise.
    template <typename TimePoint>
    TimePoint before_end(TimePoint at, TimePoint now, TimePoint end) const
    {
        using duration = typename TimePoint::duration;
        auto const wait = shortest_hurried / 2 + part(shortest_hurried / 2, random_());
        auto const room = shortest_hurried / 4 + part(shortest_hurried / 10, random_());
        auto const last = end - std::chrono::duration_cast<duration>(room);
        at = std::min(at, now + std::chrono::duration_cast<duration>(wait));
        return now < last ? std::min(at, last) : at;
    }

private:
    /// A server is not tried more often than this for somebody who waits.
    static constexpr std::chrono::microseconds shortest_hurried{1000000};
    static constexpr int max_failures = 40; // 2^40 ms is beyond every bound

    static std::chrono::microseconds part(std::chrono::microseconds of, double share)
    {
        return std::chrono::microseconds(static_cast<std::int64_t>(static_cast<double>(of.count()) * share));
    }

    std::chrono::milliseconds bound_of(int failures) const
    {
        auto bound = config_.initial_interval;
        for (int i = 0; i < failures && bound < config_.max_interval; ++i)
            bound *= 2;
        return std::min(bound, config_.max_interval);
    }

    retry_config config_;
    std::function<double()> random_;
    int failures_ = 0;
};

} // namespace log_fluentd::detail
