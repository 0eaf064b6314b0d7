// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The buffer as the strand uses it.

#include "buffer/buffer_parts.hpp"

namespace log_fluentd::detail {

/// The strand takes sealed chunks and reports what became of them. Each function locks the buffer.
class outgoing_chunks
{
public:
    explicit outgoing_chunks(buffer_parts& parts) : parts_(parts) {}

    /// The oldest sealed chunk that was not taken, or null. It still counts as waiting. Its slabs do not
    /// change until it is settled.
    chunk* take() noexcept { return parts_.locked()->queue.take(); }
    /// \param server The server that accepted it, as numbered in the configuration.
    void settle_delivered(chunk* taken, std::size_t server = 0) noexcept;
    void settle_discarded(chunk* taken, discard_reason reason) noexcept;
    /// Divides a chunk of several events in two. Nothing is copied.
    /// \param events_of_first Events of the first half. If 0, half of them.
    /// \returns the second half, which counts as taken too and has the same sequence, or null if the chunk
    /// cannot be divided or there is no memory.
    chunk* divide(chunk* taken, std::uint64_t events_of_first = 0) noexcept;
    /// Seals chunks at this many bytes from now on, but not above the configured limit, nor below 4 KiB.
    void seal_at(std::size_t bytes) noexcept { parts_.locked()->queue.seal_at(bytes); }
    /// Whether a chunk is open, and so will have to be sealed later.
    bool has_open() const noexcept { return !parts_.locked()->queue.open().empty(); }
    /// Whether `take` would return a chunk.
    bool has_next() const noexcept { return parts_.locked()->queue.has_next(); }
    /// Whether nothing waits, sealed or not.
    bool empty() const noexcept { return parts_.locked()->queue.empty(); }

    /// Makes the events that report lost ones when the outage is over, or `at_close`.
    /// \returns whether there were any.
    bool make_gap_events(bool at_close) noexcept;
    /// Counts gap events that could not be made as discarded.
    void discard_gap_events() noexcept;
    /// Returns true once for each time that the buffer became full, so that events were lost or had to wait.
    bool take_full_report() noexcept { return parts_.locked()->space.take_report(); }

    /// Whether more than a little memory is held but not used. It may be needed again soon.
    bool has_idle_memory() const noexcept;
    /// Marks what has been idle since the last call, to be given back to the system.
    /// \returns whether there is any, for `give_back_some`.
    bool find_idle_memory() noexcept;
    /// Gives a part of it back. This lasts a fraction of a millisecond, most of it without the lock.
    /// \returns whether there is more.
    bool give_back_some() noexcept;

private:
    buffer_parts& parts_;
    std::size_t to_give_back_ = 0; // slabs
};

} // namespace log_fluentd::detail
