// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What becomes of chunks: delivered or dropped, and their memory free again.

#include "buffer/buffer.hpp"
#include "buffer/giving_up.hpp"

#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

namespace {

errc error_of(drop reason) noexcept
{
    switch (reason) {
    case drop::closed:
        break;
    case drop::overflow:
        return errc::buffer_full;
    case drop::refused:
        return errc::refused;
    }
    return errc::closed;
}

} // namespace

void buffer::settle_delivered(chunk* taken, std::size_t server) noexcept
{
    guard lock(mutex_);
    if (taken->is_gap) {
        counters_.gaps_delivered += taken->content;
    } else {
        counters_.delivered += taken->content;
        ++counters_.chunks_delivered;
        if (server < counters_.servers.size()) {
            counters_.servers[server].delivered += taken->content;
            ++counters_.servers[server].chunks_delivered;
        }
    }
    unlink(taken, chunk_end::delivered, errc{});
    recycle(taken);
}

void buffer::settle_dropped(chunk* taken, drop reason) noexcept
{
    giving_up const lock(*this);
    drop_locked(taken, reason);
}

void buffer::drop_locked(chunk* c, drop reason) noexcept
{
    if (c->is_gap) {
        counters_.gaps_dropped += c->content;
        unlink(c, chunk_end::dropped, errc::closed);
        return recycle(c);
    }
    counters_.dropped[static_cast<std::size_t>(reason)] += c->content;
    unlink(c, chunk_end::dropped, error_of(reason));
    if (keeps_gaps_ && reason != drop::closed)
        gaps_.add(c->label(), reason == drop::overflow ? gap_reason::overflow : gap_reason::refused,
                  c->content);
    hand_over_chunk(c, error_of(reason));
}

/// Takes a chunk that is settled out of the list of sealed ones, and tells those who wait for it.
void buffer::unlink(chunk* settled, chunk_end end, errc reason) noexcept
{
    (settled->previous ? settled->previous->next : oldest_) = settled->next;
    (settled->next ? settled->next->previous : newest_) = settled->previous;
    if (next_to_take_ == settled)
        next_to_take_ = settled->next;
    if (may_go_first_ == settled)
        may_go_first_ = settled->next;
    amount& waiting = settled->is_gap ? counters_.gaps_waiting : counters_.waiting;
    waiting = waiting - settled->content;
    if (settled->waiter) {
        settled->waiter->end = end;
        settled->waiter->reason = reason;
        settled->waiter->subject = nullptr;
        settled->waiter = nullptr;
    }
    settled_.notify_all();
}

/// Gives a chunk's memory back, and keeps the empty chunk.
void buffer::recycle(chunk* c) noexcept
{
    if (c->slabs)
        pool_.give_back(c->first, c->last, c->slabs);
    if (c->tag_slab != slab_pool::none)
        pool_.give_back(c->tag_slab, c->tag_slab, 1);
    hand_over_.free(std::exchange(c->kept_slabs, 0));
    if (pool_.used_bytes() < limit_ / 2)
        full_ = false; // an outage is over, not a moment between two rejected events
    c->content = {};
    c->tag = {};
    c->first = c->last = c->tag_slab = slab_pool::none;
    c->slabs = c->begin = c->last_used = 0;
    c->is_copy = c->is_gap = c->holds_kept = false;
    c->id.clear();
    c->sent_before = c->compress_tried = false;
    c->end_offset = 0;
    c->expected = 0;
    keep_spare(c);
    if (waiting_for_room_)
        room_.notify_all();
}

} // namespace log_fluentd::detail
