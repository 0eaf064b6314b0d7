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

/// Seconds since 1970 and nanoseconds, as in EventTime.
struct entry_time
{
    std::uint32_t seconds = 0;
    std::uint32_t nanoseconds = 0;

    /// The time of the system clock.
    static entry_time now() noexcept
    {
        // `system_clock` makes the same call, but its result would have to be divided here.
        timespec now;
        ::clock_gettime(CLOCK_REALTIME, &now);
        return {static_cast<std::uint32_t>(now.tv_sec), static_cast<std::uint32_t>(now.tv_nsec)};
    }
};

/// The first second since 1970 that no event can have. EventTime could hold two more, but Fluent Bit reads
/// these as the beginning and the end of a group, in every form of time, and drops what follows them.
constexpr std::int64_t end_of_time = 4294967294;

/// None if no event can have that time.
constexpr std::optional<entry_time> to_entry_time(std::int64_t seconds, std::uint32_t nanoseconds) noexcept
{
    if (seconds < 0 || seconds >= end_of_time || nanoseconds > 999'999'999)
        return std::nullopt;
    return entry_time{static_cast<std::uint32_t>(seconds), nanoseconds};
}

/// Encodes the time as whole seconds.
void write_seconds(scratch& out, entry_time time);

/// Encodes the beginning of an array of two, and the time.
inline void write_time(scratch& out, entry_time time)
{
    // With the header of an extension of type 0 and 8 bytes (msgpack "fixext 8").
    char* const head = out.end();
    std::uint32_t const seconds = boost::endian::native_to_big(time.seconds),
                        nanoseconds = boost::endian::native_to_big(time.nanoseconds);
    std::memcpy(head, "\x92\xd7", 3); // the third byte is the 0
    std::memcpy(head + 3, &seconds, sizeof(seconds));
    std::memcpy(head + 7, &nanoseconds, sizeof(nanoseconds));
    out.advance(11);
}

/// Begins an entry at the beginning of `out`, and keeps the report. The map must follow. A string larger than
/// `max_event_size` is not even copied whole.
/// \param as_integer Whether the time is encoded as whole seconds instead of an EventTime.
inline void begin_entry(scratch& out, entry_time time, std::size_t max_event_size, bool as_integer)
{
    out.rewind();
    out.text_limit = max_event_size;
    if (BOOST_UNLIKELY(as_integer))
        write_seconds(out, time);
    else
        write_time(out, time);
}
/// The same, with a new report.
inline void begin_event(scratch& out, entry_time time, std::size_t max_event_size = std::size_t{1} << 20,
                        bool as_integer = false)
{
    out.clear();
    begin_entry(out, time, max_event_size, as_integer);
}

/// Cuts the longest strings of an entry that is too large; see `fit_event`.
bool cut_event(scratch& out, std::size_t max_event_size);

/// Cuts the longest strings of the entry in `out` until it has at most `max_event_size` bytes. Each gets a
/// mark with the number of missing bytes (`…[cut: 9437184 bytes]`). The report counts the event. Keys stay
/// whole.
/// \returns false if the entry is too large even without its strings; `out` is not usable then.
inline bool fit_event(scratch& out, std::size_t max_event_size)
{
    return out.size() <= max_event_size || cut_event(out, max_event_size);
}

} // namespace log_fluentd::detail
