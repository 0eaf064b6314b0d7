// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECEIVER_FAULT_HPP_INCLUDED_
#define LOG_FLUENTD_RECEIVER_FAULT_HPP_INCLUDED_

/// \file
/// Faults of a receiver, so that a program's own tests can show that it survives those of its Fluentd: see
/// doc/testing.md. It belongs to the target `log_fluentd::receiver`.

#include <log_fluentd/detail/export.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string_view>

namespace log_fluentd {

/// A fault for `receiver::misbehave`. The functions below make faults.
struct receiver_fault
{
    enum class kind
    {
        none,
        refuse,
        never_read,
        read_slowly,
        close_after,
        reset_after,
        stall_after,
        never_acknowledge,
        acknowledge_late,
        acknowledge_twice,
        acknowledge_wrongly,
        acknowledge_another,
        send_garbage,
        send_half,
        refuse_frames,
    };
    kind what = kind::none;
    /// For `read_slowly`, bytes in a second; for `close_after`, `reset_after` and `stall_after`, bytes in
    /// all.
    std::size_t bytes = 0;
    /// For `acknowledge_late`.
    std::chrono::milliseconds delay{0};
};

namespace faults {

/// Each connection is reset as soon as it is made. (With `receiver::stop` nobody listens at all.)
inline receiver_fault refuse() noexcept
{
    return {receiver_fault::kind::refuse};
}
/// Connections are accepted, and nothing is ever read from them.
inline receiver_fault never_read() noexcept
{
    return {receiver_fault::kind::never_read};
}
/// At most `bytes_per_second` are read from each connection in a second, at least 1.
inline receiver_fault read_slowly(std::size_t bytes_per_second) noexcept
{
    return {receiver_fault::kind::read_slowly, std::max<std::size_t>(bytes_per_second, 1)};
}
/// Each connection is closed after `bytes` were read from it. Frames that are whole by then are processed
/// as usual.
inline receiver_fault close_after(std::size_t bytes) noexcept
{
    return {receiver_fault::kind::close_after, bytes};
}
/// The same with a reset: what the peer has still on the way is lost, and its next write fails.
inline receiver_fault reset_after(std::size_t bytes) noexcept
{
    return {receiver_fault::kind::reset_after, bytes};
}
/// Each connection is not read any further after `bytes`, for example in the middle of a frame.
inline receiver_fault stall_after(std::size_t bytes) noexcept
{
    return {receiver_fault::kind::stall_after, bytes};
}
/// Frames are accepted and never acknowledged.
inline receiver_fault never_acknowledge() noexcept
{
    return {receiver_fault::kind::never_acknowledge};
}
/// Frames are accepted, and acknowledged after `delay`.
inline receiver_fault acknowledge_late(std::chrono::milliseconds delay) noexcept
{
    return {receiver_fault::kind::acknowledge_late, 0, delay};
}
/// Each frame is acknowledged twice.
inline receiver_fault acknowledge_twice() noexcept
{
    return {receiver_fault::kind::acknowledge_twice};
}
/// Each frame is accepted, and a chunk that nobody has sent is acknowledged instead.
inline receiver_fault acknowledge_wrongly() noexcept
{
    return {receiver_fault::kind::acknowledge_wrongly};
}
/// Each frame is accepted, and the previous one of the connection is acknowledged instead; for the first,
/// none.
inline receiver_fault acknowledge_another() noexcept
{
    return {receiver_fault::kind::acknowledge_another};
}
/// Each frame is accepted, and answered with bytes that are not valid msgpack.
inline receiver_fault send_garbage() noexcept
{
    return {receiver_fault::kind::send_garbage};
}
/// Each frame is accepted, and answered with the first half of its acknowledgement.
inline receiver_fault send_half() noexcept
{
    return {receiver_fault::kind::send_half};
}
/// Each frame is refused: its connection is closed, as by a Fluentd whose buffer is full.
inline receiver_fault refuse_frames() noexcept
{
    return {receiver_fault::kind::refuse_frames};
}

} // namespace faults

/// Parses the name of a fault: "never-acknowledge", "close-after:1000", "read-slowly:4096" (bytes),
/// "acknowledge-late:500" (milliseconds), "none".
/// \throws std::invalid_argument with a sentence that lists the names.
LOG_FLUENTD_DECL receiver_fault parse_receiver_fault(std::string_view text);

} // namespace log_fluentd

#endif
