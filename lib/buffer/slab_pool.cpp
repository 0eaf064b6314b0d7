// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/slab_pool.hpp"

#include "os/pages.hpp"

#include <algorithm>
#include <atomic>

namespace log_fluentd::detail {

namespace {

/// Free slabs whose memory is kept, so that bursts do not request it from the system each time: 4 MiB, shared
/// equally by all pools of the process.
constexpr std::size_t kept_for_bursts = (std::size_t{4} << 20) / slab_pool::slab_size;
std::atomic<std::size_t> pools{0};

} // namespace

heap_slab_memory::heap_slab_memory(std::size_t size) : memory_(take_pages(size)), size_(size) {}

heap_slab_memory::~heap_slab_memory()
{
    give_back_pages(memory_, size_);
}

void heap_slab_memory::release(std::size_t offset, std::size_t size) noexcept
{
    empty_pages(memory_, offset, size);
}

slab_pool::slab_pool(std::unique_ptr<slab_memory> memory)
    : memory_(std::move(memory)),
      base_(memory_->data()),
      total_(memory_->size() / slab_size),
      next_(total_, none)
{
    ++pools;
}

slab_pool::~slab_pool()
{
    --pools;
}

slab_pool::index slab_pool::take() noexcept
{
    index slab = free_;
    if (slab != none)
        free_ = next_[slab];
    else if (bare_ != none)
        slab = take_bare();
    else if (fresh_ < total_)
        slab = fresh_++;
    else
        return none;
    next_[slab] = none;
    ++used_;
    most_used_ = std::max(most_used_, used_);
    return slab;
}

inline slab_pool::index slab_pool::take_bare() noexcept
{
    --bare_count_;
    return std::exchange(bare_, next_[bare_]);
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

std::size_t slab_pool::idle_beyond(std::size_t used) const noexcept
{
    std::size_t const with_memory = fresh_ - bare_count_;
    std::size_t const wanted = used + lent_ + kept_for_bursts / pools.load(std::memory_order_relaxed);
    return with_memory > wanted ? with_memory - wanted : 0;
}

slab_pool::lent slab_pool::lend(std::size_t count) noexcept
{
    lent some;
    if (free_slabs() < total_ / 2)
        return some;
    for (count = std::min(count, most_lent); some.count < count && free_ != none; ++some.count)
        some.slabs[some.count] = std::exchange(free_, next_[free_]);
    lent_ += some.count;
    return some;
}

void slab_pool::release(lent& slabs) noexcept
{
    auto const begin = slabs.slabs.begin();
    auto const end = begin + static_cast<std::ptrdiff_t>(slabs.count);
    std::sort(begin, end);
    for (auto at = begin; at != end;) { // one call for adjacent slabs
        auto const first = at;
        while (++at != end && *at == *(at - 1) + 1) {
        }
        memory_->release(*first * slab_size, static_cast<std::size_t>(at - first) * slab_size);
    }
}

void slab_pool::take_back(lent const& slabs) noexcept
{
    for (std::size_t i = slabs.count; i; --i) { // in reverse, so that the first ones are taken first again
        next_[slabs.slabs[i - 1]] = bare_;
        bare_ = slabs.slabs[i - 1];
    }
    lent_ -= slabs.count;
    bare_count_ += slabs.count;
}

} // namespace log_fluentd::detail
