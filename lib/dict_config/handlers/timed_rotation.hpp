// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// When a log file begins anew, and what the old one is called, as Python's TimedRotatingFileHandler has it.

#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

struct timed_rotation_config
{
    enum class unit
    {
        second,
        minute,
        hour,
        day,
        /// At a time of the day.
        midnight,
        /// At a time of the day, once a week.
        weekday,
    };

    unit when = unit::hour;
    /// From 0, Monday, to 6; of `unit::weekday`.
    int weekday = 0;
    /// How many units; at least 1.
    std::int64_t interval = 1;
    /// Times are UTC, not local.
    bool utc = false;
    /// Seconds of the day; without, the end of the day.
    std::optional<int> at;
};

/// The unit and the weekday that Python's `when` says, in any case; false: it says none.
bool read_when(std::string_view word, timed_rotation_config& into);

/// Pure functions of times, in seconds since 1970. They give what those of Python 3.11 give, but for what
/// 3.11.9 mended: hours of daylight saving, and a time that is exactly that of the day.
class timed_rotation
{
public:
    explicit timed_rotation(timed_rotation_config config);

    /// When a file that was begun, or written last, at `time` is to begin anew: later than that.
    std::time_t due_after(std::time_t time) const;
    /// What is put behind the name of the old file, which was due at `due` and is renamed at `now`.
    std::string suffix(std::time_t due, std::time_t now) const;
    /// Of the files in a folder, the oldest that are more than `kept`. None of another log is among them.
    std::vector<std::string> too_many(std::vector<std::string> const& names, std::string_view base,
                                      std::size_t kept) const;

private:
    bool is_at_a_time() const noexcept;
    std::tm fields(std::time_t time) const;
    std::time_t same_clock(std::time_t time, std::tm const& now) const;
    bool is_suffix(std::string_view text) const;

    timed_rotation_config config_;
    std::time_t interval_; // in seconds
};

} // namespace log_fluentd::detail
