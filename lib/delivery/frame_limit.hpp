// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DELIVERY_FRAME_LIMIT_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DELIVERY_FRAME_LIMIT_HPP_INCLUDED_

/// \file
/// How large a frame one server takes, learnt from what it took and what it refused. No I/O.

#include "buffer/buffer.hpp"

#include <chrono>
#include <cstddef>
#include <limits>

namespace log_fluentd::detail {

/// A receiver may have a limit that nobody can ask it for: Fluent Bit closes the connection over a frame
/// above its `buffer_max_size`, Fluentd drops what is above its `chunk_size_limit`, without an answer, and
/// counts the bytes of all frames that it reads at once. Both are found by sending less: after two refusals
/// in a row a quarter of it, then, as long as that is taken, twice as much each time, until something is
/// refused again. A server that takes as much as it refused before has no such limit: it was ended, or full.
/// What is found is tried anew after a minute, and after waits that double up to an hour.
///
/// Sizes are the bytes of a chunk's events on the wire, compressed where they go so: that is what both count.
class frame_limit
{
public:
    using time_point = buffer::clock::time_point;

    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
    /// Nothing is divided further, and no smaller frame is suspected to be too large.
    static constexpr std::size_t least = 4096;
    /// A frame of this size may be too large for a server of which nothing is known.
    static constexpr std::size_t large = std::size_t{64} << 10;

    /// The server has acknowledged so much, and took as much as `together` at the same time.
    void taken(std::size_t bytes, std::size_t together) noexcept;
    /// The server has broken off over a frame of so many bytes, the first that it had not acknowledged.
    /// \return whether a limit was found because of that.
    bool refused(std::size_t bytes, time_point now) noexcept;
    /// The server has acknowledged one of `by` bytes, but not the one of `bytes` bytes in front of it; when
    /// both were on the way, so were `together` bytes in all. Where they are of one size less goes together
    /// for a while. \return the same.
    bool passed_over(std::size_t bytes, std::size_t by, std::size_t together, time_point now) noexcept;
    /// After a time, looks whether the server takes more by now.
    void reconsider(time_point now) noexcept;

    /// What is larger is divided before it is sent, and together no more is on the way. `none`: no limit.
    std::size_t most() const noexcept { return cap_; }
    /// Whether a frame of this size may be refused because of it, as far as is known. It goes alone, so that
    /// the answer is its own.
    bool is_in_doubt(std::size_t bytes) const noexcept;
    /// Something was refused that may have been too large, and what is in doubt goes alone.
    bool is_suspected() const noexcept { return state_ != state::open || streak_ != 0; }
    /// Others were taken, and one of this size never was.
    bool is_too_large(std::size_t bytes) const noexcept
    {
        return state_ != state::open && taken_since_ && streak_ == 0 && bytes > cap_ &&
               bytes > largest_taken_;
    }
    /// It would be refused, as far as is known.
    bool exceeds(std::size_t bytes) const noexcept
    {
        return state_ != state::open && (bytes > cap_ || bytes >= smallest_refused_);
    }
    std::size_t largest_taken() const noexcept { return largest_taken_; }
    std::size_t smallest_refused() const noexcept { return smallest_refused_; }

private:
    enum class state
    {
        open,      ///< No limit is known or looked for.
        searching, ///< `cap_` is what to try.
        found
    };
    void search(std::size_t first) noexcept;
    bool find(time_point now) noexcept;
    void open() noexcept;

    state state_ = state::open;
    std::size_t cap_ = none;
    std::size_t largest_taken_ = 0;       // as far as it still counts
    std::size_t smallest_refused_ = none; // of this search
    int streak_ = 0;                      // refusals without anything taken in between
    bool taken_since_ = false;            // something was taken since the search began
    bool raised_ = false;                 // the search is for more than was found before
    std::size_t told_ = 0;
    time_point raise_at_{};
    std::chrono::minutes raise_after_{1};
};

} // namespace log_fluentd::detail

#endif
