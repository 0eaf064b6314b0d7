// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What an outage has left behind goes back to the system.

#include "buffer/buffer.hpp"

#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

/// Many tags had open chunks at the same time, and now there is none.
bool buffer::has_large_map() const noexcept
{
    constexpr std::size_t large = 4096;
    return open_.empty() && open_.bucket_count() > large;
}

bool buffer::has_idle_memory() const noexcept
{
    guard lock(mutex_);
    return pool_.idle() || has_large_map();
}

bool buffer::find_idle_memory() noexcept
{
    open_map unused; // destroyed without the lock
    guard lock(mutex_);
    bool const is_used = std::exchange(most_open_, open_.size()) > open_.bucket_count() / 8;
    if (has_large_map() && !is_used)
        open_.swap(unused);
    to_give_back_ = pool_.idle_since();
    return to_give_back_;
}

bool buffer::give_back_some() noexcept
{
    slab_pool::lent some;
    {
        guard lock(mutex_);
        some = pool_.lend(to_give_back_);
        to_give_back_ = some.count ? to_give_back_ - some.count : 0; // some may be in use by now
    }
    pool_.release(some);
    guard lock(mutex_);
    pool_.take_back(some);
    if (waiting_for_room_)
        room_.notify_all();
    return to_give_back_;
}

} // namespace log_fluentd::detail
