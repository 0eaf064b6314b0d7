// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DISCARD_HPP_INCLUDED_
#define LOG_FLUENTD_DISCARD_HPP_INCLUDED_

/// \file
/// The discard handler: receives the events that will not be sent.

#include <log_fluentd/error.hpp>
#include <log_fluentd/renamed.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace log_fluentd {

/// Events of one tag that will not be sent, in the order in which they were given to the sender.
/// \par Lifetime
/// Valid only during the call of the handler.
struct discarded_events
{
    /// The tag, with the sender's prefix.
    std::string_view tag;
    /// The entries, encoded as they would have been sent: `events` times `[time, map]` in msgpack, one after
    /// the other. The time is an EventTime (extension type 0 with 8 bytes: seconds and nanoseconds,
    /// big-endian), or with `frame_config::time_as_integer` an integer.
    std::string_view entries;
    /// The number of entries, at least 1.
    std::uint64_t events = 0;
    /// Why they will not be sent:
    /// - `errc::buffer_full`: they were rejected, or they were the oldest ones and were discarded to make
    ///   room (`overflow_policy::drop_oldest`).
    /// - `errc::event_too_large`: they were rejected.
    /// - `errc::refused`: a server refuses them and accepts others like them, or no server accepts events of
    ///   their size (doc/delivery.md).
    /// - `errc::closed`: they were still waiting when `close`, or the end of the process, ran out of time.
    ///   Those that were on their way may have arrived nevertheless.
    errc reason = errc::closed;
};

/// Receives the events that will not be sent. The handler is called on a thread of its own, one call at a
/// time, never within `emit` or a logging statement, and while no lock of the library is held. The first such
/// event starts this thread, which has a name and all signals blocked. So the handler may take its time,
/// write files, wait, and log through Boost.Log. An event that it makes, directly or by logging, is rejected
/// by every sender (`rejection::reentrant`), because what one sender discards must not fill another. The
/// handler may call `flush`, and `close`, which then does not wait for the handler itself. An exception that
/// it throws is caught and counted (`statistics::handler_errors`); its events count as handed over.
///
/// Events that are rejected or make room wait for the handler in a part of the buffer that is reserved for
/// them: an eighth of `buffer_config::limit`, at least 1 MiB, at most 64 MiB, and never more than a quarter
/// of it. If the handler is too slow and this part is full, events are counted
/// (`statistics::discards_missed`) and not handed over. With `overflow_policy::drop_oldest` a chunk has at
/// most half of this size, whatever `chunk_limit` says. Each call gets a copy of a chunk, which does not
/// count towards the limit: at most `buffer_config::chunk_limit` bytes, or one larger event.
///
/// The handler does not receive events that were rejected before they were encoded (`rejection::reentrant`,
/// `out_of_memory`, `invalid_tag`, `invalid_time`, `not_encodable`, and `event_too_large` if that was found
/// while encoding, which counts as missed), nor those given to a closed sender (`rejection::closed`).
///
/// \par Lifetime
/// The handler may be called after the sender was destroyed, until everything was delivered or handed over.
/// `sender::close` waits for that within its timeout: afterwards `statistics::discards_waiting` is zero,
/// unless the timeout ended while the handler was busy; the calls then go on. At the end of the process no
/// call begins after `close_timeout`, and what is left counts as missed. The end of the process does not wait
/// for a sender on an executor (asio.hpp); for such a sender no call begins after the library's exit handler
/// has run.
using discard_handler = std::function<void(discarded_events const&)>;

} // namespace log_fluentd

#endif
