// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_EVENT_TIME_HPP_INCLUDED_
#define LOG_FLUENTD_EVENT_TIME_HPP_INCLUDED_

/// \file
/// The time of an event, if the program gives it.

#include <chrono>
#include <cstdint>
#include <ctime>
#include <limits>
#include <type_traits>

namespace log_fluentd {

/// When an event happened: a `std::time_t`, a time point of `std::chrono::system_clock`, or
/// `{seconds, nanoseconds}`.
///
/// An event is sent with an EventTime (Forward protocol v1, "EventTime Ext Format"), which can express the
/// times from 1970-01-01 to 2106-02-07 06:28:13 UTC. Its seconds have 32 bits, of which the last two values,
/// 4294967294 and 4294967295, are not times but marks for Fluent Bit (which ignores what follows them). An
/// object of this class can have any other time too. `sender::emit_with_time` and `emit_and_wait` reject an
/// event with such a time (`rejection::invalid_time`); a record of a sink gets the time at which it is logged
/// instead.
struct event_time
{
    /// Seconds since 1970-01-01 UTC. It has the least or the greatest value if a time point is too far away
    /// for it, or is not a number.
    std::int64_t seconds = 0;
    /// Nanoseconds within that second. An EventTime can express 0 to 999,999,999.
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
    /// A floating point number is not accepted, because its fraction would be lost.
    template <typename Floating, typename = std::enable_if_t<std::is_floating_point_v<Floating>>>
    event_time(Floating) = delete;
};

} // namespace log_fluentd

#endif
