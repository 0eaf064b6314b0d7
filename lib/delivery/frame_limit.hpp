// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Finds how large a frame one server accepts, by what it accepted and what it refused. No I/O.

#include <chrono>
#include <cstddef>
#include <limits>

namespace log_fluentd::detail {

/// A server may have a limit that it cannot be asked for: Fluent Bit closes the connection over a frame above
/// its `buffer_max_size`; Fluentd discards what is above its `chunk_size_limit` without an answer, and counts
/// the bytes of all frames that it reads at once. Both limits are found by sending less: after two refusals
/// in a row a quarter, then twice as much each time as long as it is accepted, until something is refused
/// again. A server that accepts as much as it refused before has no such limit: it was stopped, or full. A
/// limit is tried again after a minute, and then after waits that double up to an hour.
///
/// Sizes are the bytes of a chunk's events on the wire, after compression, because that is what both count.
class frame_limit
{
public:
    using time_point = std::chrono::steady_clock::time_point;

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    /// The least limit: nothing smaller is divided, or suspected to be too large.
    static constexpr std::size_t least = 4096;
    /// A frame of this size may be too large for a server of which nothing is known.
    static constexpr std::size_t large = std::size_t{64} << 10;

    /// The server has acknowledged `bytes`, and had `together` on their way at the same time.
    void taken(std::size_t bytes, std::size_t together) noexcept;
    /// The server has closed the connection over a frame of `bytes`, the first that it had not acknowledged.
    /// \returns whether a limit was found by that.
    bool refused(std::size_t bytes, time_point now) noexcept;
    /// The server has acknowledged a frame of `by` bytes, but not the one of `bytes` before it, when
    /// `together` bytes were on their way. If both are of one size, less is sent together for a while.
    /// \returns whether a limit was found by that.
    bool passed_over(std::size_t bytes, std::size_t by, std::size_t together, time_point now) noexcept;
    /// After some time, checks whether the server accepts more by now.
    void reconsider(time_point now) noexcept;

    /// Larger chunks are divided before they are sent, and no more bytes than this are on their way together.
    /// `none` means no limit.
    std::size_t most() const noexcept { return cap_; }
    /// Whether a frame of this size may be refused because of its size, as far as is known. It is sent alone,
    /// so that the answer is its own.
    bool is_in_doubt(std::size_t bytes) const noexcept;
    /// Whether something was refused that may have been too large, so that frames in doubt are sent alone.
    bool is_suspected() const noexcept { return state_ != state::open || streak_ != 0; }
    /// Whether others were accepted, and one of this size never was.
    bool is_too_large(std::size_t bytes) const noexcept
    {
        return state_ != state::open && taken_since_ && streak_ == 0 && bytes > cap_ &&
               bytes > largest_taken_;
    }
    /// Whether it would be refused, as far as is known.
    bool exceeds(std::size_t bytes) const noexcept
    {
        return state_ != state::open && (bytes > cap_ || bytes >= smallest_refused_);
    }
    std::size_t largest_taken() const noexcept { return largest_taken_; }
    std::size_t smallest_refused() const noexcept { return smallest_refused_; }

private:
    enum class state
    {
        open,      ///< No limit is known or searched for.
        searching, ///< `cap_` is what to try next.
        found
    };
    void search(std::size_t first) noexcept;
    bool find(time_point now) noexcept;
    void open() noexcept;

    state state_ = state::open;
    std::size_t cap_ = none;
    std::size_t largest_taken_ = 0;       // as far as it still counts
    std::size_t smallest_refused_ = none; // of this search
    int streak_ = 0;                      // refusals since something was accepted
    bool taken_since_ = false;            // whether something was accepted since the search began
    bool raised_ = false;                 // whether the search is for more than was found before
    std::size_t reported_ = 0;
    time_point raise_at_{};
    std::chrono::minutes raise_after_{1};
};

} // namespace log_fluentd::detail
