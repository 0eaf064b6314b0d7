// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the buffer does when it is full, and the gap events that tell of it.

#include "buffer/buffer.hpp"

#include <exception>
#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

namespace {

/// The part of the buffer that is kept for records of `keep_severity`.
constexpr std::size_t kept_part = 8;

/// More than one has: its tag, and a few numbers.
constexpr std::size_t most_in_a_gap_event = 4096;

} // namespace

void buffer::keep_room() noexcept
{
    guard lock(mutex_);
    reserve_ = limit_ / kept_part / slab_pool::slab_size;
}

std::size_t buffer::free_slabs(bool kept) const noexcept
{
    std::size_t const not_free = hand_over_.kept_slabs() + (kept ? 0 : reserve_) + slabs_for_chunks();
    return pool_.free_slabs() > not_free ? pool_.free_slabs() - not_free : 0;
}

/// What the chunks themselves take, as slabs that are not free. They are allocated elsewhere; with many tags
/// that is much.
std::size_t buffer::slabs_for_chunks() const noexcept
{
    constexpr std::size_t not_counted = 1024; // a few hundred KiB, whatever the limit
    return chunks_ > not_counted ? (chunks_ - not_counted) * chunk_cost / slab_pool::slab_size : 0;
}

bool buffer::may_ever_fit(std::string_view label, std::size_t size, bool kept) const noexcept
{
    std::size_t const all = limit_ / slab_pool::slab_size;
    std::size_t const not_free = hand_over_.all_kept_slabs() + (kept ? 0 : reserve_);
    return slabs_for(nullptr, label, size) + not_free <= all;
}

/// \return whether there is room now. Chunks may have been sealed and dropped for it.
bool buffer::make_room(std::string_view label, std::size_t size, bool kept) noexcept
{
    if (overflow_ != overflow_policy::drop_oldest || !may_ever_fit(label, size, kept))
        return false;
    while (slabs_for(find_open(label), label, size) > free_slabs(kept)) {
        chunk* oldest = may_go(kept);
        if (!oldest && !open_.empty()) {
            seal_all_locked();
            oldest = may_go(kept);
        }
        if (!oldest)
            return false;
        begin_outage();
        drop_locked(oldest, drop::overflow);
    }
    return true;
}

/// The oldest sealed chunk that may be given up for an event; null: there is none. Those that the strand has
/// taken are on their way.
chunk* buffer::may_go(bool for_kept) noexcept
{
    // What lies before it and is not taken has to stay: sealed chunks do not change.
    while (may_go_first_ && (may_go_first_->holds_kept || may_go_first_->is_gap))
        may_go_first_ = may_go_first_->next;
    chunk* c = may_go_first_;
    if (!c && for_kept) {
        for (c = next_to_take_; c && c->is_gap; c = c->next) {
        }
    }
    return c;
}

/// Told once per outage, by the strand.
bool buffer::begin_outage() noexcept
{
    if (std::exchange(full_, true))
        return false;
    full_notice_ = true;
    return true;
}

put_result buffer::reject_full(std::string_view label, char const* event, std::size_t size) noexcept
{
    auto result = reject(rejection::buffer_full, size);
    result.wake = begin_outage();
    result.wake |= seal_where_nothing_is();
    if (keeps_gaps_)
        gaps_.add(label, gap_reason::buffer_full, {1, size});
    result.handed_over = hand_over_copy(label, event, size, errc::buffer_full);
    return result;
}

/// The event was not offered yet: it is again when there is room.
put_result buffer::ask_to_wait(std::size_t size) noexcept
{
    counters_.offered = counters_.offered - amount{1, size};
    begin_outage();
    seal_where_nothing_is();
    put_result result;
    result.wake = result.must_wait = true;
    return result;
}

/// Many tags can fill the buffer with open chunks alone: these must not sit out their interval then. Where
/// there are sealed ones, room will come of them, and the open ones had better get fuller.
bool buffer::seal_where_nothing_is() noexcept
{
    if (oldest_ || open_.empty())
        return false;
    seal_all_locked();
    return true;
}

void buffer::wait_for_room(std::string_view label, std::size_t size, bool kept,
                           clock::time_point deadline) noexcept
{
    std::unique_lock<std::mutex> lock(mutex_);
    ++waiting_for_room_;
    room_.wait_until(lock, deadline, [&] {
        return refuses_new_ || slabs_for(find_open(label), label, size) <= free_slabs(kept);
    });
    --waiting_for_room_;
}

void buffer::count_blocked() noexcept
{
    guard lock(mutex_);
    ++counters_.blocked_events;
}

bool buffer::make_gap_events(bool at_close) noexcept
{
    auto const may = [&] { return !gaps_.empty() && (at_close || !full_); };
    {
        guard lock(mutex_);
        if (!may())
            return false;
    }
    bool made = false;
    try {
        scratch event; // what is needed under the lock is allocated before
        event.append(most_in_a_gap_event);
        std::string tag;
        tag.reserve(2 * max_tag_size + 1);
        guard lock(mutex_);
        while (may() && make_gap_event(event, tag))
            made = true;
    } catch (std::exception const&) { // later
    }
    return made;
}

/// \return false: there will be room, or memory, later.
bool buffer::make_gap_event(scratch& event, std::string& tag) noexcept
{
    auto const label = gaps_.first_label();
    try {
        tag.assign(prefix_of(label)).append(label);
        event.clear();
        gaps_.encode_first(event, tag, time_as_integer_);
        if (slabs_for(nullptr, label, event.size()) > free_slabs(true))
            return false;
        chunk* const c = make_chunk();
        begin_chunk(*c, label);
        c->is_gap = true;
        c->opened = clock::now();
        append(*c, event.data(), event.size());
        c->content = {1, event.size()};
        counters_.gaps_made += c->content;
        counters_.gaps_waiting += c->content;
        link_sealed(*c);
        gaps_.remove_first();
        return true;
    } catch (std::exception const&) {
        return false;
    }
}

void buffer::drop_gap_events() noexcept
{
    guard lock(mutex_);
    for (; !gaps_.empty(); gaps_.remove_first()) {
        counters_.gaps_made += {1, 0};
        counters_.gaps_dropped += {1, 0};
    }
}

} // namespace log_fluentd::detail
