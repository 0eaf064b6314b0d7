// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The chunks that are not yet settled: open and sealed ones.

#include "buffer/chunk.hpp"
#include "buffer/open_chunks.hpp"
#include "msgpack/padded_bytes.hpp"
#include "os/wait_list.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace log_fluentd::detail {

/// Sealed chunks stay in order of sequence until they are settled, including those that the strand has taken.
/// The buffer's lock guards it.
class chunk_queue
{
public:
    using clock = std::chrono::steady_clock;

    /// \param most_in_a_chunk Bytes.
    explicit chunk_queue(std::size_t most_in_a_chunk) : most_(most_in_a_chunk), limit_(most_in_a_chunk) {}

    open_chunks& open() noexcept { return open_; }
    /// Seals chunks at this many bytes from now on, but not above the configured limit, nor below 4 KiB.
    void seal_at(std::size_t bytes) noexcept;
    std::size_t chunk_limit() const noexcept { return limit_; }
    /// Whether the event fits into the last slab of the chunk, with `copy_slack`, and does not fill the
    /// chunk.
    bool fits(chunk const& open, std::size_t size) const noexcept
    {
        return open.last_used + size + copy_slack <= slab_pool::slab_size &&
               open.content.bytes + size < limit_;
    }
    void seal(chunk& c) noexcept;
    /// \returns the sequence of the last chunk there is.
    std::uint64_t seal_all() noexcept;
    /// The same if no chunk is sealed.
    /// \returns whether there is a sealed chunk now that was not there before.
    bool seal_where_nothing_is() noexcept;
    /// Adds a chunk that was never open.
    void push(chunk& c) noexcept;

    /// The oldest sealed chunk that was not taken, or null.
    chunk* take() noexcept;
    bool has_next() const noexcept { return next_to_take_ != sealed_.end(); }
    bool empty() const noexcept { return sealed_.empty() && open_.empty(); }
    /// Adds the second half of a chunk that was taken, which counts as taken too.
    void insert_behind(chunk& taken, chunk& other) noexcept;
    /// The oldest chunk that may be discarded for an event, or null if there is none. Chunks that the strand
    /// has taken may not.
    chunk* may_go(bool for_kept) noexcept;
    /// Removes a chunk, and wakes those who wait for it.
    void settle(chunk& c, chunk_end end, errc reason) noexcept;

    /// When the oldest chunk was opened, or `now` if there is none.
    clock::time_point since(clock::time_point now) const noexcept;
    /// Events waiting in chunks up to `sequence`, without gap events.
    amount waiting_up_to(std::uint64_t sequence) const noexcept;
    /// Whether every chunk up to `sequence` is settled.
    bool is_settled(std::uint64_t sequence) const noexcept
    {
        return sealed_.empty() || sealed_.front().sequence > sequence;
    }
    /// The threads that wait for that, or for one chunk.
    wait_list& waiting() noexcept { return waiting_; }

private:
    std::size_t const most_;
    std::size_t limit_; // the limit now
    open_chunks open_;
    chunk_list sealed_;
    chunk_list::iterator next_to_take_ = sealed_.end();
    chunk_list::iterator may_go_ = sealed_.end(); // see `may_go`
    std::uint64_t last_sequence_ = 0;
    wait_list waiting_;
};

} // namespace log_fluentd::detail
