// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The parts of the buffer.

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

/// One lock guards all parts, so that what happens to an event is one step, counters included.
struct buffer_parts
{
    buffer_parts(buffer_config const& config, std::string const& tag_prefix,
                 std::unique_ptr<slab_memory> memory, bool hands_over, frame_config const& frame,
                 chunk_maker make);

    /// The locked parts. The lock is held until the end of the expression, or of the object's lifetime.
    locked_parts locked() noexcept;
    /// Seals and discards chunks if the policy says so. Requires the lock.
    /// \returns whether there is room for the event now.
    bool make_room(std::string_view label, std::size_t size, bool kept) noexcept;
    /// Discards a sealed chunk. Requires the lock.
    void discard(chunk& c, log_fluentd::discard_reason reason) noexcept;

    // What each event needs comes first: then few cache lines move from one logging thread to the next.
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
