// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/chunk_store.hpp"

#include <msgpack/unpack.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace log_fluentd::detail {

chunk& chunk_store::make(std::string_view label)
{
    chunk& c = make_empty();
    auto const prefix = prefix_of(label);
    append(c, prefix.data(), prefix.size());
    append(c, label.data(), label.size());
    c.label_at = prefix.size();
    c.begin = c.last_used;
    c.tag = {c.begin ? pool_.data(c.first) : nullptr, c.begin};
    return c;
}

chunk& chunk_store::make_empty()
{
    chunk* c = nullptr;
    if (spare_.empty()) {
        c = make_();
    } else {
        c = &spare_.front();
        spare_.pop_front();
    }
    ++in_use_;
    return *c;
}

void chunk_store::append(chunk& c, char const* data, std::size_t size) noexcept
{
    while (size) {
        if (c.last == slab_pool::none || c.last_used == slab_pool::slab_size) {
            auto const slab = pool_.take();
            if (c.last == slab_pool::none)
                c.first = slab;
            else
                pool_.link(c.last, slab);
            c.last = slab;
            c.last_used = 0;
            ++c.slabs;
        }
        std::size_t const now = std::min(size, slab_pool::slab_size - c.last_used);
        std::memcpy(pool_.data(c.last) + c.last_used, data, now);
        c.last_used += now;
        data += now;
        size -= now;
    }
}

void chunk_store::recycle(chunk& c) noexcept
{
    constexpr std::size_t most_spare = 1024;
    if (c.slabs)
        pool_.give_back(c.first, c.last, c.slabs);
    if (c.tag_slab != slab_pool::none)
        pool_.give_back(c.tag_slab, c.tag_slab, 1);
    --in_use_;
    if (spare_.size() == most_spare) {
        delete &c;
        return;
    }
    c.content = {};
    c.tag = {};
    c.first = c.last = c.tag_slab = slab_pool::none;
    c.slabs = c.begin = c.last_used = 0;
    c.is_copy = c.is_gap = c.holds_kept = false;
    spare_.push_front(c);
}

std::size_t chunk_store::slabs_for(chunk const* c, std::string_view label, std::size_t size) const noexcept
{
    std::size_t const room = c ? slab_pool::slab_size - c->last_used : 0;
    size += c ? 0 : prefix_of(label).size() + label.size();
    return size > room ? (size - room + slab_pool::slab_size - 1) / slab_pool::slab_size : 0;
}

/// The memory of chunk objects counts as slabs that are not free. They are allocated elsewhere, and with many
/// tags they are large.
std::size_t chunk_store::free_slabs() const noexcept
{
    constexpr std::size_t not_counted = 1024; // a few hundred KiB, whatever the limit
    std::size_t const for_chunks =
        in_use_ > not_counted ? (in_use_ - not_counted) * chunk_cost / slab_pool::slab_size : 0;
    return pool_.free_slabs() - std::min(pool_.free_slabs(), for_chunks);
}

std::string_view chunk_store::prefix_of(std::string_view label) const noexcept
{
    std::string_view prefix = prefix_;
    if (label.empty() && !prefix.empty())
        prefix.remove_suffix(1);
    return prefix;
}

/// The events are read from a copy, since one may lie in two slabs. They are not moved.
std::size_t size_of_first(std::uint64_t events, chunk const& c, slab_pool const& pool)
{
    std::string bytes;
    bytes.reserve(c.bytes());
    for_each_piece(c, pool, [&](char const* data, std::size_t size) { bytes.append(data, size); });
    std::size_t at = 0;
    msgpack::v2::null_visitor nothing;
    for (; events; --events)
        msgpack::parse(bytes.data(), bytes.size(), at, nothing);
    return at;
}

/// Ends the chunk after `bytes` bytes.
/// \returns where the rest begins: in the same slab, which both need then, or at the beginning of the next.
slab_pool::index chunk_store::cut(chunk& c, std::size_t bytes, std::size_t& rest_begin)
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

chunk& chunk_store::divide(chunk& c, amount first)
{
    chunk& other = make_empty();
    auto const tag_slab = c.tag_slab != slab_pool::none ? c.tag_slab : c.first;
    auto const whole_last = c.last;
    std::size_t const whole_last_used = c.last_used;
    std::size_t const whole_slabs = c.slabs;
    try {
        pool_.share(tag_slab);
        other.tag_slab = tag_slab;
        other.first = cut(c, static_cast<std::size_t>(first.bytes), other.begin);
    } catch (...) {
        recycle(other);
        throw;
    }
    other.last = whole_last;
    other.last_used = whole_last_used;
    other.slabs = whole_slabs - c.slabs + (other.first == c.last ? 1 : 0);
    other.content = c.content - first;
    c.content = first;
    other.tag = c.tag;
    other.label_at = c.label_at;
    other.sequence = c.sequence;
    other.opened = c.opened;
    other.holds_kept = c.holds_kept;
    other.waiter = std::exchange(c.waiter, nullptr); // the waiter waits for the last event
    if (other.waiter)
        other.waiter->subject = &other;
    return other;
}

} // namespace log_fluentd::detail
