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

/// A fault for `receiver::misbehave`. `faults` makes them.
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

/// Makes faults: `faults::refuse()`.
struct faults
{
    using kind = receiver_fault::kind;

    /// Each connection is reset as soon as it is made. (With `receiver::stop` nobody listens at all.)
    static receiver_fault refuse() noexcept { return {kind::refuse}; }
    /// Connections are accepted, and nothing is ever read from them.
    static receiver_fault never_read() noexcept { return {kind::never_read}; }
    /// At most `bytes_per_second` are read from each connection in a second, at least 1.
    static receiver_fault read_slowly(std::size_t bytes_per_second) noexcept
    {
        return {kind::read_slowly, std::max<std::size_t>(bytes_per_second, 1)};
    }
    /// Each connection is closed after `bytes` were read from it. Frames that are whole by then are processed
    /// as usual.
    static receiver_fault close_after(std::size_t bytes) noexcept { return {kind::close_after, bytes}; }
    /// The same with a reset: what the peer has still on the way is lost, and its next write fails.
    static receiver_fault reset_after(std::size_t bytes) noexcept { return {kind::reset_after, bytes}; }
    /// Each connection is not read any further after `bytes`, for example in the middle of a frame.
    static receiver_fault stall_after(std::size_t bytes) noexcept { return {kind::stall_after, bytes}; }
    /// Frames are accepted and never acknowledged.
    static receiver_fault never_acknowledge() noexcept { return {kind::never_acknowledge}; }
    /// Frames are accepted, and acknowledged after `delay`.
    static receiver_fault acknowledge_late(std::chrono::milliseconds delay) noexcept
    {
        return {kind::acknowledge_late, 0, delay};
    }
    /// Each frame is acknowledged twice.
    static receiver_fault acknowledge_twice() noexcept { return {kind::acknowledge_twice}; }
    /// Each frame is accepted, and a chunk that nobody has sent is acknowledged instead.
    static receiver_fault acknowledge_wrongly() noexcept { return {kind::acknowledge_wrongly}; }
    /// Each frame is accepted, and the previous one of the connection is acknowledged instead; for the first,
    /// none.
    static receiver_fault acknowledge_another() noexcept { return {kind::acknowledge_another}; }
    /// Each frame is accepted, and answered with bytes that are not valid msgpack.
    static receiver_fault send_garbage() noexcept { return {kind::send_garbage}; }
    /// Each frame is accepted, and answered with the first half of its acknowledgement.
    static receiver_fault send_half() noexcept { return {kind::send_half}; }
    /// Each frame is refused: its connection is closed, as by a Fluentd whose buffer is full.
    static receiver_fault refuse_frames() noexcept { return {kind::refuse_frames}; }
};

/// Parses the name of a fault: "never-acknowledge", "close-after:1000", "read-slowly:4096" (bytes),
/// "acknowledge-late:500" (milliseconds), "none".
/// \throws std::invalid_argument with a sentence that lists the names.
LOG_FLUENTD_DECL receiver_fault parse_receiver_fault(std::string_view text);

} // namespace log_fluentd

#endif
