// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "buffer/hand_over.hpp"

#include <chrono>
#include <exception>

namespace log_fluentd::detail {

namespace {

using clock = std::chrono::steady_clock;
using guard = std::lock_guard<std::mutex>;

/// How many chunks are searched for one of the same tag: then events of a few alternating tags share slabs.
constexpr int most_compared = 16;

/// How long rejected events are gathered for one call of the handler, unless their room becomes scarce.
constexpr std::chrono::milliseconds gathering_time{10};

} // namespace

chunk* hand_over::take() noexcept
{
    std::unique_lock<std::mutex> lock(lock_);
    changed_.wait(lock, [this] { return !list_.empty() || ended_; });
    // Gathers many events, so that the threads whose events are rejected seldom have to wake this one. A
    // chunk that waited after others was gathered meanwhile.
    if (!list_.empty() && list_.front().is_copy)
        changed_.wait_until(lock, list_.front().gathered_until,
                            [this] { return kept_.is_filling() || ended_; });
    if (list_.empty())
        return nullptr;
    chunk& oldest = list_.front();
    list_.pop_front();
    return &oldest;
}

bool hand_over::free(chunk* taken) noexcept
{
    guard lock(lock_);
    recycle(*taken);
    return !abandoned_;
}

void hand_over::settle(amount taken) noexcept
{
    guard lock(lock_);
    ledger_.hand_over_ended(taken, /*is_taken*/ true);
}

void hand_over::miss(amount taken) noexcept
{
    guard lock(lock_);
    ledger_.hand_over_ended(taken, /*is_taken*/ false);
}

void hand_over::end() noexcept
{
    guard lock(lock_);
    ended_ = true;
    changed_.notify_one();
}

void hand_over::abandon() noexcept
{
    guard lock(lock_);
    ended_ = abandoned_ = true;
    list_.clear_and_dispose([this](chunk* c) {
        ledger_.hand_over_ended(c->content, /*is_taken*/ false);
        recycle(*c);
    });
    changed_.notify_one();
}

bool hand_over::has_any() const noexcept
{
    guard lock(lock_);
    return !list_.empty();
}

bool hand_over::add_copy(std::string_view label, char const* event, std::size_t size, errc reason,
                         std::size_t most) noexcept
{
    if (!is_wanted())
        return false;
    chunk* c = abandoned_ ? nullptr : find_copy(label, reason);
    if (c && c->content.bytes + size > most)
        c = nullptr;
    std::size_t const more = chunks_.slabs_for(c, label, size);
    bool const was_empty = list_.empty();
    if (more > kept_.free() || abandoned_)
        c = nullptr;
    else if (!c)
        c = add_empty_copy(label, reason);
    if (!c) {
        ledger_.miss({1, size});
        added_ |= !list_.empty(); // the handler's thread may not have started yet
        return false;
    }
    chunks_.append(*c, event, size);
    c->content += {1, size};
    bool const was_filling = kept_.is_filling();
    kept_.used += more;
    c->kept_slabs += more;
    ledger_.hand_over({1, size});
    added_ = true;
    if (was_empty || kept_.is_filling() != was_filling)
        changed_.notify_one();
    return true;
}

/// The newest chunk of that tag, if it consists of events rejected for that reason.
chunk* hand_over::find_copy(std::string_view label, errc reason) noexcept
{
    int compared = 0;
    for (auto c = list_.rbegin(); c != list_.rend() && compared < most_compared; ++c, ++compared) {
        if (c->label() == label)
            return c->is_copy && c->discarded_for == reason ? &*c : nullptr;
    }
    return nullptr;
}

/// \returns null if there is no memory for it.
chunk* hand_over::add_empty_copy(std::string_view label, errc reason) noexcept
{
    try {
        chunk& c = chunks_.make(label);
        c.discarded_for = reason;
        c.is_copy = true;
        c.gathered_until = clock::now() + gathering_time;
        list_.push_back(c);
        return &c;
    } catch (std::exception const&) {
        return nullptr;
    }
}

/// The slabs of a chunk discarded for room count as kept for the handler. So there is room at once, and no
/// more is discarded than needed.
void hand_over::add(chunk& c, errc reason) noexcept
{
    bool const makes_room = reason == errc::buffer_full;
    bool const fits = !makes_room || c.slabs <= kept_.free();
    if (is_wanted() && !abandoned_ && fits) {
        if (makes_room) {
            c.kept_slabs = c.slabs;
            kept_.used += c.slabs;
        }
        ledger_.hand_over(c.content);
        c.discarded_for = reason;
        list_.push_back(c);
        added_ = true;
        return changed_.notify_one();
    }
    if (is_wanted())
        ledger_.miss(c.content);
    added_ |= !list_.empty(); // the handler's thread may not have started yet
    recycle(c);
}

void hand_over::recycle(chunk& c) noexcept
{
    kept_.used -= std::exchange(c.kept_slabs, 0);
    room_.recycle(c);
}

} // namespace log_fluentd::detail
