// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_SLAB_POOL_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_SLAB_POOL_HPP_INCLUDED_

/// \file
/// The buffer's only memory: fixed-size slabs, taken and given back in constant time.

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace log_fluentd::detail {

/// Where the slabs lie. One small interface, so that it can be something that outlives the process.
class slab_memory
{
public:
    virtual ~slab_memory() = default;
    virtual char* data() noexcept = 0;
    virtual std::size_t size() const noexcept = 0;
};

/// Memory of the process. It is not touched before it is used, so the system backs it by and by.
class heap_slab_memory : public slab_memory
{
public:
    /// \throws std::bad_alloc
    explicit heap_slab_memory(std::size_t size) : memory_(new char[size]), size_(size) {}
    char* data() noexcept override { return memory_.get(); }
    std::size_t size() const noexcept override { return size_; }

private:
    std::unique_ptr<char[]> memory_;
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

    /// A slab, or `none`. The one last given back comes first: it is still in the cache.
    index take() noexcept;
    /// Gives back the slabs from `first` to `last`, linked.
    void give_back(index first, index last, std::size_t count) noexcept;
    /// One more needs this slab, and will give it back. \throws std::bad_alloc
    void share(index slab) { ++sharers_[slab]; }

    index next(index slab) const noexcept { return next_[slab]; }
    void link(index slab, index next) noexcept { next_[slab] = next; }
    char* data(index slab) const noexcept { return base_ + slab * slab_size; }

    std::size_t free_slabs() const noexcept { return total_ - used_; }
    std::size_t used_bytes() const noexcept { return used_ * slab_size; }

private:
    void give_back_one(index slab) noexcept;

    std::unique_ptr<slab_memory> memory_;
    char* base_;
    std::size_t total_;
    std::vector<index> next_;
    std::size_t used_ = 0;
    index fresh_ = 0;                                    // slabs from here on were never taken
    index free_ = none;                                  // the ones given back, linked
    boost::unordered_flat_map<index, unsigned> sharers_; // how many more need it; seldom anything
};

} // namespace log_fluentd::detail

#endif
