// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Discarded events on their way to the discard handler.

#include "buffer/chunk.hpp"
#include "buffer/chunk_store.hpp"
#include "buffer/ledger.hpp"
#include "buffer/room.hpp"

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>

namespace log_fluentd::detail {

/// The one who calls the discard handler.
class discard_listener
{
public:
    /// Something was discarded and waits for the handler. Called by any thread that discards, without the
    /// buffer's lock.
    virtual void discarded() noexcept = 0;

protected:
    ~discard_listener() = default;
};

/// Chunks, oldest first. Discarded chunks come with their slabs; rejected events are copied into slabs that
/// are kept free for them.
class hand_over
{
public:
    /// Holds the buffer's lock in each function that may discard something, on any thread. Its destructor
    /// unlocks, then calls the listener if anything was discarded.
    class discarding;

    /// \param lock The buffer's lock.
    /// \param space Constructed later.
    hand_over(std::mutex& lock, chunk_store& chunks, ledger& counts, room& space, kept_slabs kept)
        : lock_(lock),
          chunks_(chunks),
          ledger_(counts),
          room_(space),
          kept_(kept)
    {}
    hand_over& operator=(hand_over&&) = delete;

    /// The listener for everything that is discarded.
    /// \pre The buffer is empty.
    void set_listener(std::weak_ptr<discard_listener> listener) noexcept { listener_ = std::move(listener); }
    /// Whether there is a handler.
    bool is_wanted() const noexcept { return kept_.all != 0; }

    // Without the lock: for the handler's thread, and the one who begins and ends it.

    /// Waits for the oldest discarded chunk; null when no more will come. It counts as waiting for the
    /// handler until `settle`. Its bytes may be read until `free`.
    chunk* take() noexcept;
    /// Gives the chunk's memory back after its bytes were copied.
    /// \returns whether the handler may be called for it. If not, the hand-over was abandoned meanwhile, and
    /// the chunk counts as missed.
    bool free(chunk* taken) noexcept;
    /// The handler has received this amount, or could not be called for it.
    void settle(amount taken) noexcept;
    void miss(amount taken) noexcept;
    /// Nothing more will be discarded: `take` ends when it has nothing left.
    void end() noexcept;
    /// `take` ends at once. What is left, and what is discarded later, counts as missed.
    void abandon() noexcept;
    bool has_any() const noexcept;

    // With the lock: for those who discard.

    /// Copies a rejected event into kept slabs.
    /// \param most Most bytes of a chunk.
    /// \returns whether it was handed over.
    bool add_copy(std::string_view label, char const* event, std::size_t size, errc reason,
                  std::size_t most) noexcept;
    /// Adds a discarded chunk, with its slabs.
    void add(chunk& c, errc reason) noexcept;
    kept_slabs const& kept() const noexcept { return kept_; }

private:
    chunk* find_copy(std::string_view label, errc reason) noexcept;
    chunk* add_empty_copy(std::string_view label, errc reason) noexcept;
    void recycle(chunk& c) noexcept;

    std::mutex& lock_;
    chunk_store& chunks_;
    ledger& ledger_;
    room& room_;
    kept_slabs kept_;
    chunk_list list_;
    std::weak_ptr<discard_listener> listener_;
    bool added_ = false; // since the lock was acquired
    std::condition_variable changed_;
    bool ended_ = false;
    bool abandoned_ = false;
};

class hand_over::discarding
{
public:
    explicit discarding(hand_over& to) : to_(to), lock_(to.lock_) {}
    ~discarding()
    {
        bool const any = std::exchange(to_.added_, false);
        lock_.unlock();
        if (!any)
            return;
        if (auto const listener = to_.listener_.lock())
            listener->discarded();
    }
    discarding& operator=(discarding&&) = delete;

private:
    hand_over& to_;
    std::unique_lock<std::mutex> lock_;
};

} // namespace log_fluentd::detail
