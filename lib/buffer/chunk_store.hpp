// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The memory of chunks: makes, fills, divides and empties them.

#include "buffer/chunk.hpp"
#include "buffer/slab_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// All memory of events comes from its pool. Chunk objects are allocated, and kept when emptied. The buffer's
/// lock guards it; a thread that has taken a chunk reads its slabs without the lock.
class chunk_store
{
public:
    chunk_store(std::string const& tag_prefix, std::unique_ptr<slab_memory> memory, chunk_maker maker)
        : prefix_(tag_prefix.empty() ? tag_prefix : tag_prefix + '.'),
          make_(maker),
          pool_(std::move(memory))
    {}

    /// Makes an empty chunk with its tag, in one slab.
    /// \pre There is a free slab.
    /// \throws std::bad_alloc
    chunk& make(std::string_view label);
    /// \pre There are as many free slabs as `slabs_for` returns.
    void append(chunk& c, char const* data, std::size_t size) noexcept;
    /// Ends the chunk after the first events. Nothing is copied.
    /// \returns a new chunk with the other events, and the waiter.
    /// \throws std::bad_alloc
    chunk& divide(chunk& c, amount first);
    /// Gives a chunk's memory back, and keeps the empty chunk.
    /// \pre It is in no list.
    void recycle(chunk& c) noexcept;

    /// How many more slabs are needed to append such an event to the chunk.
    /// \param label Label of a new chunk, if `c` is null.
    std::size_t slabs_for(chunk const* c, std::string_view label, std::size_t size) const noexcept;
    /// Slabs that are still available, for events and chunks alike.
    std::size_t free_slabs() const noexcept;
    /// The prefix with its dot. If there is no label, without the dot.
    std::string_view prefix_of(std::string_view label) const noexcept;

    slab_pool& pool() noexcept { return pool_; }
    slab_pool const& pool() const noexcept { return pool_; }

private:
    chunk& make_empty();
    slab_pool::index cut(chunk& c, std::size_t bytes, std::size_t& rest_begin);

    std::string const prefix_;
    chunk_maker const make_;
    slab_pool pool_;
    chunk_list spare_;       // emptied, to be used again
    std::size_t in_use_ = 0; // chunks
};

/// Bytes of the first `events` events. Allocates memory, and needs no lock.
/// \throws std::bad_alloc, or what msgpack throws if it cannot read them.
std::size_t size_of_first(std::uint64_t events, chunk const& c, slab_pool const& pool);

} // namespace log_fluentd::detail
