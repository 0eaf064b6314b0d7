// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What delivery does about chunks that a server refuses.

#include "delivery/delivery.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace log_fluentd::detail {

/// The server broke off with this chunk as the first that it had not acknowledged. The chunk is in `again_`.
void delivery::refused(std::size_t server, chunk* c, bool whole, time_point now)
{
    buffer_.note([&](statistics& s) { ++s.servers[server].refusals; });
    try {
        int const times = evidence_.refused(server, *c, whole);
        if (times < evidence::to_set_aside && !evidence_.is_piece(*c))
            return; // most likely the server was ended: order is kept
        if (!set_aside_again(c, now))
            return;
        again_.erase(std::remove(again_.begin(), again_.end(), c), again_.end());
        if (times == evidence::to_set_aside && !evidence_.is_piece(*c))
            tell(delivery_news::kind::refused, server, *c);
    } catch (std::exception const&) { // no memory to hold it against the chunk
    }
}

/// Puts the chunk behind others, the longer the more often it was refused. \return whether there was room.
bool delivery::set_aside_again(chunk* c, time_point now)
{
    if (aside_.size() == aside_.capacity())
        return false;
    auto wait = std::chrono::duration<double, std::milli>(retry_.initial_interval);
    for (int i = evidence_.refusals(*c); i > 1 && wait < retry_.max_interval; --i)
        wait *= 2;
    wait = std::min<decltype(wait)>(wait, retry_.max_interval) * (0.5 + 0.5 * random_());
    aside_.push_back({c, now + std::chrono::duration_cast<clock::duration>(wait), now});
    return true;
}

/// Divides a chunk that is at fault, or gives up the event that is. \return whether there is nothing left to
/// send of it now.
bool delivery::judge(set_aside& candidate, time_point now)
{
    chunk* const c = candidate.subject;
    if (evidence_.may_give_up(*c)) {
        tell(delivery_news::kind::given_up, evidence_.last_refuser(*c), *c);
        evidence_.forget(*c);
        settle_dropped(c, drop::refused);
        return true;
    }
    if (!evidence_.may_divide(*c) || aside_.size() == aside_.capacity())
        return false;
    compression_.forget(*c);
    chunk* const other = buffer_.divide(c); // what is divided goes as it is
    if (!other)
        return false;
    // To the end, so that `candidate` stays where it is: there is room.
    aside_.push_back({other, now});
    try {
        evidence_.divided(*c, *other);
    } catch (std::exception const&) { // no memory: they are taken for chunks like others
        evidence_.forget(*c);
    }
    return false;
}

void delivery::tell(delivery_news::kind what, std::size_t server, chunk const& c)
{
    constexpr std::size_t most = 100; // the driver takes them at once
    if (news_.size() < most)
        news_.push_back({what, server, c.tag, c.content});
}

std::optional<delivery_news> delivery::take_news()
{
    if (news_.empty())
        return std::nullopt;
    auto first = std::move(news_.front());
    news_.erase(news_.begin());
    return first;
}

} // namespace log_fluentd::detail
