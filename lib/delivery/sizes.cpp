// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What delivery does so that each server gets frames of a size that it takes.

#include "delivery/delivery.hpp"

#include <algorithm>

namespace log_fluentd::detail {

/// Divides the chunk that is sent next until it is no larger. \return whether it is.
bool delivery::divide_next(std::size_t most)
{
    chunk* const c = again_.back();
    while (c->content.bytes > most && c->content.events > 1) {
        reserve_for_one_more();
        compression_.forget(*c);
        chunk* const other = buffer_.divide(c);
        if (!other)
            break;
        again_.insert(again_.end() - 1, other);
        if (evidence_.is_piece(*c))
            evidence_.divided(*c, *other);
        else
            evidence_.forget(*c); // it is another one now
    }
    return c->content.bytes <= most;
}

/// A server of which nothing is known may pass over a large chunk without a word. So there is always a small
/// one behind it: the end of the last one, where nothing else is there.
void delivery::split_off_probe(link const& to)
{
    constexpr std::uint64_t part = 64;
    chunk* const c = again_.back();
    if (!require_ack_ || !to.may_probe() || again_.size() > 1 || !c->id.empty() || c->content.events < part ||
        !to.frames().is_in_doubt(c->content.bytes))
        return;
    reserve_for_one_more();
    if (chunk* const next = buffer_.take())
        return send_soon(next);
    if (chunk* const end = buffer_.divide(c, c->content.events - c->content.events / part))
        again_.insert(again_.begin(), end);
}

/// Makes a chunk with events that are no larger the next one. \return whether there is one.
bool delivery::bring_forward(std::size_t most)
{
    auto const has_small_ones = [most](chunk const* c) {
        return c->content.bytes / c->content.events <= most;
    };
    auto const found = std::find_if(again_.rbegin(), again_.rend(), has_small_ones);
    if (found != again_.rend()) {
        std::rotate(found.base() - 1, found.base(), again_.end());
        return true;
    }
    chunk* const next = buffer_.take();
    if (next)
        again_.push_back(next);
    return next;
}

/// Makes a small chunk the next one, where one is needed to find out whether the server passes over what is
/// on the way. \return whether there is one.
bool delivery::find_probe(link& to, time_point now)
{
    if (!to.wants_probe(now))
        return false;
    std::size_t const most = to.largest_probe();
    reserve_for_one_more();
    while (!divide_next(most)) { // one event that is too large: another one, then
        bool const has_no_memory = again_.back()->content.events > 1;
        if (has_no_memory || !bring_forward(most)) {
            to.put_off_probe(now);
            return false;
        }
        reserve_for_one_more();
    }
    to.begin_probe();
    return true;
}

/// Chunks are sealed no larger than one of the servers takes.
void delivery::seal_as_taken(time_point now)
{
    std::size_t most = 0;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        links_[i].frames().reconsider(now);
        if (is_wanted(i))
            most = std::max(most, links_[i].frames().most());
    }
    if (most == 0 || most == sealed_at_)
        return;
    sealed_at_ = most;
    buffer_.seal_at(most - most / 8); // so that two together are not just above it
}

/// The connection was lost, with this chunk as the first that was not acknowledged.
void delivery::learn(std::size_t server, chunk const& refused, std::error_code error, time_point now)
{
    if (!require_ack_)
        return;
    link& l = links_[server];
    bool found = false;
    if (auto const passed = l.first_lost_was_passed_over)
        found = l.frames().passed_over(refused.content.bytes, passed->by, passed->together, now);
    else if (may_be_refusal(error) && (error != errc::ack_timeout || !l.may_probe()))
        found = l.frames().refused(refused.content.bytes, now);
    if (found && news_.size() < most_news)
        news_.push_back({delivery_news::kind::limited,
                         server,
                         {},
                         {},
                         l.frames().largest_taken(),
                         l.frames().smallest_refused()});
}

/// Each server that could take the event has refused one of its size, and takes others.
bool delivery::is_too_large(chunk const& c) const
{
    return c.content.events == 1 &&
           for_each_wanted([&c](link const& l) { return l.frames().is_too_large(c.content.bytes); });
}

std::size_t delivery::suspected_bytes(std::size_t server) const noexcept
{
    chunk const* const c = links_[server].suspect();
    return c ? c->content.bytes : 0;
}

} // namespace log_fluentd::detail
