// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What delivery does when somebody waits for it, and at its end.

#include "delivery/delivery.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

void delivery::hurry(time_point now)
{
    for (auto& l : links_)
        l.hurry(now);
    for (auto& a : aside_) {
        if (!std::exchange(a.hurried, true))
            a.not_before = std::min(a.not_before, backoff_.hurried(a.since, now));
    }
    large_.hurry(backoff_, now);
}

void delivery::end_at(time_point end, time_point now)
{
    end_ = end;
    for (auto& l : links_)
        l.end_at(end, now);
    for (auto& a : aside_)
        a.not_before = std::min(a.not_before, now);
    large_.try_soon(now);
}

/// When the next attempt is.
/// \param at When it would be otherwise.
delivery::time_point delivery::before_end(time_point at, time_point now) const
{
    return end_ ? backoff_.before_end(at, now, *end_) : at;
}

void delivery::discard(discard_reason reason)
{
    evidence_.clear(); // it refers to chunks that no longer exist when the next link is settled
    for (std::size_t i = 0; i < links_.size(); ++i) {
        links_[i].disconnected({}, {});
        settle(i);
        for (sent_chunk* c : links_[i].lost)
            settle_discarded(c, reason);
        links_[i].lost.clear();
        links_[i].reset();
        note(i);
    }
    for (sent_chunk* c : again_)
        settle_discarded(c, reason);
    again_.clear();
    for (auto const& a : aside_)
        settle_discarded(a.subject, reason);
    aside_.clear();
    if (large_.tried()) // its connection is lost
        large_.taken();
    large_.remove_if([&](large_events::one& o) {
        settle_discarded(o.subject, reason);
        return true;
    });
    if (sent_chunk* const c = compression_.stop())
        settle_discarded(c, reason);
    aside_compressed_.reset();
    while (sent_chunk* c = take())
        settle_discarded(c, reason);
}

} // namespace log_fluentd::detail
