// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The chunks on their way: open ones, and sealed ones until they are settled.

#include "buffer/chunk.hpp"
#include "buffer/open_chunks.hpp"
#include "msgpack/padded_bytes.hpp"
#include "os/wait_list.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace log_fluentd::detail {

/// Sealed ones stay in order of sequence until they are settled, those that the strand has taken among them.
/// The buffer's lock guards it.
class chunk_queue
{
public:
    using clock = std::chrono::steady_clock;

    /// \param most_in_a_chunk Bytes.
    explicit chunk_queue(std::size_t most_in_a_chunk) : most_(most_in_a_chunk), limit_(most_in_a_chunk) {}

    open_chunks& open() noexcept { return open_; }
    /// Chunks are sealed at so many bytes from now on, but never above what is configured, nor below 4 KiB.
    void seal_at(std::size_t bytes) noexcept;
    std::size_t chunk_limit() const noexcept { return limit_; }
    /// Whether the event fits well into the slab at the end of the chunk, and does not fill the chunk.
    bool fits(chunk const& open, std::size_t size) const noexcept
    {
        return open.last_used + size + copy_slack <= slab_pool::slab_size &&
               open.content.bytes + size < limit_;
    }
    void seal(chunk& c) noexcept;
    /// \return the sequence of the last chunk there is.
    std::uint64_t seal_all() noexcept;
    /// The same where none is sealed. \return whether there is one now that was not.
    bool seal_where_nothing_is() noexcept;
    /// Adds one that was never open.
    void push(chunk& c) noexcept;

    /// The oldest sealed one that was not taken, or null.
    chunk* take() noexcept;
    bool has_next() const noexcept { return next_to_take_ != sealed_.end(); }
    bool empty() const noexcept { return sealed_.empty() && open_.empty(); }
    /// The second half of one that was taken, which counts as taken too.
    void insert_behind(chunk& taken, chunk& other) noexcept;
    /// The oldest one that may be discarded for an event; null: there is none. Those that the strand has
    /// taken are on their way.
    chunk* may_go(bool for_kept) noexcept;
    /// Removes one, and tells those who wait for it.
    void settle(chunk& c, chunk_end end, errc reason) noexcept;

    /// When the oldest one was opened; `now`: there is none.
    clock::time_point since(clock::time_point now) const noexcept;
    /// What waits in chunks up to `sequence`, without gap events.
    amount waiting_up_to(std::uint64_t sequence) const noexcept;
    /// Whether every chunk up to `sequence` is.
    bool is_settled(std::uint64_t sequence) const noexcept
    {
        return sealed_.empty() || sealed_.front().sequence > sequence;
    }
    /// Who waits for that, or for one chunk.
    wait_list& waiting() noexcept { return waiting_; }

private:
    std::size_t const most_;
    std::size_t limit_; // what it is now
    open_chunks open_;
    chunk_list sealed_;
    chunk_list::iterator next_to_take_ = sealed_.end();
    chunk_list::iterator may_go_ = sealed_.end(); // see `may_go`
    std::uint64_t last_sequence_ = 0;
    wait_list waiting_;
};

} // namespace log_fluentd::detail
