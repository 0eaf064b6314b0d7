// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// An event as an entry of a chunk: `[EventTime, map]` (Forward protocol v1, "Entry" and "EventTime Ext
/// Format").

#include "msgpack/scratch.hpp"

#include <boost/config.hpp>
#include <boost/endian/conversion.hpp>

#include <cstdint>
#include <cstring>
#include <ctime>
#include <optional>

namespace log_fluentd::detail {

/// Seconds since 1970 and nanoseconds, as EventTime has them.
struct entry_time
{
    std::uint32_t seconds = 0;
    std::uint32_t nanoseconds = 0;

    /// The system clock's time.
    static entry_time now() noexcept
    {
        // The call that system_clock makes too; it joins what would have to be divided here.
        timespec now;
        ::clock_gettime(CLOCK_REALTIME, &now);
        return {static_cast<std::uint32_t>(now.tv_sec), static_cast<std::uint32_t>(now.tv_nsec)};
    }
};

/// The first second since 1970 that no event can have. EventTime has two more, but in Fluent Bit these are
/// the beginning and the end of a group, whatever the form of the time: it drops what follows them.
constexpr std::int64_t end_of_time = 4294967294;

/// None where an event cannot have that time.
constexpr std::optional<entry_time> to_entry_time(std::int64_t seconds, std::uint32_t nanoseconds) noexcept
{
    if (seconds < 0 || seconds >= end_of_time || nanoseconds > 999'999'999)
        return std::nullopt;
    return entry_time{static_cast<std::uint32_t>(seconds), nanoseconds};
}

/// The time as whole seconds.
void write_seconds(scratch& out, entry_time time);

/// The beginning of an array of two, and the time.
inline void write_time(scratch& out, entry_time time)
{
    // With the header of an extension of type 0 with 8 bytes (msgpack "fixext 8").
    char* const head = out.end();
    std::uint32_t const seconds = boost::endian::native_to_big(time.seconds),
                        nanoseconds = boost::endian::native_to_big(time.nanoseconds);
    std::memcpy(head, "\x92\xd7", 3); // the third is the 0
    std::memcpy(head + 3, &seconds, sizeof(seconds));
    std::memcpy(head + 7, &nanoseconds, sizeof(nanoseconds));
    out.advance(11);
}

/// Begins an entry at the beginning of `out`, whose report is kept; the map must follow. A single string over
/// `max_event_size` is not even copied whole. \param as_integer The time is whole seconds, not an EventTime.
inline void begin_entry(scratch& out, entry_time time, std::size_t max_event_size, bool as_integer)
{
    out.rewind();
    out.text_limit = max_event_size;
    if (BOOST_UNLIKELY(as_integer))
        write_seconds(out, time);
    else
        write_time(out, time);
}
/// The same with a new report.
inline void begin_event(scratch& out, entry_time time, std::size_t max_event_size = std::size_t{1} << 20,
                        bool as_integer = false)
{
    out.clear();
    begin_entry(out, time, max_event_size, as_integer);
}

/// Cuts the longest strings of an entry that is too large.
bool cut_event(scratch& out, std::size_t max_event_size);

/// Cuts the longest strings of the entry in `out` until it has at most `max_event_size` bytes, each with a
/// mark that says how much is gone (`…[cut: 9437184 bytes]`), and counts that in the report. Keys stay whole.
/// \return false when the strings are not what makes it large; `out` is then of no use.
inline bool fit_event(scratch& out, std::size_t max_event_size)
{
    return out.size() <= max_event_size || cut_event(out, max_event_size);
}

} // namespace log_fluentd::detail
