// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_FRAME_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_FRAME_CONFIG_HPP_INCLUDED_

/// \file
/// How events are framed.

namespace log_fluentd {

/// How events are framed (Forward protocol v1, "Event Modes").
enum class event_mode
{
    /// The events of a chunk as one binary of msgpack. Every server supports it, with the least work.
    packed_forward,
    /// The events of a chunk as an array.
    forward,
    /// Each event as a frame of its own, for servers that support nothing else. Each event then needs a page
    /// (4 KiB) of the buffer, a frame and an acknowledgement.
    message,
};

/// The form of frames, for old and unusual servers. All other servers support the defaults.
struct frame_config
{
    event_mode mode = event_mode::packed_forward;
    /// Sends times as whole seconds, for servers that do not support EventTime. The nanoseconds are lost.
    bool time_as_integer = false;
    /// Encodes the events of `packed_forward` as a msgpack `str` instead of a `bin`, as an older version of
    /// the protocol says.
    bool packed_as_string = false;
    /// Whether a frame has the map of options. Without it no acknowledgement can be requested, so `false`
    /// requires `sender_config::require_ack = false`.
    bool options = true;
};

} // namespace log_fluentd

#endif
