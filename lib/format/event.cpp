// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/event.hpp"

#include <chrono>

namespace log_fluentd::detail {

namespace {

void put_big_endian(char* out, std::uint32_t value) noexcept
{
    for (int i = 0; i < 4; ++i)
        out[i] = static_cast<char>(static_cast<unsigned char>(value >> (24 - 8 * i)));
}

} // namespace

event_time event_time::now() noexcept
{
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const since_1970 = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
    return {static_cast<std::uint32_t>(since_1970 / 1'000'000'000),
            static_cast<std::uint32_t>(since_1970 % 1'000'000'000)};
}

void begin_event(scratch& out, event_time time, std::size_t max_event_size)
{
    out.clear();
    out.text_limit = max_event_size;
    // An array of two, and the header of an extension of type 0 with 8 bytes (msgpack "fixext 8").
    char* const head = out.append(11);
    head[0] = '\x92';
    head[1] = '\xd7';
    head[2] = '\x00';
    put_big_endian(head + 3, time.seconds);
    put_big_endian(head + 7, time.nanoseconds);
}

} // namespace log_fluentd::detail
