// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/room.hpp"

namespace log_fluentd::detail {

void room::keep_part() noexcept
{
    constexpr std::size_t part = 8;
    reserve_ = limit_ / part / slab_pool::slab_size;
}

std::size_t room::free_slabs(bool kept) const noexcept
{
    std::size_t const free = chunks_.free_slabs();
    std::size_t const not_free = for_handler_.free() + (kept ? 0 : reserve_);
    return free > not_free ? free - not_free : 0;
}

bool room::may_ever_fit(std::string_view label, std::size_t size, bool kept) const noexcept
{
    std::size_t const all = limit_ / slab_pool::slab_size;
    std::size_t const not_free = for_handler_.all + (kept ? 0 : reserve_);
    return chunks_.slabs_for(nullptr, label, size) + not_free <= all;
}

bool room::begin_outage() noexcept
{
    if (std::exchange(full_, true))
        return false;
    full_report_ = true;
    return true;
}

void room::recycle(chunk& c) noexcept
{
    chunks_.recycle(c);
    if (chunks_.pool().used_bytes() < limit_ / 2)
        full_ = false; // not only between two rejected events: the outage is over
    waiting_.notify_all();
}

} // namespace log_fluentd::detail
