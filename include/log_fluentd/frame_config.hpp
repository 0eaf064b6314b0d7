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
    /// A chunk's events as one string of msgpack. What every receiver takes, with the least work.
    packed_forward,
    /// A chunk's events as an array.
    forward,
    /// Each event on its own, in a chunk of its own. For receivers that take nothing else: each event takes a
    /// page (4 KiB) of the buffer, a frame and an acknowledgement.
    message,
};

/// What a frame looks like, for old and odd receivers. The defaults are what every other one takes.
struct frame_config
{
    event_mode mode = event_mode::packed_forward;
    /// Times are whole seconds, as before EventTime; the nanoseconds are lost.
    bool time_as_integer = false;
    /// The events of `packed_forward` are a msgpack `str`, as in its old specification, in place of `bin`.
    bool packed_as_string = false;
    /// Whether a frame has the map of options. Without, there is no acknowledgement to ask for: it takes
    /// `sender_config::require_ack = false`.
    bool options = true;
};

} // namespace log_fluentd

#endif
