// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Which chunks may be too large for a server, and how the server's answer is distinguished from silence.

#include "delivery/link.hpp"

#include <algorithm>

namespace log_fluentd::detail {

namespace {

using std::chrono::milliseconds;

/// Servers answer in order. If a smaller chunk was acknowledged, an earlier one is considered passed over
/// after this time. If the earlier one is no larger, there is another reason, and it gets more time.
constexpr milliseconds time_to_answer{1000};
constexpr milliseconds longer_time_to_answer{5000};

} // namespace

/// Whether it is larger than all later ones that were acknowledged.
bool link::is_suspect(flight const& f) const
{
    return f.overtaken && f.bytes > frame_limit::least && f.bytes > f.overtaken->by + f.overtaken->by / 8;
}

/// When it is certain that the server has passed over it.
link::time_point link::passed_over_at(flight const& f) const
{
    if (!f.overtaken || !f.written)
        return time_point::max();
    auto const since = std::max(f.overtaken_at, f.written_at);
    return std::min(f.written_at + ack_timeout_,
                    since + (is_suspect(f) ? time_to_answer : longer_time_to_answer));
}

/// The first chunk that the server seems to have passed over.
link::flight const* link::overtaken() const
{
    auto const found = std::find_if(in_flight_.begin(), in_flight_.end(),
                                    [](flight const& f) { return f.overtaken && f.written; });
    return found == in_flight_.end() ? nullptr : &*found;
}

sent_chunk const* link::suspect() const noexcept
{
    auto const found =
        std::find_if(in_flight_.begin(), in_flight_.end(), [](flight const& f) { return !f.acknowledged; });
    return found == in_flight_.end() ? nullptr : found->subject;
}

bool link::can_write(std::size_t bytes, time_point now) const
{
    if (!is_ready() || writing_ || is_aged(now) || is_used_up() || in_flight_.size() >= slots_for(bytes))
        return false;
    if (in_flight_.empty())
        return true;
    bool const is_suspected = frames_.is_suspected();
    bool const waits_for_answer = std::any_of(in_flight_.begin(), in_flight_.end(), [&](flight const& f) {
        return is_suspect(f) || (is_suspected && frames_.is_in_doubt(f.bytes));
    });
    return !waits_for_answer && !(is_suspected && frames_.is_in_doubt(bytes)) &&
           bytes_in_flight_ + bytes <= std::min(window_bytes_, frames_.most());
}

/// One slot is kept for a probe.
std::size_t link::slots_for(std::size_t bytes) const
{
    return require_ack_ && window_ > 1 && frames_.is_in_doubt(bytes) ? window_ - 1 : window_;
}

bool link::wants_probe(time_point now) const
{
    return require_ack_ && is_ready() && !writing_ && !is_aged(now) && keeps_alive_ &&
           in_flight_.size() < window_ && now >= probe_at();
}

/// When a probe would be of use; `max` if none would be.
link::time_point link::probe_at() const
{
    bool const is_of_use =
        keeps_alive_ && awaits_confirmation() && frames_.is_in_doubt(in_flight_.front().bytes) &&
        !overtaken() &&
        std::none_of(in_flight_.begin(), in_flight_.end(), [](flight const& f) { return f.is_probe; });
    return is_of_use ? std::max(confirmation_since_ + time_to_answer, no_probe_before_) : time_point::max();
}

std::size_t link::largest_probe() const
{
    constexpr std::size_t small = std::size_t{8} << 10;
    return std::max(small, std::min(frames_.largest_taken(), in_flight_.front().bytes / 2));
}

void link::put_off_probe(time_point now)
{
    if (probe_at() <= now)
        no_probe_before_ = now + time_to_answer;
}

} // namespace log_fluentd::detail
