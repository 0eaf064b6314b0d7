// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// When a new log file begins, and the old file's name, as in Python's TimedRotatingFileHandler.

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
    /// From 0, Monday, to 6. For `unit::weekday`.
    int weekday = 0;
    /// Number of units; at least 1.
    std::int64_t interval = 1;
    /// Whether times are in UTC instead of local time.
    bool utc = false;
    /// Seconds of the day. If none, the end of the day.
    std::optional<int> at;
};

/// Reads Python's `when`, in upper or lower case.
/// \returns false if it is not valid.
bool read_when(std::string_view word, timed_rotation_config& into);

/// Pure functions of times, in seconds since 1970. They return what those of Python 3.11 return, with the
/// corrections of 3.11.9: hours of daylight saving, and a time that is exactly that of the day.
class timed_rotation
{
public:
    explicit timed_rotation(timed_rotation_config config);

    /// When the next file begins, after a file that was begun or last written at `time`. Always later than
    /// `time`.
    std::time_t due_after(std::time_t time) const;
    /// The suffix for the old file's name. The file was due at `due` and is renamed at `now`.
    std::string suffix(std::time_t due, std::time_t now) const;
    /// The oldest files of a folder, beyond the `kept` newest. Files of other logs are left out.
    std::vector<std::string> too_many(std::vector<std::string> const& names, std::string_view base,
                                      std::uint64_t kept) const;

private:
    bool is_at_a_time() const noexcept;
    std::tm fields(std::time_t time) const;
    std::time_t same_clock(std::time_t time, std::tm const& now) const;
    bool is_suffix(std::string_view text) const;

    timed_rotation_config config_;
    std::time_t interval_; // in seconds
};

} // namespace log_fluentd::detail
