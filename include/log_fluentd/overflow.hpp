// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_OVERFLOW_HPP_INCLUDED_
#define LOG_FLUENTD_OVERFLOW_HPP_INCLUDED_

/// \file
/// The overflow handler: takes what is given up.

#include <log_fluentd/error.hpp>

#include <cstdint>
#include <functional>
#include <string_view>

namespace log_fluentd {

/// Events of one tag that will not be sent any more, in the order in which they were offered.
/// \par Lifetime Only during the call of the handler.
struct given_up_events
{
    /// Their tag, with the sender's prefix.
    std::string_view tag;
    /// msgpack: `events` entries `[time, map]`, one behind the other, as they would have been sent. The time
    /// is an EventTime (extension type 0, 8 bytes: seconds and nanoseconds, big-endian), or with
    /// `frame_config::time_as_integer` a number.
    std::string_view entries;
    /// How many entries there are; at least one.
    std::uint64_t events = 0;
    /// Why: `errc::buffer_full` (rejected, or the oldest where `overflow_policy::drop_oldest` makes room),
    /// `errc::event_too_large` (rejected), `errc::refused` (a server refuses it and takes others like it), or
    /// `errc::closed` (still waiting when `close`, or the end of the process, ran out of time; those that
    /// were on the way may have arrived all the same).
    errc reason = errc::closed;
};

/// Takes what is given up. It runs on a thread of its own, which has a name and all signals blocked and is
/// started by the first such event; one call at a time, never inside `emit` or a logging statement, and under
/// no lock of the library's. So it may take its time, write files, wait, and log through Boost.Log; but an
/// event that it makes, directly or by logging, is rejected (`rejection::reentrant`) by every sender, as what
/// one gives up must not fill another. It may call `flush`, and `close`, which then does not wait for the
/// handler itself.
///
/// Events that are rejected or make room wait for it in an eighth of `buffer_config::limit` (1 MiB at least,
/// 64 MiB at most, and never more than a quarter), which is kept free for them and so is missing for others.
/// What does not fit there, because the handler is too slow, is not handed over and counted
/// (`statistics::overflow_missed`). With `overflow_policy::drop_oldest` a chunk takes at most half of that
/// room, whatever `chunk_limit` says. For its call a chunk is copied, outside of the limit: at most
/// `buffer_config::chunk_limit`, or one larger event.
///
/// What it throws is contained and counted (`statistics::handler_errors`); those events count as taken.
///
/// It does not get events that were rejected without having become bytes (`rejection::reentrant`,
/// `out_of_memory`, `invalid_tag`, `invalid_time`, `not_encodable`; of the `event_too_large` those that were
/// so while they were written, which count as missed) nor those offered after `close` (`rejection::closed`).
///
/// \par Lifetime It may be called after the sender was destroyed, until all was delivered or handed over.
/// `sender::close` waits for that within its time: `statistics::overflow_waiting` is zero from then on,
/// unless that time ran out while the handler was busy; then its calls go on. At the end of the process no
/// call begins once `close_timeout` is over; what is left counts as missed. For a sender on an executor
/// (asio.hpp), which the end of the process does not wait for, none begins once the library's exit handler
/// has run.
using overflow_handler = std::function<void(given_up_events const&)>;

} // namespace log_fluentd

#endif
