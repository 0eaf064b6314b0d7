// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The buffer's only memory: fixed-size slabs, taken and given back in constant time.

#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// Where the slabs lie. One small interface, so that it can be something that outlives the process.
class slab_memory
{
public:
    virtual ~slab_memory() = default;
    virtual char* data() noexcept = 0;
    virtual std::size_t size() const noexcept = 0;
    /// What is in this part is not needed any more; what is read there is undefined until it is written
    /// again. The system may have the memory back. From any thread.
    virtual void release(std::size_t offset, std::size_t size) noexcept = 0;
};

/// Memory of the process, in pages of its own. It is not touched before it is used, so the system backs it by
/// and by.
class heap_slab_memory final : public slab_memory
{
public:
    /// \throws std::bad_alloc
    explicit heap_slab_memory(std::size_t size);
    ~heap_slab_memory() override;
    heap_slab_memory(heap_slab_memory const&) = delete;
    heap_slab_memory& operator=(heap_slab_memory const&) = delete;

    char* data() noexcept override { return memory_; }
    std::size_t size() const noexcept override { return size_; }
    /// Gives back the whole pages in it.
    void release(std::size_t offset, std::size_t size) noexcept override;

private:
    char* memory_;
    std::size_t size_;
};

/// A bounded number of slabs. Not safe for threads: the buffer's lock guards it.
class slab_pool
{
public:
    using index = std::uint32_t;
    static constexpr index none = static_cast<index>(-1);
    /// Small, so that ten thousand tags with an open chunk each take 40 MiB.
    static constexpr std::size_t slab_size = 4096;

    explicit slab_pool(std::unique_ptr<slab_memory> memory);
    ~slab_pool();
    slab_pool(slab_pool const&) = delete;
    slab_pool& operator=(slab_pool const&) = delete;

    /// A slab, or `none`. The one last given back comes first: it is still in the cache.
    index take() noexcept;
    /// Gives back the slabs from `first` to `last`, linked.
    void give_back(index first, index last, std::size_t count) noexcept;
    /// One more needs this slab, and will give it back. \throws std::bad_alloc
    void share(index slab) { ++sharers_[slab]; }

    index next(index slab) const noexcept { return next_[slab]; }
    void link(index slab, index next) noexcept { next_[slab] = next; }
    char* data(index slab) const noexcept { return base_ + slab * slab_size; }

    std::size_t free_slabs() const noexcept { return total_ - used_ - lent_; }
    std::size_t used_bytes() const noexcept { return used_ * slab_size; }

    // Memory that is free stays the process's, since it is used again soon. What nobody needed for a while is
    // given back to the system, in three steps: `lend` and `take_back` under the lock, `release` between them
    // without it.

    /// Most slabs that are given back at once.
    static constexpr std::size_t most_lent = 64;
    struct lent
    {
        std::array<index, most_lent> slabs;
        std::size_t count = 0;
    };
    /// The memory of so many free slabs is the process's, beyond those that are kept for what comes.
    std::size_t idle() const noexcept { return idle_beyond(used_); }
    /// The same of those that were free ever since the last call.
    std::size_t idle_since() noexcept { return idle_beyond(std::exchange(most_used_, used_)); }
    /// Free slabs with memory, at most `count`; none where they may be needed meanwhile.
    lent lend(std::size_t count) noexcept;
    void release(lent& slabs) noexcept;
    void take_back(lent const& slabs) noexcept;

private:
    void give_back_one(index slab) noexcept;
    index take_bare() noexcept;
    std::size_t idle_beyond(std::size_t used) const noexcept;

    std::unique_ptr<slab_memory> memory_;
    char* base_;
    std::size_t total_;
    std::vector<index> next_;
    std::size_t used_ = 0;
    std::size_t most_used_ = 0; // since idle_since
    std::size_t lent_ = 0;
    index fresh_ = 0;   // slabs from here on were never taken
    index free_ = none; // the ones given back, linked
    index bare_ = none; // those of them without memory, linked
    std::size_t bare_count_ = 0;
    boost::unordered_flat_map<index, unsigned> sharers_; // how many more need it; seldom anything
};

} // namespace log_fluentd::detail
