// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/slab_pool.hpp"

#include <utility>

namespace log_fluentd::detail {

slab_pool::slab_pool(std::unique_ptr<slab_memory> memory)
    : memory_(std::move(memory)),
      base_(memory_->data()),
      total_(memory_->size() / slab_size),
      next_(total_, none)
{}

slab_pool::index slab_pool::take() noexcept
{
    index slab = free_;
    if (slab != none)
        free_ = next_[slab];
    else if (fresh_ < total_)
        slab = fresh_++;
    else
        return none;
    next_[slab] = none;
    ++used_;
    return slab;
}

void slab_pool::give_back(index first, index last, std::size_t count) noexcept
{
    if (sharers_.empty()) {
        next_[last] = free_;
        free_ = first;
        used_ -= count;
        return;
    }
    for (index slab = first; count; --count) {
        index const next = next_[slab];
        give_back_one(slab);
        slab = next;
    }
}

void slab_pool::give_back_one(index slab) noexcept
{
    auto const shared = sharers_.find(slab);
    if (shared != sharers_.end()) {
        if (--shared->second == 0)
            sharers_.erase(shared);
        return;
    }
    next_[slab] = free_;
    free_ = slab;
    --used_;
}

} // namespace log_fluentd::detail
