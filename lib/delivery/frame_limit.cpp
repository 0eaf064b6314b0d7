// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/frame_limit.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Refusals in a row: a server that is restarted closes the connection once, but a bad line or a full server
/// does so more often.
constexpr int several = 2;
/// The same for frames that are no larger than one that was accepted: the server's settings may have changed.
constexpr int many = 4;

constexpr std::chrono::minutes longest_wait{60};

/// No chunk is this large, nor are many of them together.
constexpr std::size_t beyond_all = std::size_t{64} << 20;

/// Allows for the pieces of a chunk not being equal, because events are not.
std::size_t a_bit_more(std::size_t bytes) noexcept
{
    return bytes > frame_limit::none / 2 ? frame_limit::none : bytes + bytes / 8;
}

std::size_t doubled(std::size_t bytes) noexcept
{
    return bytes > frame_limit::none / 2 ? frame_limit::none : 2 * bytes;
}

} // namespace

bool frame_limit::is_in_doubt(std::size_t bytes) const noexcept
{
    return state_ == state::open ? bytes > std::max(large, doubled(largest_taken_))
                                 : bytes > std::max(least, a_bit_more(largest_taken_));
}

void frame_limit::taken(std::size_t bytes, std::size_t together) noexcept
{
    streak_ = 0;
    largest_taken_ = std::max(largest_taken_, bytes);
    if (state_ == state::open) {
        smallest_refused_ = none;
        return;
    }
    taken_since_ = true;
    if (bytes >= smallest_refused_ - smallest_refused_ / 8)
        return open(); // the size was not the reason
    if (state_ == state::searching && together >= cap_ / 8 * 3)
        cap_ = std::min(doubled(cap_), a_bit_more(smallest_refused_));
    if (cap_ > beyond_all)
        open();
}

bool frame_limit::refused(std::size_t bytes, time_point now) noexcept
{
    ++streak_;
    if (bytes <= least)
        return false;
    smallest_refused_ = std::min(smallest_refused_, bytes);
    bool const was_larger = bytes > largest_taken_;
    if (state_ == state::open) {
        if (streak_ >= (bytes > doubled(largest_taken_) ? several : many))
            search(bytes / 4);
        return false;
    }
    if (!was_larger) {
        if (streak_ >= many)
            search(bytes / 4);
        return false;
    }
    if (taken_since_)
        return find(now);
    search(std::min(cap_, bytes) / 4);
    return false;
}

bool frame_limit::passed_over(std::size_t bytes, std::size_t by, std::size_t together,
                              time_point now) noexcept
{
    if (std::max(bytes, together) <= least)
        return false;
    if (bytes <= a_bit_more(by)) { // too large together, if the server counts them so; or its events are bad
        state_ = state::searching;
        cap_ = std::max(least, std::min(cap_, a_bit_more(by)));
        taken_since_ = true;
        return false;
    }
    smallest_refused_ = std::min(smallest_refused_, bytes);
    if (state_ == state::open || bytes <= largest_taken_) {
        largest_taken_ = std::min(largest_taken_, by);
        search(std::max(bytes / 4, doubled(by)));
        taken_since_ = true;
    }
    return find(now);
}

/// Begins to search for the limit with frames of this size.
void frame_limit::search(std::size_t first) noexcept
{
    if (largest_taken_ >= smallest_refused_)
        largest_taken_ = 0; // its limit was larger at that time
    state_ = state::searching;
    taken_since_ = false;
    cap_ = std::max({least, first, largest_taken_});
}

/// A frame larger than those that were accepted was refused.
/// \returns whether a new limit is known: about half of the refused size was accepted.
bool frame_limit::find(time_point now) noexcept
{
    if (state_ == state::found) {
        if (cap_ >= smallest_refused_) // if not, it is a single event that cannot be divided
            cap_ = std::max(least, largest_taken_ + (smallest_refused_ - largest_taken_) / 2);
        return false;
    }
    if (largest_taken_ < smallest_refused_ / 4) {
        cap_ = std::max({least, std::min(cap_, smallest_refused_ / 4), largest_taken_});
        return false;
    }
    raise_after_ = raised_ ? std::min(2 * raise_after_, longest_wait) : std::chrono::minutes(1);
    raise_at_ = now + raise_after_;
    raised_ = false;
    state_ = state::found;
    cap_ = std::max(least, std::min(a_bit_more(largest_taken_), smallest_refused_ - 1));
    std::size_t const reported = std::exchange(reported_, largest_taken_);
    return reported_ > a_bit_more(reported) || reported > a_bit_more(reported_);
}

void frame_limit::reconsider(time_point now) noexcept
{
    if (state_ != state::found || now < raise_at_)
        return;
    state_ = state::searching;
    raised_ = true;
    cap_ = std::min(doubled(cap_), a_bit_more(smallest_refused_));
}

void frame_limit::open() noexcept
{
    state_ = state::open;
    cap_ = smallest_refused_ = none;
    taken_since_ = raised_ = false;
}

} // namespace log_fluentd::detail
