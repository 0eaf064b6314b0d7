// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the buffer does with events that are given up: the half of it that the overflow handler sees.

#include "buffer/buffer.hpp"
#include "buffer/giving_up.hpp"

#include <exception>
#include <utility>

namespace log_fluentd::detail {

using guard = std::lock_guard<std::mutex>;

namespace {

/// How long rejected events are gathered for one call of the handler, unless their room gets scarce.
constexpr std::chrono::milliseconds gathering_time{10};

} // namespace

put_result buffer::reject_too_large(std::string_view label, char const* event, std::size_t size,
                                    encode_report const& report) noexcept
{
    giving_up const lock(*this);
    counters_.offered += {1, size};
    count_repairs(report);
    if (refuses_new_)
        return reject(rejection::closed, size);
    auto result = reject(rejection::event_too_large, size);
    result.handed_over = hand_over_copy(label, event, size, errc::event_too_large);
    return result;
}

/// Copies a rejected event into the slabs that are kept for that. \return whether it was handed over.
bool buffer::hand_over_copy(std::string_view label, char const* event, std::size_t size, errc reason) noexcept
{
    if (!hand_over_.is_wanted())
        return false;
    chunk* c = hand_over_abandoned_ ? nullptr : hand_over_.find(label, reason);
    if (c && c->content.bytes + size > chunk_limit_)
        c = nullptr;
    std::size_t const more = slabs_for(c, label, size);
    bool const was_empty = hand_over_.empty();
    bool const fits = more <= hand_over_.kept_slabs() && !hand_over_abandoned_;
    try {
        if (fits && !c) {
            c = make_chunk();
            begin_chunk(*c, label);
            c->given_up = reason;
            c->is_copy = true;
            c->gathered_until = clock::now() + gathering_time;
            hand_over_.push(*c);
        }
    } catch (std::exception const&) { // no memory for it: it is missed
    }
    if (!fits || !c) {
        counters_.overflow_missed += {1, size};
        handed_over_ |= !hand_over_.empty(); // the handler's thread may not run yet
        return false;
    }
    append(*c, event, size);
    c->content += {1, size};
    bool const was_filling = hand_over_.is_filling();
    hand_over_.use(more);
    c->kept_slabs += more;
    counters_.overflow_waiting += {1, size};
    handed_over_ = true;
    if (was_empty || hand_over_.is_filling() != was_filling)
        given_up_changed_.notify_one();
    return true;
}

/// A chunk that was dropped goes with its slabs. One that had to make room counts them to those that are kept
/// for the handler: so there is room at once, and no more is dropped than needed.
void buffer::hand_over_chunk(chunk* dropped, errc reason) noexcept
{
    bool const makes_room = reason == errc::buffer_full;
    bool const fits = !makes_room || dropped->slabs <= hand_over_.kept_slabs();
    if (hand_over_.is_wanted() && !hand_over_abandoned_ && fits) {
        if (makes_room) {
            dropped->kept_slabs = dropped->slabs;
            hand_over_.use(dropped->slabs);
        }
        counters_.overflow_waiting += dropped->content;
        dropped->given_up = reason;
        hand_over_.push(*dropped);
        handed_over_ = true;
        return given_up_changed_.notify_one();
    }
    if (hand_over_.is_wanted())
        counters_.overflow_missed += dropped->content;
    handed_over_ |= !hand_over_.empty(); // the handler may have no thread yet
    recycle(dropped);
}

chunk* buffer::take_given_up() noexcept
{
    std::unique_lock<std::mutex> lock(mutex_);
    given_up_changed_.wait(lock, [this] { return !hand_over_.empty() || hand_over_ended_; });
    // Many events at a time, so that the threads whose events are rejected seldom have to wake this one. What
    // has lain behind others was gathered meanwhile.
    if (chunk const* const c = hand_over_.oldest(); c && c->is_copy)
        given_up_changed_.wait_until(lock, c->gathered_until,
                                     [this] { return hand_over_.is_filling() || hand_over_ended_; });
    return hand_over_.pop();
}

bool buffer::free_given_up(chunk* taken) noexcept
{
    guard lock(mutex_);
    recycle(taken);
    return !hand_over_abandoned_;
}

void buffer::settle_given_up(amount taken) noexcept
{
    guard lock(mutex_);
    counters_.overflow_waiting = counters_.overflow_waiting - taken;
    counters_.overflow_taken += taken;
}

void buffer::miss_given_up(amount taken) noexcept
{
    guard lock(mutex_);
    counters_.overflow_waiting = counters_.overflow_waiting - taken;
    counters_.overflow_missed += taken;
}

void buffer::end_hand_over() noexcept
{
    guard lock(mutex_);
    hand_over_ended_ = true;
    given_up_changed_.notify_one();
}

void buffer::abandon_hand_over() noexcept
{
    guard lock(mutex_);
    hand_over_ended_ = hand_over_abandoned_ = true;
    while (chunk* c = hand_over_.pop()) {
        counters_.overflow_waiting = counters_.overflow_waiting - c->content;
        counters_.overflow_missed += c->content;
        recycle(c);
    }
    given_up_changed_.notify_one();
}

bool buffer::has_given_up() const noexcept
{
    guard lock(mutex_);
    return !hand_over_.empty();
}

} // namespace log_fluentd::detail
