// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The strand's side of the buffer.

#include "buffer/buffer_parts.hpp"

namespace log_fluentd::detail {

/// The strand takes sealed chunks and says what became of them. Each function takes the buffer's lock.
class outgoing_chunks
{
public:
    explicit outgoing_chunks(buffer_parts& parts) : parts_(parts) {}

    /// The oldest sealed chunk that was not taken, or null. It still counts as waiting. Its slabs do not
    /// change until it is settled.
    chunk* take() noexcept { return parts_.locked()->queue.take(); }
    /// \param server That took it, as numbered in the configuration.
    void settle_delivered(chunk* taken, std::size_t server = 0) noexcept;
    void settle_discarded(chunk* taken, discard_reason reason) noexcept;
    /// Divides a chunk of several events in two, the first of them with so many of these; 0: half of them.
    /// \return the second half, which counts as taken too, and has the same sequence; null where it cannot be
    /// divided, or there is no memory to do so. Nothing is copied.
    chunk* divide(chunk* taken, std::uint64_t events_of_first = 0) noexcept;
    /// Chunks are sealed at so many bytes from now on, but never above what is configured, nor below 4 KiB.
    void seal_at(std::size_t bytes) noexcept { parts_.locked()->queue.seal_at(bytes); }
    /// Whether a chunk is open, and so will have to be sealed some time.
    bool has_open() const noexcept { return !parts_.locked()->queue.open().empty(); }
    /// Whether `take` has one to give.
    bool has_next() const noexcept { return parts_.locked()->queue.has_next(); }
    /// Whether nothing waits, sealed or not.
    bool empty() const noexcept { return parts_.locked()->queue.empty(); }

    /// Makes the events that tell of lost ones, when the outage is over, or `at_close`. \return whether there
    /// were any.
    bool make_gap_events(bool at_close) noexcept;
    /// Counts those that could not be made as discarded.
    void discard_gap_events() noexcept;
    /// True once for each time that the buffer began to lose events, or to let them wait, because it is full.
    bool take_full_report() noexcept { return parts_.locked()->space.take_report(); }

    /// Whether memory is held that nothing is in, beyond a little. It may be needed again soon.
    bool has_idle_memory() const noexcept;
    /// What was idle ever since the last call is to go back to the system. \return whether there is any, for
    /// `give_back_some`.
    bool find_idle_memory() noexcept;
    /// Gives a part of it back, which takes a fraction of a millisecond, most of it without the lock.
    /// \return whether there is more.
    bool give_back_some() noexcept;

private:
    buffer_parts& parts_;
    std::size_t to_give_back_ = 0; // slabs
};

} // namespace log_fluentd::detail
