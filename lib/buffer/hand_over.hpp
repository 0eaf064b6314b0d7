// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What was discarded, on its way to the discard handler.

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

/// Who calls the discard handler.
class discard_listener
{
public:
    /// Something was discarded and waits for the handler. Called by whichever thread gave it up, without the
    /// buffer's lock.
    virtual void discarded() noexcept = 0;

protected:
    ~discard_listener() = default;
};

/// Chunks, oldest first. Discarded ones come with their slabs; rejected events are copied into slabs that are
/// kept free for them.
class hand_over
{
public:
    /// The buffer's lock, for each function that may give something up, on whichever thread. When it ends,
    /// the lock is opened and then the listener is told, if anything was discarded.
    class discarding;

    /// \param lock The buffer's.
    /// \param space Made later.
    hand_over(std::mutex& lock, chunk_store& chunks, ledger& counts, room& space, kept_slabs kept)
        : lock_(lock),
          chunks_(chunks),
          ledger_(counts),
          room_(space),
          kept_(kept)
    {}
    hand_over(hand_over const&) = delete;
    hand_over& operator=(hand_over const&) = delete;

    /// Who is told of all that is discarded. \pre Nothing is in the buffer yet.
    void set_listener(std::weak_ptr<discard_listener> listener) noexcept { listener_ = std::move(listener); }
    /// Whether there is a handler.
    bool is_wanted() const noexcept { return kept_.all != 0; }

    // Without the lock: the handler's thread, and who begins and ends it.

    /// The oldest chunk that was discarded, awaited; null when nothing more comes. It counts as waiting for
    /// the handler until `settle`. Its bytes may be read until `free`.
    chunk* take() noexcept;
    /// Its bytes were copied: gives its memory back. \return whether the handler may be called for it; it is
    /// missed where the hand-over was abandoned meanwhile.
    bool free(chunk* taken) noexcept;
    /// The handler has taken so much, or could not be called for it.
    void settle(amount taken) noexcept;
    void miss(amount taken) noexcept;
    /// Nothing will be discarded any more: `take` ends when it has no more.
    void end() noexcept;
    /// `take` ends at once; what is left, and what comes, is missed.
    void abandon() noexcept;
    bool has_any() const noexcept;

    // With the lock: who gives something up.

    /// Copies a rejected event into kept slabs. \param most Bytes of a chunk. \return whether it was handed
    /// over.
    bool add_copy(std::string_view label, char const* event, std::size_t size, errc reason,
                  std::size_t most) noexcept;
    /// A chunk that was discarded goes with its slabs.
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
    bool added_ = false; // since the lock was taken
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
    discarding(discarding const&) = delete;
    discarding& operator=(discarding const&) = delete;

private:
    hand_over& to_;
    std::unique_lock<std::mutex> lock_;
};

} // namespace log_fluentd::detail
