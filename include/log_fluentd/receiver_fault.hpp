// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECEIVER_FAULT_HPP_INCLUDED_
#define LOG_FLUENTD_RECEIVER_FAULT_HPP_INCLUDED_

/// \file
/// What a receiver does wrong on purpose, so that a program's own tests can show that it survives its
/// Fluentd: see doc/testing.md. It belongs to the target `log_fluentd::receiver`.

#include <chrono>
#include <cstddef>
#include <string_view>

namespace log_fluentd {

/// A fault, for `receiver::misbehave`. The functions below make them.
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
    /// Of `read_slowly`, in a second; of `close_after`, `reset_after` and `stall_after`, in all.
    std::size_t bytes = 0;
    /// Of `acknowledge_late`.
    std::chrono::milliseconds delay{0};
};

namespace faults {

/// Each connection is reset as soon as it stands. (Where nobody listens at all: `receiver::stop`.)
receiver_fault refuse() noexcept;
/// Connections stand, and nothing is ever read from them.
receiver_fault never_read() noexcept;
/// At most so many bytes are read of each connection in a second. At least 1.
receiver_fault read_slowly(std::size_t bytes_per_second) noexcept;
/// Each connection is closed when so many bytes of it were read. What was whole by then is treated as always.
receiver_fault close_after(std::size_t bytes) noexcept;
/// The same with a reset: what the peer has still under way is lost, and its next write fails.
receiver_fault reset_after(std::size_t bytes) noexcept;
/// Each connection stands still when so many bytes of it were read, in the middle of a frame, say.
receiver_fault stall_after(std::size_t bytes) noexcept;
/// Frames are taken, and never acknowledged.
receiver_fault never_acknowledge() noexcept;
/// Frames are taken, and acknowledged after so much time.
receiver_fault acknowledge_late(std::chrono::milliseconds delay) noexcept;
/// Each frame is acknowledged twice.
receiver_fault acknowledge_twice() noexcept;
/// Each frame is taken, and something else is acknowledged that nobody sent.
receiver_fault acknowledge_wrongly() noexcept;
/// Each frame is taken, and in its place the one before it on the connection is acknowledged; the first not
/// at all.
receiver_fault acknowledge_another() noexcept;
/// Each frame is taken, and answered with bytes that are no msgpack.
receiver_fault send_garbage() noexcept;
/// Each frame is taken, and answered with the first half of its acknowledgement.
receiver_fault send_half() noexcept;
/// The connection is closed over each frame, which is not taken, as by a Fluentd whose buffer is full.
receiver_fault refuse_frames() noexcept;

} // namespace faults

/// The fault that these words name: "never-acknowledge", "close-after:1000", "read-slowly:4096" (bytes),
/// "acknowledge-late:500" (milliseconds).
/// \throws std::invalid_argument with a sentence that lists the words.
receiver_fault parse_receiver_fault(std::string_view text);

} // namespace log_fluentd

#endif
