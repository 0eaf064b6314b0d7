// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Times and durations of the standard library as those of Boost.DateTime.

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/posix_time/conversion.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <limits>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace log_fluentd::detail {

/// To the microsecond, as Boost.DateTime counts. None if Boost.DateTime cannot hold the duration. Nothing
/// overflows.
template <typename Rep, typename Period>
std::optional<boost::posix_time::time_duration> time_duration_of(std::chrono::duration<Rep, Period> duration)
{
    static_assert(std::is_integral_v<Rep> && (Period::num == 1 || Period::den == 1));
    constexpr std::int64_t micro = 1'000'000;
    constexpr std::int64_t most =
        std::numeric_limits<std::int64_t>::max() / boost::posix_time::time_duration::ticks_per_second() - 1;
    std::int64_t seconds = duration.count() / Period::den;
    std::int64_t rest = duration.count() % Period::den;
    if (rest < 0) {
        rest += Period::den;
        --seconds;
    }
    if (seconds > most / Period::num || seconds < -most / Period::num)
        return std::nullopt;
    rest = Period::den >= micro ? rest / std::max<std::int64_t>(Period::den / micro, 1)
                                : rest * (micro / Period::den);
    return boost::posix_time::seconds(seconds * Period::num) + boost::posix_time::microseconds(rest);
}

/// None if Boost.DateTime cannot hold the time.
template <typename Duration>
std::optional<boost::posix_time::ptime>
ptime_of(std::chrono::time_point<std::chrono::system_clock, Duration> time)
{
    boost::posix_time::ptime const epoch(boost::gregorian::date(1970, 1, 1));
    auto const since = time_duration_of(time.time_since_epoch());
    if (!since || *since < boost::posix_time::ptime(boost::gregorian::date(1400, 1, 1)) - epoch ||
        *since >= boost::posix_time::ptime(boost::gregorian::date(9999, 12, 31)) - epoch +
                      boost::posix_time::hours(24))
        return std::nullopt;
    return epoch + *since;
}

inline std::optional<boost::posix_time::ptime> ptime_of(std::tm const& time)
{
    try {
        return boost::posix_time::ptime_from_tm(time);
    } catch (std::out_of_range const&) {
        return std::nullopt;
    }
}

} // namespace log_fluentd::detail
