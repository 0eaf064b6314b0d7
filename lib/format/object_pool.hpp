// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A pool of objects, each used by one thread at a time, without locks.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace log_fluentd::detail {

/// Keeps objects that are costly to make. Thread-local variables would do the same, but are destroyed before
/// the last record is logged.
///
/// \par Thread safety
/// `take` and `give_back` may be called from several threads at a time.
template <typename T>
class object_pool
{
public:
    object_pool& operator=(object_pool&&) = delete;
    ~object_pool()
    {
        for (slot& kept : slots_)
            delete kept.object.load(std::memory_order_acquire);
    }

    /// \param near An address in the caller's own memory. Callers with different addresses do not interfere.
    /// \returns null if all are in use.
    std::unique_ptr<T> take(void const* near) noexcept
    {
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            auto& object = slots_[(first_slot(near) + i) % slots_.size()].object;
            if (object.load(std::memory_order_relaxed)) {
                if (T* const taken = object.exchange(nullptr, std::memory_order_acquire))
                    return std::unique_ptr<T>(taken);
            }
        }
        return nullptr;
    }

    /// Keeps the object, or destroys it if enough objects are kept.
    void give_back(void const* near, std::unique_ptr<T> object) noexcept
    {
        for (std::size_t i = 0; i < slots_.size(); ++i) {
            auto& place = slots_[(first_slot(near) + i) % slots_.size()].object;
            T* none = nullptr;
            if (!place.load(std::memory_order_relaxed) &&
                place.compare_exchange_strong(none, object.get(), std::memory_order_release,
                                              std::memory_order_relaxed)) {
                static_cast<void>(object.release());
                return;
            }
        }
    }

private:
    struct alignas(64) slot
    {
        std::atomic<T*> object{nullptr};
    };

    static std::size_t first_slot(void const* near) noexcept
    {
        auto const address = reinterpret_cast<std::uintptr_t>(near);
        return (address >> 6) ^ (address >> 12);
    }

    std::array<slot, 16> slots_;
};

} // namespace log_fluentd::detail
