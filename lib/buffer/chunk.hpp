// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A chunk: consecutive encoded events of one tag, in a list of slabs.

#include "buffer/slab_pool.hpp"

#include <log_fluentd/error.hpp>
#include <log_fluentd/statistics.hpp>

#include <boost/intrusive/list.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace log_fluentd::detail {

/// Longest prefix, and longest label, in bytes. A chunk's first slab has to hold both, and a dot between
/// them.
constexpr std::size_t max_tag_size = 1024;
static_assert(2 * max_tag_size + 1 < slab_pool::slab_size);

struct chunk;

/// What became of a chunk that a thread waited for.
enum class chunk_end
{
    none, ///< It still waits.
    delivered,
    discarded
};

/// A thread's wait for the end of one chunk. It lies on that thread's stack. The buffer's lock guards it.
struct chunk_waiter
{
    chunk* subject = nullptr; ///< Null before and after the wait.
    chunk_end end = chunk_end::none;
    errc reason{}; ///< Why it was discarded.
};

/// The unit of sending, acknowledging, resending and discarding. The buffer's lock guards it. From when the
/// strand, or the handler's thread, takes it until it is settled, no other thread changes it (except `waiter`
/// and `place`), so that thread reads it without the lock. Delivery's own fields are in `sent_chunk`.
struct chunk
{
    slab_pool::index first = slab_pool::none;
    slab_pool::index last = slab_pool::none;
    alignas(16) amount content;                  // so that a 16 byte store never lies across two cache lines
    std::size_t last_used = 0;                   ///< Where it ends in `last`.
    std::string_view tag;                        ///< With the sender's prefix. It lies before the events.
    std::size_t label_at = 0;                    ///< Where the label begins in `tag`.
    std::uint64_t sequence = 0;                  ///< Order of sealing.
    std::size_t slabs = 0;                       ///< From `first` to `last`.
    std::size_t begin = 0;                       ///< Where its events begin in `first`.
    slab_pool::index tag_slab = slab_pool::none; ///< The slab of the tag that a second half shares.

    std::chrono::steady_clock::time_point opened; ///< When its first event was put in.
    bool holds_kept = false;                      ///< Whether it has an event of `keep_severity`.
    bool is_gap = false;                          ///< Whether it is a gap event.
    chunk_waiter* waiter = nullptr;

    // The fields of the hand-over, once it is discarded:
    errc discarded_for = errc::closed; ///< Why.
    bool is_copy = false;              ///< Whether it consists of rejected events.
    std::size_t kept_slabs = 0;        ///< How many of its slabs are from those kept free for the handler.
    std::chrono::steady_clock::time_point gathered_until; ///< Until then, more events are added to a copy.

    boost::intrusive::list_member_hook<> place; ///< In the list of sealed, discarded or spare chunks.

    virtual ~chunk() = default;
    chunk& operator=(chunk&&) = delete;

    std::string_view label() const noexcept { return tag.substr(label_at); }
    /// Those of its events, which are in memory.
    std::size_t bytes() const noexcept { return static_cast<std::size_t>(content.bytes); }
};

/// Allocates a chunk of the type that is sent.
using chunk_maker = chunk* (*)();
template <typename Kind>
chunk* new_chunk()
{
    return new Kind;
}

/// Chunks in order. Deletes those that are left when it is destroyed.
class chunk_list
    : public boost::intrusive::list<
          chunk, boost::intrusive::member_hook<chunk, boost::intrusive::list_member_hook<>, &chunk::place>>
{
public:
    ~chunk_list() { clear_and_dispose(std::default_delete<chunk>()); }
};

/// Bytes that a chunk needs besides its slabs: the object with delivery's fields and its id as allocated, and
/// its entry in the map of open chunks. (Compressed bytes have their own limit.)
constexpr std::size_t chunk_cost = 384;

/// Calls `f(data, size)` for each piece of the chunk's events, in order.
template <typename Function>
void for_each_piece(chunk const& c, slab_pool const& pool, Function f)
{
    std::size_t begin = c.begin;
    for (slab_pool::index slab = c.first; slab != slab_pool::none; slab = pool.next(slab)) {
        std::size_t const end = slab == c.last ? c.last_used : slab_pool::slab_size;
        f(static_cast<char const*>(pool.data(slab)) + begin, end - begin);
        if (slab == c.last)
            break; // the rest belongs to another half
        begin = 0;
    }
}

} // namespace log_fluentd::detail
