// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_BUFFER_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_BUFFER_CONFIG_HPP_INCLUDED_

/// \file
/// What waits for delivery: how much of it, and for how long.

#include <chrono>
#include <cstddef>

namespace log_fluentd {

/// What happens to an event when the buffer is full.
enum class overflow_policy
{
    /// The event is rejected and counted (`rejection::buffer_full`); what is buffered stays.
    drop_newest,
    /// The oldest chunk that is not on its way is given up (`drop::overflow`); the event is taken. Where
    /// every chunk is on its way the event is rejected.
    drop_oldest,
    /// The logging thread waits for room, at most for `buffer_config::block_timeout`; then the event is
    /// rejected.
    block,
};

/// The buffer: all chunks not yet delivered.
struct buffer_config
{
    /// Most memory that undelivered events may take, in bytes, counted by the slabs of 4 KiB in use, in which
    /// their tags lie too, and by 384 bytes for each chunk beyond the first 1,024 (with many tags there are
    /// many chunks). What an outage took is given back to the system within a few seconds after it, but for 4
    /// MiB that all senders of the process share. 64 KiB to 64 GiB, and at least twice `chunk_limit`.
    std::size_t limit = std::size_t{64} << 20;
    /// A chunk of this many bytes is sealed and sent, in bytes. 4 KiB to 4 MiB (what receivers take as they
    /// are shipped; what one takes that has a smaller limit of its own is found out, see doc/delivery.md).
    /// Smaller ones are made where the overflow handler could not be given it whole: see overflow.hpp.
    std::size_t chunk_limit = std::size_t{1} << 20;
    /// A chunk is sealed this long after its first event. 1 ms to 1 h.
    std::chrono::milliseconds flush_interval{500};
    /// What happens to an event when the buffer is full.
    overflow_policy overflow = overflow_policy::drop_newest;
    /// Most time that one event waits for room under `overflow_policy::block`. 1 ms to 1 h.
    std::chrono::milliseconds block_timeout{1000};
    /// After an outage in which events were lost, one event of its own for each tag says so downstream: how
    /// many, why, and from when to when. See doc/delivery.md.
    bool gap_events = true;
};

} // namespace log_fluentd

#endif
