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

/// Longest prefix, and longest label, in bytes: both, and a dot between them, lie in a chunk's first slab.
constexpr std::size_t max_tag_size = 1024;
static_assert(2 * max_tag_size + 1 < slab_pool::slab_size);

struct chunk;

/// What became of the chunk that somebody waited for.
enum class chunk_end
{
    none, ///< It waits still.
    delivered,
    discarded
};

/// Somebody who waits for the end of one chunk; lives on that thread's stack. The buffer's lock guards it.
struct chunk_waiter
{
    chunk* subject = nullptr; ///< Null before and after.
    chunk_end end = chunk_end::none;
    errc reason{}; ///< Why it was discarded.
};

/// The unit of sending, acknowledging, resending and discarding. The buffer's lock guards it. From the time
/// that the strand, or the handler's thread, has taken it until it is settled, no other thread changes it, so
/// that thread reads it without the lock; but for `waiter` and `place`. Delivery's own fields are in
/// `sent_chunk`.
struct chunk
{
    amount content;
    slab_pool::index first = slab_pool::none;
    slab_pool::index last = slab_pool::none;
    std::size_t last_used = 0;                   ///< Where in `last` it ends.
    std::string_view tag;                        ///< With the sender's prefix, in front of the events.
    std::size_t label_at = 0;                    ///< Where in `tag` the label begins.
    std::uint64_t sequence = 0;                  ///< Order of sealing.
    std::size_t slabs = 0;                       ///< From `first` to `last`.
    std::size_t begin = 0;                       ///< Where in `first` its events begin.
    slab_pool::index tag_slab = slab_pool::none; ///< Has the tag of a second half, which shares it.

    std::chrono::steady_clock::time_point opened; ///< When its first event was put there.
    bool holds_kept = false;                      ///< One of its events is of `keep_severity`.
    bool is_gap = false;                          ///< It is a gap event.
    chunk_waiter* waiter = nullptr;

    // The hand-over's, once it is discarded:
    errc discarded_for = errc::closed; ///< Why.
    bool is_copy = false;              ///< It is made of rejected events.
    std::size_t kept_slabs = 0; ///< So many of its slabs are of those that are kept free for the handler.
    std::chrono::steady_clock::time_point gathered_until; ///< More events of a copy may come until then.

    boost::intrusive::list_member_hook<> place; ///< Among sealed, discarded, or spare ones.

    chunk() = default;
    virtual ~chunk() = default;
    chunk(chunk const&) = delete;
    chunk& operator=(chunk const&) = delete;

    std::string_view label() const noexcept { return tag.substr(label_at); }
};

/// Allocates one of the kind that is sent.
using chunk_maker = chunk* (*)();
template <typename Kind>
chunk* new_chunk()
{
    return new Kind;
}

/// Chunks in order. Deletes those that are left at its end.
class chunk_list
    : public boost::intrusive::list<
          chunk, boost::intrusive::member_hook<chunk, boost::intrusive::list_member_hook<>, &chunk::place>>
{
public:
    ~chunk_list() { clear_and_dispose(std::default_delete<chunk>()); }
};

/// What a chunk takes beside its slabs, in bytes: the object with delivery's fields and its id as they are
/// allocated, and its place among the open ones. (Compressed bytes have a bound of their own.)
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
            break; // what follows is another half's
        begin = 0;
    }
}

} // namespace log_fluentd::detail
