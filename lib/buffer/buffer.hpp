// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// All chunks not yet delivered, bounded in bytes, and the ledger of what became of every event.

#include "buffer/buffer_parts.hpp"
#include "buffer/locked_ledger.hpp"
#include "buffer/outgoing_chunks.hpp"
#include "msgpack/scratch.hpp"
#include "os/uninterrupted.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// What `buffer::put` did with an event.
struct put_result
{
    std::optional<rejection> rejected;
    /// The strand has something to do: a chunk was sealed, or the first one was opened.
    bool wake = false;
    bool handed_over = false; ///< The event itself was handed over to the discard handler.
    /// There is no room, but the event may wait for it: call `wait_for_room`, then `put` again. Not counted.
    bool must_wait = false;
};

/// Options of `put` that most events do not need.
struct put_options
{
    chunk_waiter* waiter = nullptr; ///< Waits for the event's chunk, which is sealed at once.
    bool kept = false;              ///< Whether it is an event of `keep_severity`.
    bool may_wait = false;          ///< Whether the policy is `overflow_policy::block`.

    bool is_usual() const noexcept { return !waiter && !kept; }
};

/// Logging threads put events in, and wait until they are settled. Others have their own interfaces:
/// `outgoing` is for the strand, `handing_over` for the discard handler's thread, and `ledger` for those who
/// count events or read the counters. One lock guards all of it. Each function locks it, unless it says
/// otherwise.
class buffer
{
public:
    using clock = std::chrono::steady_clock;

    /// \param hands_over Whether there is a discard handler: discarded events are kept for `handing_over`
    /// then.
    /// \param make Makes chunks of the type that delivery needs.
    buffer(buffer_config const& config, std::string const& tag_prefix, std::unique_ptr<slab_memory> memory,
           bool hands_over = false, frame_config const& frame = {}, chunk_maker make = new_chunk<chunk>);
    buffer& operator=(buffer&&) = delete;

    /// Copies an encoded event to the end of the open chunk of `label`. Allocates only to open the first
    /// chunks. With a waiter, `wait_delivered` must follow.
    /// \pre `copy_slack` bytes after the event can be read, as those of a `scratch` can.
    put_result put(std::string_view label, char const* event, std::size_t size, encode_report const& report,
                   put_options options = {}) noexcept;
    /// The same for an event with nothing to report and no options that fits into the current slab. These are
    /// all but the first and the last event of a chunk, and one in twenty of the others.
    /// \returns false for any other event; nothing has changed then.
    bool put_quickly(std::string_view label, char const* event, std::size_t size) noexcept;
    /// Whether `put_quickly` may accept events: not while each event has to be examined. At first it may.
    void answer_quickly(bool may) noexcept { parts_.locked()->queue.open().remember_last(may); }
    /// The strand could not be woken: the next event asks for that again.
    void wake_was_missed() noexcept;
    /// Waits until an event has room, the buffer rejects new ones, or the deadline has come.
    void wait_for_room(std::string_view label, std::size_t size, bool kept,
                       clock::time_point deadline) noexcept;
    /// Reserves a part of the buffer for events of `keep_severity` from now on.
    void keep_room() noexcept { parts_.locked()->space.keep_part(); }
    /// Counts an event that could not be encoded.
    void count_rejected(rejection reason) noexcept;
    /// Counts an encoded event that is too large, and hands it over.
    put_result reject_too_large(std::string_view label, char const* event, std::size_t size,
                                encode_report const& report) noexcept;
    /// Waits until the chunk is settled, or the deadline has come.
    chunk_end wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept;
    /// Seals every open chunk.
    /// \returns the sequence of the last chunk there is.
    std::uint64_t seal_all() noexcept { return parts_.locked()->queue.seal_all(); }
    /// Waits until every chunk up to `sequence` is settled, or the deadline has come.
    /// \returns whether they are settled.
    bool wait_settled(std::uint64_t sequence, clock::time_point deadline) noexcept;
    /// Events waiting in chunks up to `sequence`.
    amount waiting_up_to(std::uint64_t sequence) const noexcept
    {
        return parts_.locked()->queue.waiting_up_to(sequence);
    }
    /// Rejects every event from now on.
    void reject_new() noexcept;
    bool rejects_new() const noexcept;
    /// Allocates memory, but not under the lock.
    log_fluentd::statistics statistics() const { return ledger_.snapshot(); }
    /// Whether the locks can be acquired before `latest`; see `can_be_had`.
    bool can_be_locked(clock::time_point latest) noexcept
    {
        return can_be_had(parts_.mutex, latest) && ledger_.can_be_locked(latest);
    }

    locked_ledger& ledger() noexcept { return ledger_; }
    outgoing_chunks& outgoing() noexcept { return outgoing_; }
    hand_over& handing_over() noexcept { return parts_.discarded; }
    /// The memory of the chunks that were taken. Does not lock.
    slab_pool const& pool() const noexcept { return parts_.chunks.pool(); }

private:
    put_result reject(rejection reason, std::size_t size) noexcept;
    put_result reject_full(std::string_view label, char const* event, std::size_t size) noexcept;
    put_result ask_to_wait(std::size_t size) noexcept;
    chunk* open(std::string_view label);

    mutable buffer_parts parts_;
    locked_ledger ledger_{parts_};
    outgoing_chunks outgoing_{parts_};
    bool wake_was_missed_ = false;
    bool rejects_new_ = false;
};

} // namespace log_fluentd::detail
