// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Memory for one handler of Asio, which does not depend on free memory of the system.

#include <atomic>
#include <cstddef>
#include <memory>
#include <new>
#include <utility>

namespace log_fluentd::detail {

/// Memory for one handler. All members may be called on any thread: Asio frees a handler's memory on the
/// thread that runs the context.
class handler_memory
{
public:
    handler_memory& operator=(handler_memory&&) = delete;

    /// Returns the place, or allocates with `operator new` if the place is in use or too small.
    void* take(std::size_t size)
    {
        if (size <= sizeof(place_) && !is_taken_.exchange(true, std::memory_order_acquire))
            return place_;
        return ::operator new(size);
    }
    void give_back(void* memory) noexcept
    {
        if (memory == place_)
            is_taken_.store(false, std::memory_order_release);
        else
            ::operator delete(memory);
    }

private:
    alignas(std::max_align_t) unsigned char place_[512];
    std::atomic<bool> is_taken_{false};
};

/// For `boost::asio::bind_allocator`.
template <typename T>
class handler_allocator
{
public:
    using value_type = T;

    explicit handler_allocator(std::shared_ptr<handler_memory> memory) noexcept : memory_(std::move(memory))
    {}
    template <typename U>
    handler_allocator(handler_allocator<U> const& other) noexcept : memory_(other.memory_)
    {}

    T* allocate(std::size_t count)
    {
        static_assert(alignof(T) <= alignof(std::max_align_t));
        return static_cast<T*>(memory_->take(count * sizeof(T)));
    }
    void deallocate(T* memory, std::size_t) noexcept { memory_->give_back(memory); }

    template <typename U>
    bool operator==(handler_allocator<U> const& other) const noexcept
    {
        return memory_ == other.memory_;
    }
    template <typename U>
    bool operator!=(handler_allocator<U> const& other) const noexcept
    {
        return memory_ != other.memory_;
    }

private:
    template <typename>
    friend class handler_allocator;

    std::shared_ptr<handler_memory> memory_;
};

} // namespace log_fluentd::detail
