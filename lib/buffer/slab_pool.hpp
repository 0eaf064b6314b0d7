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

/// The memory of the slabs: an interface, so that it can be memory that outlives the process.
class slab_memory
{
public:
    virtual ~slab_memory() = default;
    virtual char* data() noexcept = 0;
    virtual std::size_t size() const noexcept = 0;
    /// This part is not needed any more, and the system may have it back. Reading it is undefined until it is
    /// written again. Any thread may call it.
    virtual void release(std::size_t offset, std::size_t size) noexcept = 0;
};

/// Memory of the process, in pages of its own. The system provides a page when it is first used.
class heap_slab_memory final : public slab_memory
{
public:
    /// \throws std::bad_alloc
    explicit heap_slab_memory(std::size_t size);
    ~heap_slab_memory() override;
    heap_slab_memory& operator=(heap_slab_memory&&) = delete;

    char* data() noexcept override { return memory_; }
    std::size_t size() const noexcept override { return size_; }
    /// Gives back the whole pages in this part.
    void release(std::size_t offset, std::size_t size) noexcept override;

private:
    char* memory_;
    std::size_t size_;
};

/// A bounded number of slabs. Not thread-safe: the buffer's lock guards it.
class slab_pool
{
public:
    using index = std::uint32_t;
    static constexpr index none = static_cast<index>(-1);
    /// Small, so that ten thousand tags with an open chunk need 40 MiB.
    static constexpr std::size_t slab_size = 4096;

    explicit slab_pool(std::unique_ptr<slab_memory> memory);
    ~slab_pool();
    slab_pool& operator=(slab_pool&&) = delete;

    /// Returns a slab, or `none`: first the one given back last, because it is still in the cache.
    index take() noexcept;
    /// Gives back the slabs from `first` to `last`, linked.
    void give_back(index first, index last, std::size_t count) noexcept;
    /// Another owner needs this slab, and will give it back too.
    /// \throws std::bad_alloc
    void share(index slab) { ++sharers_[slab]; }

    index next(index slab) const noexcept { return next_[slab]; }
    void link(index slab, index next) noexcept { next_[slab] = next; }
    char* data(index slab) const noexcept { return base_ + slab * slab_size; }

    std::size_t free_slabs() const noexcept { return total_ - used_ - lent_; }
    std::size_t used_bytes() const noexcept { return used_ * slab_size; }

    // The process keeps free memory, since it is soon used again. What nobody needed for a while is given
    // back to the system in three steps: `lend` and `take_back` under the lock, `release` between them
    // without it.

    /// Most slabs that are given back at once.
    static constexpr std::size_t most_lent = 64;
    struct lent
    {
        std::array<index, most_lent> slabs;
        std::size_t count = 0;
    };
    /// Free slabs with memory, beyond those that are kept for bursts.
    std::size_t idle() const noexcept { return idle_beyond(used_); }
    /// The same, of those that have been free since the last call.
    std::size_t idle_since() noexcept { return idle_beyond(std::exchange(most_used_, used_)); }
    /// Free slabs with memory, at most `count`; none if they may be needed meanwhile.
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
    std::size_t most_used_ = 0; // since the last `idle_since`
    std::size_t lent_ = 0;
    index fresh_ = 0;   // from here on, slabs were never taken
    index free_ = none; // slabs given back, linked
    index bare_ = none; // slabs given back, without memory, linked
    std::size_t bare_count_ = 0;
    boost::unordered_flat_map<index, unsigned> sharers_; // how many more owners; mostly empty
};

} // namespace log_fluentd::detail
