// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/outgoing_chunks.hpp"

#include <exception>

namespace log_fluentd::detail {

void outgoing_chunks::settle_delivered(chunk* taken, std::size_t server) noexcept
{
    auto const parts = parts_.locked();
    parts->counts.deliver(*taken, server);
    parts->queue.settle(*taken, chunk_end::delivered, errc{});
    parts->space.recycle(*taken);
}

void outgoing_chunks::settle_discarded(chunk* taken, discard_reason reason) noexcept
{
    hand_over::discarding const lock(parts_.discarded);
    parts_.discard(*taken, reason);
}

chunk* outgoing_chunks::divide(chunk* taken, std::uint64_t events_of_first) noexcept
{
    try {
        std::uint64_t const events = events_of_first ? events_of_first : taken->content.events / 2;
        std::size_t const bytes = events ? size_of_first(events, *taken, parts_.chunks.pool()) : 0;
        if (!bytes || bytes >= taken->content.bytes)
            return nullptr;
        auto const parts = parts_.locked();
        chunk& other = parts->chunks.divide(*taken, {events, bytes});
        parts->queue.insert_behind(*taken, other);
        return &other;
    } catch (std::exception const&) { // no memory, or not msgpack: it stays whole
        return nullptr;
    }
}

bool outgoing_chunks::make_gap_events(bool at_close) noexcept
{
    auto const may = [at_close](locked_parts const& parts) {
        return !parts->gaps.empty() && (at_close || !parts->space.is_outage());
    };
    if (!may(parts_.locked()))
        return false;
    bool made = false;
    try {
        gap_table::workspace work; // allocated without the lock
        auto const parts = parts_.locked();
        while (may(parts)) {
            chunk* const c = parts->gaps.make_first(parts->chunks, parts->space, work);
            if (!c)
                break;
            parts->counts.make_gap(c->content);
            parts->queue.push(*c);
            made = true;
        }
    } catch (std::exception const&) { // tried again later
    }
    return made;
}

void outgoing_chunks::discard_gap_events() noexcept
{
    auto const parts = parts_.locked();
    for (; !parts->gaps.empty(); parts->gaps.remove_first())
        parts->counts.lose_gap();
}

bool outgoing_chunks::has_idle_memory() const noexcept
{
    auto const parts = parts_.locked();
    return parts->chunks.pool().idle() || parts->queue.open().has_idle_memory();
}

bool outgoing_chunks::find_idle_memory() noexcept
{
    open_chunks::map unused; // destroyed without the lock
    auto const parts = parts_.locked();
    parts->queue.open().take_idle_memory(unused);
    to_give_back_ = parts->chunks.pool().idle_since();
    return to_give_back_;
}

bool outgoing_chunks::give_back_some() noexcept
{
    slab_pool& pool = parts_.chunks.pool();
    slab_pool::lent some;
    {
        auto const parts = parts_.locked();
        some = pool.lend(to_give_back_);
        to_give_back_ = some.count ? to_give_back_ - some.count : 0; // some may be used by now
    }
    pool.release(some);
    auto const parts = parts_.locked();
    pool.take_back(some);
    parts->space.waiting().notify_all();
    return to_give_back_;
}

} // namespace log_fluentd::detail
