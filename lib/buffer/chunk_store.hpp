// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Chunks as pieces of memory: made, filled, divided, emptied.

#include "buffer/chunk.hpp"
#include "buffer/slab_pool.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// All memory of events comes from its pool. Chunk objects are allocated, and emptied ones kept. The buffer's
/// lock guards it; who has taken a chunk reads its slabs without.
class chunk_store
{
public:
    chunk_store(std::string const& tag_prefix, std::unique_ptr<slab_memory> memory, chunk_maker maker)
        : prefix_(tag_prefix.empty() ? tag_prefix : tag_prefix + '.'),
          make_(maker),
          pool_(std::move(memory))
    {}

    /// An empty one with its tag, which takes its first slab. \pre There is one. \throws std::bad_alloc
    chunk& make(std::string_view label);
    /// \pre There are slabs for it: `slabs_for`.
    void append(chunk& c, char const* data, std::size_t size) noexcept;
    /// The chunk ends behind so many events. \return a new one with the others, and with its waiter. Nothing
    /// is copied. \throws std::bad_alloc
    chunk& divide(chunk& c, amount first);
    /// Gives a chunk's memory back, and keeps the empty chunk. \pre It is in no list.
    void recycle(chunk& c) noexcept;

    /// More slabs that it takes to append that to the chunk. \param label Of a new one, where `c` is null.
    std::size_t slabs_for(chunk const* c, std::string_view label, std::size_t size) const noexcept;
    /// Slabs that may yet be taken, for events and chunks alike.
    std::size_t free_slabs() const noexcept;
    /// With its dot, unless there is no label.
    std::string_view prefix_of(std::string_view label) const noexcept;

    slab_pool& pool() noexcept { return pool_; }
    slab_pool const& pool() const noexcept { return pool_; }

private:
    chunk& make_empty();
    slab_pool::index cut(chunk& c, std::size_t bytes, std::size_t& rest_begin);

    std::string const prefix_;
    chunk_maker const make_;
    slab_pool pool_;
    chunk_list spare_;       // emptied ones, to be used again
    std::size_t in_use_ = 0; // chunks
};

/// Bytes of the first `events` events. Takes memory, and no lock. \throws std::bad_alloc, or what msgpack
/// throws where it cannot read them.
std::size_t size_of_first(std::uint64_t events, chunk const& c, slab_pool const& pool);

} // namespace log_fluentd::detail
