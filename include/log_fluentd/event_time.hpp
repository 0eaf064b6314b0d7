// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_EVENT_TIME_HPP_INCLUDED_
#define LOG_FLUENTD_EVENT_TIME_HPP_INCLUDED_

/// \file
/// The time of an event that a program gives itself.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <type_traits>

namespace log_fluentd {

/// When an event happened: a `std::time_t`, a time point of `std::chrono::system_clock`, or
/// `{seconds, nanoseconds}`. On the wire it is an EventTime, which knows the times from 1970-01-01 to
/// 2106-02-07 UTC (seconds of 32 bits) and nanoseconds below 1,000,000,000. Any other time can be made;
/// `sender::emit_with_time` rejects an event that has it.
struct event_time
{
    /// Seconds since 1970-01-01 UTC.
    std::int64_t seconds = 0;
    /// Nanoseconds of that second.
    std::uint32_t nanoseconds = 0;

    constexpr event_time(std::time_t since_1970) noexcept : seconds(since_1970) {}
    constexpr event_time(std::int64_t since_1970, std::uint32_t ns) noexcept
        : seconds(since_1970),
          nanoseconds(ns)
    {}
    template <typename Duration>
    constexpr event_time(std::chrono::time_point<std::chrono::system_clock, Duration> time) noexcept
    {
        auto const whole = std::chrono::floor<std::chrono::seconds>(time.time_since_epoch());
        auto const rest = std::chrono::floor<std::chrono::nanoseconds>(time.time_since_epoch() - whole);
        seconds = whole.count();
        nanoseconds = static_cast<std::uint32_t>(rest.count());
    }
    /// Not a floating point number: it would lose what is behind the point.
    template <typename Floating, typename = std::enable_if_t<std::is_floating_point_v<Floating>>>
    event_time(Floating) = delete;
};

} // namespace log_fluentd

#endif
