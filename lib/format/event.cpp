// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/event.hpp"

#include <boost/endian/conversion.hpp>

#include <cstring>
#include <ctime>

namespace log_fluentd::detail {

event_time event_time::now() noexcept
{
    // The call that system_clock makes too; it joins seconds and nanoseconds, which would have to be divided.
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return {static_cast<std::uint32_t>(now.tv_sec), static_cast<std::uint32_t>(now.tv_nsec)};
}

void begin_entry(scratch& out, event_time time, std::size_t max_event_size, bool as_integer)
{
    out.rewind();
    out.text_limit = max_event_size;
    if (as_integer) { // an array of two, and an unsigned number of four bytes (msgpack "uint 32")
        char* const short_head = out.append(6);
        std::uint32_t const time_in_seconds = boost::endian::native_to_big(time.seconds);
        std::memcpy(short_head, "\x92\xce", 2);
        std::memcpy(short_head + 2, &time_in_seconds, sizeof(time_in_seconds));
        return;
    }
    // An array of two, and the header of an extension of type 0 with 8 bytes (msgpack "fixext 8").
    char* const head = out.append(11);
    std::uint32_t const seconds = boost::endian::native_to_big(time.seconds),
                        nanoseconds = boost::endian::native_to_big(time.nanoseconds);
    std::memcpy(head, "\x92\xd7", 3); // the third is the 0
    std::memcpy(head + 3, &seconds, sizeof(seconds));
    std::memcpy(head + 7, &nanoseconds, sizeof(nanoseconds));
}

} // namespace log_fluentd::detail
