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
#include <limits>
#include <type_traits>

namespace log_fluentd {

/// When an event happened: a `std::time_t`, a time point of `std::chrono::system_clock`, or
/// `{seconds, nanoseconds}`. On the wire it is an EventTime, which knows the times from 1970-01-01 to
/// 2106-02-07 06:28:13 UTC and nanoseconds below 1,000,000,000: its seconds have 32 bits, and the last two of
/// them, 4294967294 and 4294967295, are marks for Fluent Bit, not times (it drops what follows them). Any
/// other time can be made; `sender::emit_with_time` and `emit_and_wait` reject an event that has it
/// (`rejection::invalid_time`), while a record of a sink gets the time at which it is logged.
struct event_time
{
    /// Seconds since 1970-01-01 UTC; the least or the greatest number of them where a time point is further
    /// away than a number of seconds can say, or no number.
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
        auto const since_1970 = time.time_since_epoch();
        if constexpr (std::is_integral_v<typename Duration::rep> && Duration::period::num == 1) {
            auto rest = since_1970 % std::chrono::seconds(1); // no product that could be too large
            if (rest < std::chrono::seconds(0))
                rest += std::chrono::seconds(1);
            seconds = std::chrono::floor<std::chrono::seconds>(since_1970).count();
            nanoseconds =
                static_cast<std::uint32_t>(std::chrono::floor<std::chrono::nanoseconds>(rest).count());
        } else {
            constexpr long double far_away = 9e9L; // seconds, in which nanoseconds still fit 64 bits
            long double const about = std::chrono::duration<long double>(since_1970).count();
            if (about > -far_away && about < far_away) {
                auto const whole = std::chrono::floor<std::chrono::seconds>(since_1970);
                auto const rest = std::chrono::floor<std::chrono::nanoseconds>(since_1970 - whole);
                seconds = whole.count();
                nanoseconds = static_cast<std::uint32_t>(rest.count());
            } else {
                seconds = about > 0 ? std::numeric_limits<std::int64_t>::max()
                                    : std::numeric_limits<std::int64_t>::min();
            }
        }
    }
    /// Not a floating point number: it would lose what is behind the point.
    template <typename Floating, typename = std::enable_if_t<std::is_floating_point_v<Floating>>>
    event_time(Floating) = delete;
};

} // namespace log_fluentd

#endif
