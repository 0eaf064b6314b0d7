// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How a chunk becomes two, for delivery, which looks for the event that a server refuses.

#include "buffer/buffer.hpp"

#include <msgpack/unpack.hpp>

#include <exception>
#include <string>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Where the event behind the first `events` ones begins. The events are read from a copy, since one may lie
/// in two slabs; they stay where they are.
std::size_t end_of(std::uint64_t events, chunk const& c, slab_pool const& pool)
{
    std::string bytes;
    bytes.reserve(c.content.bytes);
    for_each_piece(c, pool, [&](char const* data, std::size_t size) { bytes.append(data, size); });
    std::size_t at = 0;
    msgpack::v2::null_visitor nothing;
    for (; events; --events)
        msgpack::parse(bytes.data(), bytes.size(), at, nothing);
    return at;
}

} // namespace

/// Ends the chunk `bytes` behind its beginning. \return where the rest begins: in the same slab, which both
/// need from then on, or at the beginning of the next.
slab_pool::index buffer::cut(chunk& c, std::size_t bytes, std::size_t& rest_begin)
{
    std::size_t in_front = 0;
    std::size_t begin = c.begin;
    std::size_t slabs = 1;
    slab_pool::index slab = c.first;
    while (in_front + (slab_pool::slab_size - begin) < bytes) {
        in_front += slab_pool::slab_size - begin;
        begin = 0;
        slab = pool_.next(slab);
        ++slabs;
    }
    std::size_t const end = begin + (bytes - in_front);
    bool const is_shared = end < slab_pool::slab_size;
    auto const rest = is_shared ? slab : pool_.next(slab);
    if (is_shared)
        pool_.share(slab);
    rest_begin = is_shared ? end : 0;
    c.last = slab;
    c.last_used = end;
    c.slabs = slabs;
    return rest;
}

chunk* buffer::divide(chunk* taken, std::uint64_t events_of_first) noexcept
{
    try {
        std::uint64_t const events = events_of_first ? events_of_first : taken->content.events / 2;
        std::size_t const bytes = events ? end_of(events, *taken, pool_) : 0;
        if (!bytes || bytes >= taken->content.bytes)
            return nullptr;
        std::lock_guard<std::mutex> lock(mutex_);
        chunk* const other = make_chunk();
        auto const tag_slab = taken->tag_slab != slab_pool::none ? taken->tag_slab : taken->first;
        try {
            pool_.share(tag_slab);
            other->tag_slab = tag_slab;
            chunk const whole = *taken;
            other->first = cut(*taken, bytes, other->begin);
            other->last = whole.last;
            other->last_used = whole.last_used;
            other->slabs = whole.slabs - taken->slabs + (other->first == taken->last ? 1 : 0);
        } catch (...) {
            recycle(other);
            throw;
        }
        amount const first{events, bytes};
        other->content = taken->content - first;
        taken->content = first;
        link_behind(*taken, *other);
        return other;
    } catch (std::exception const&) { // no memory, or no msgpack: it stays whole
        return nullptr;
    }
}

void buffer::link_behind(chunk& taken, chunk& other) noexcept
{
    other.tag = taken.tag;
    other.label_at = taken.label_at;
    other.sequence = taken.sequence;
    other.sent_before = taken.sent_before;
    other.opened = taken.opened;
    other.holds_kept = taken.holds_kept;
    taken.id.clear();                                    // it is another chunk now
    other.waiter = std::exchange(taken.waiter, nullptr); // who waits does so for the last event
    if (other.waiter)
        other.waiter->subject = &other;
    other.previous = &taken;
    other.next = taken.next;
    (taken.next ? taken.next->previous : newest_) = &other;
    taken.next = &other;
}

} // namespace log_fluentd::detail
