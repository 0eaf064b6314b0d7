// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/large_events.hpp"

#include "delivery/delivery.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

large_events::large_events(retry_config retry, std::function<double()> random)
    : retry_(retry),
      random_(std::move(random)),
      wait_(retry.initial_interval)
{}

void large_events::add(sent_chunk* c, time_point now)
{
    all_.push_back({c, now, tries_});
}

bool large_events::contains(sent_chunk const* c) const noexcept
{
    return std::any_of(all_.begin(), all_.end(), [c](one const& o) { return o.subject == c; });
}

void large_events::try_soon(time_point at) noexcept
{
    next_try_ = std::min(next_try_, at);
}

void large_events::hurry(backoff const& pace, time_point now)
{
    if (!all_.empty() && !std::exchange(hurried_, true))
        next_try_ = std::min(next_try_, pace.hurried(last_try_, now));
}

void large_events::begin_try(time_point now)
{
    hurried_ = false;
    last_try_ = now;
    tried_ = all_.front().subject;
    ++tries_;
    next_try_ = now + std::chrono::duration_cast<time_point::duration>(wait_ * (0.5 + 0.5 * random_()));
    wait_ = std::min<decltype(wait_)>(wait_ * 2, retry_.max_interval);
}

void large_events::end_try() noexcept
{
    tried_ = nullptr;
    std::rotate(all_.begin(), all_.begin() + 1, all_.end());
}

void large_events::taken() noexcept
{
    all_.erase(all_.begin());
    tried_ = nullptr;
    next_try_ = {};
    wait_ = retry_.initial_interval;
}

// --- what delivery does about them -------------------------------------------------------------------------

/// Whether each server that could accept the event has refused one of its size, or is known to accept no
/// larger ones.
bool delivery::exceeds_all(sent_chunk const& c) const
{
    return c.content.events == 1 && for_each_wanted([&](link const& l) {
               return !is_compressed_first(l, c) && l.frames().exceeds(l.bytes_of(c));
           });
}

/// The chunk waits with the others that are too large.
/// \pre There is room.
void delivery::set_apart(sent_chunk* c, time_point now)
{
    large_.add(c, now);
    look_at_large_ = now;
}

/// Checks those that wait: a server may accept them by now, or they have waited long enough.
void delivery::look_at_large(time_point now)
{
    constexpr std::chrono::seconds interval{1};
    if (large_.empty() || now < look_at_large_)
        return;
    look_at_large_ = now + interval;
    large_.remove_if([&](large_events::one& o) {
        sent_chunk* const c = o.subject;
        if (!exceeds_all(*c)) {
            send_soon(c);
            return true;
        }
        if (!is_too_large(*c))
            return false;
        auto const server = last_refuser_of_large_;
        auto const largest = links_[server].frames().largest_taken();
        if (!std::exchange(o.named, true))
            report(delivery_report::kind::too_large, server, *c, largest);
        if (now < o.since + evidence::long_enough || large_.tries_since(o) < evidence::certain)
            return false;
        report(delivery_report::kind::discarded, server, *c, largest);
        evidence_.forget(*c);
        settle_discarded(c, discard_reason::refused);
        return true;
    });
}

/// Tries one of them. If there is anything else to send, only alone on a connection that has already been of
/// use, because the attempt may cost the connection. Leaves the candidates that the other chunks may use.
delivery_step delivery::write_large(time_point now)
{
    if (large_.empty() || large_.tried() || now < large_.next_try())
        return {};
    constexpr std::chrono::milliseconds soon{100};
    auto const server = choice_.next(evidence_.last_refuser(*large_.next()));
    if (server == server_choice::none)
        return {};
    link& to = links_[server];
    bool const has_others = !again_.empty() || !aside_.empty() || source_.has_next();
    if (has_others && !to.is_of_use()) {
        large_.put_off(now + soon);
        return {};
    }
    sent_chunk* const c = large_.next();
    if (to.in_flight() || !to.can_write(to.bytes_of(*c), now)) {
        hold_back(server, now);
        return {};
    }
    make_id(*c);
    large_.begin_try(now);
    large_.put_off(before_end(large_.next_try(), now));
    choice_.take(server);
    return write(to, server, *c, now);
}

} // namespace log_fluentd::detail
