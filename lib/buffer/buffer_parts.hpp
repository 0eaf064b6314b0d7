// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What the buffer consists of.

#include "buffer/chunk_queue.hpp"
#include "buffer/chunk_store.hpp"
#include "buffer/gap_table.hpp"
#include "buffer/hand_over.hpp"
#include "buffer/ledger.hpp"
#include "buffer/room.hpp"

#include <log_fluentd/buffer_config.hpp>
#include <log_fluentd/frame_config.hpp>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

class locked_parts;

/// One lock guards all of it, so that what happens to an event is one step, counters included.
struct buffer_parts
{
    buffer_parts(buffer_config const& config, std::string const& tag_prefix,
                 std::unique_ptr<slab_memory> memory, bool hands_over, frame_config const& frame,
                 chunk_maker make);

    /// With the lock, until the end of the expression or of what it is kept in.
    locked_parts locked() noexcept;
    /// Seals and discards chunks where the policy says so. \return whether there is room for the event now.
    /// With the lock.
    bool make_room(std::string_view label, std::size_t size, bool kept) noexcept;
    /// A sealed chunk will not be delivered. With the lock.
    void discard(chunk& c, log_fluentd::discard_reason reason) noexcept;

    // What each event needs comes first: few lines of the cache go from one logging thread to the next.
    std::mutex mutex;
    chunk_queue queue;
    chunk_store chunks;
    ledger counts;
    hand_over discarded;
    room space;
    gap_table gaps;
};

class locked_parts
{
public:
    explicit locked_parts(buffer_parts& parts) noexcept : lock_(parts.mutex), parts_(parts) {}
    buffer_parts* operator->() const noexcept { return &parts_; }

private:
    std::lock_guard<std::mutex> const lock_;
    buffer_parts& parts_;
};

inline locked_parts buffer_parts::locked() noexcept
{
    return locked_parts(*this);
}

} // namespace log_fluentd::detail
