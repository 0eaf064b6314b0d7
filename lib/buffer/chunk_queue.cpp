// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/chunk_queue.hpp"

#include <algorithm>
#include <iterator>

namespace log_fluentd::detail {

void chunk_queue::seal_at(std::size_t bytes) noexcept
{
    constexpr std::size_t least = 4096;
    limit_ = std::min(most_, std::max(least, bytes));
}

void chunk_queue::seal(chunk& c) noexcept
{
    open_.remove(c);
    push(c);
}

std::uint64_t chunk_queue::seal_all() noexcept
{
    open_.remove_all([this](chunk& c) { push(c); });
    return last_sequence_;
}

/// Many tags can fill the buffer with open chunks alone: these must not wait for their interval then. If
/// there are sealed chunks, these will make room, and the open ones should be filled further.
bool chunk_queue::seal_where_nothing_is() noexcept
{
    if (!sealed_.empty() || open_.empty())
        return false;
    seal_all();
    return true;
}

void chunk_queue::push(chunk& c) noexcept
{
    c.sequence = ++last_sequence_;
    auto const at = sealed_.insert(sealed_.end(), c);
    if (next_to_take_ == sealed_.end())
        next_to_take_ = at;
    if (may_go_ == sealed_.end())
        may_go_ = at;
}

chunk* chunk_queue::take() noexcept
{
    if (!has_next())
        return nullptr;
    auto const taken = next_to_take_++;
    if (may_go_ == taken)
        may_go_ = next_to_take_;
    return &*taken;
}

void chunk_queue::insert_behind(chunk& taken, chunk& other) noexcept
{
    sealed_.insert(std::next(sealed_.iterator_to(taken)), other);
}

chunk* chunk_queue::may_go(bool for_kept) noexcept
{
    // Chunks before it that are not taken have to stay: sealed chunks do not change.
    auto const may = [](chunk const& c) { return !c.holds_kept && !c.is_gap; };
    may_go_ = std::find_if(may_go_, sealed_.end(), may);
    auto first = may_go_;
    if (first == sealed_.end() && for_kept)
        first = std::find_if(next_to_take_, sealed_.end(), [](chunk const& c) { return !c.is_gap; });
    return first == sealed_.end() ? nullptr : &*first;
}

void chunk_queue::settle(chunk& c, chunk_end end, errc reason) noexcept
{
    auto const at = sealed_.iterator_to(c);
    auto const next = sealed_.erase(at);
    if (next_to_take_ == at)
        next_to_take_ = next;
    if (may_go_ == at)
        may_go_ = next;
    if (c.waiter) {
        c.waiter->end = end;
        c.waiter->reason = reason;
        c.waiter->subject = nullptr;
        c.waiter = nullptr;
    }
    waiting_.notify_all();
}

chunk_queue::clock::time_point chunk_queue::since(clock::time_point now) const noexcept
{
    auto const since = open_.empty() ? now : open_.since();
    return sealed_.empty() ? since : std::min(since, sealed_.front().opened);
}

amount chunk_queue::waiting_up_to(std::uint64_t sequence) const noexcept
{
    amount sum;
    for (auto c = sealed_.begin(); c != sealed_.end() && c->sequence <= sequence; ++c)
        sum += c->is_gap ? amount{} : c->content;
    return sum;
}

} // namespace log_fluentd::detail
