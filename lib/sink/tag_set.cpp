// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/tag_set.hpp"

#include <functional>

namespace log_fluentd::detail {

namespace {

std::size_t slots_for(std::size_t most) noexcept
{
    std::size_t count = 2;
    while (count < 2 * most)
        count *= 2;
    return count;
}

} // namespace

tag_set::tag_set(std::size_t most)
    : most_(most),
      slot_count_(slots_for(most)),
      slots_(new slot[slot_count_]())
{}

tag_set::~tag_set()
{
    for (std::size_t i = 0; i < slot_count_; ++i)
        delete slots_[i].load();
}

tag_set::slot& tag_set::find(std::string_view tag) const noexcept
{
    std::size_t i = std::hash<std::string_view>()(tag) & (slot_count_ - 1);
    for (;; i = (i + 1) & (slot_count_ - 1)) {
        std::string const* const known = slots_[i].load(std::memory_order_acquire);
        if (!known || *known == tag)
            return slots_[i];
    }
}

std::string const* tag_set::find_or_add(std::string_view tag)
{
    // The slot may have been free before, and have another tag now.
    std::string const* const known = find(tag).load(std::memory_order_acquire);
    if (known && *known == tag)
        return known;
    if (count_.load(std::memory_order_relaxed) == most_)
        return nullptr;
    std::lock_guard<fork_safe_mutex> lock(adding_);
    slot& place = find(tag); // another thread may have added the tag, or another one in its place
    if (std::string const* const added = place.load(std::memory_order_relaxed))
        return added;
    if (count_.load(std::memory_order_relaxed) == most_)
        return nullptr;
    auto const* const added = new std::string(tag);
    place.store(added, std::memory_order_release);
    count_.fetch_add(1, std::memory_order_relaxed);
    return added;
}

} // namespace log_fluentd::detail
