// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_BUFFER_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_BUFFER_CONFIG_HPP_INCLUDED_

/// \file
/// How many events may wait for delivery, and for how long.

#include <chrono>
#include <cstddef>

namespace log_fluentd {

/// What happens to an event when the buffer is full.
enum class overflow_policy
{
    /// The event is rejected and counted (`rejection::buffer_full`). What is buffered stays.
    drop_newest,
    /// The event is accepted, and the oldest chunk that is not on its way to a server is discarded
    /// (`discard_reason::buffer_full`). If all chunks are on their way, the event is rejected.
    drop_oldest,
    /// The logging thread waits for room, at most for `buffer_config::block_timeout`. After that the event is
    /// rejected.
    block,
};

/// The buffer, which holds all chunks that are not delivered yet.
struct buffer_config
{
    /// Most memory that undelivered events may use, in bytes: 64 KiB to 64 GiB, and at least twice
    /// `chunk_limit`. It counts the slabs of 4 KiB in use, which hold the events and their tags, and
    /// 384 bytes for each chunk beyond the first 1,024 (there are many chunks if there are many tags). A few
    /// seconds after an outage the memory that it needed is returned to the system, except for 4 MiB that all
    /// senders of the process share.
    std::size_t limit = std::size_t{64} << 20;
    /// Size at which a chunk is sealed and sent, in bytes: 4 KiB to 4 MiB, which servers accept by default.
    /// If a server is configured to accept less, the sender finds that out (doc/delivery.md). Chunks are
    /// smaller where the discard handler could not receive a whole one (discard.hpp).
    std::size_t chunk_limit = std::size_t{1} << 20;
    /// Age of its first event at which a chunk is sealed. 1 ms to 1 h.
    std::chrono::milliseconds flush_interval{500};
    /// What happens to an event when the buffer is full.
    overflow_policy overflow = overflow_policy::drop_newest;
    /// Most time that one event waits for room with `overflow_policy::block`. 1 ms to 1 h.
    std::chrono::milliseconds block_timeout{1000};
    /// Whether an outage in which events were lost is reported downstream, by one extra event for each tag
    /// that says how many were lost, why, and from when to when. See doc/delivery.md.
    bool gap_events = true;
};

} // namespace log_fluentd

#endif
