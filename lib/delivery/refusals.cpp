// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What delivery does about chunks that a server refuses.

#include "base/end_by_peer.hpp"
#include "delivery/delivery.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace log_fluentd::detail {

bool may_be_refusal(std::error_code error) noexcept
{
    return is_end_by_peer(error) || error == errc::ack_timeout;
}

/// The server closed the connection, and this chunk is the first that it had not acknowledged. The chunk is
/// in `again_`.
void delivery::refused(std::size_t server, sent_chunk* c, bool whole, time_point now)
{
    ledger_.with([&](statistics& s) { ++s.servers[server].refusals; });
    try {
        int const times = evidence_.refused(server, *c, links_[server].bytes_of(*c), whole);
        if (large_.contains(c))
            return;
        if (exceeds_all(*c)) { // it would be refused again, and others with it
            set_apart(c, now);
            again_.erase(std::remove(again_.begin(), again_.end(), c), again_.end());
            return;
        }
        if (times < evidence::to_set_aside && !evidence_.is_piece(*c))
            return; // most likely the server was stopped, so the order is kept
        if (!set_aside_again(c, now))
            return;
        again_.erase(std::remove(again_.begin(), again_.end(), c), again_.end());
        if (times == evidence::to_set_aside && !evidence_.is_piece(*c))
            report(delivery_report::kind::refused, server, *c);
    } catch (std::exception const&) { // no memory to count it against the chunk
    }
}

/// Sets the chunk aside, for longer the more often it was refused.
/// \returns whether there was room.
bool delivery::set_aside_again(sent_chunk* c, time_point now)
{
    if (aside_.size() == aside_.capacity())
        return false;
    auto wait = std::chrono::duration<double, std::milli>(retry_.initial_interval);
    for (int i = evidence_.refusals(*c); i > 1 && wait < retry_.max_interval; --i)
        wait *= 2;
    wait = std::min<decltype(wait)>(wait, retry_.max_interval) * (0.5 + 0.5 * random_());
    auto const not_before = now + std::chrono::duration_cast<clock::duration>(wait);
    aside_.push_back({c, before_end(not_before, now), now});
    return true;
}

/// Divides a chunk that has a bad event, or discards the bad event.
/// \returns whether nothing is left to send of it now.
bool delivery::judge(set_aside& candidate, time_point now)
{
    sent_chunk* const c = candidate.subject;
    if (evidence_.may_discard(*c)) {
        report(delivery_report::kind::event_refused, evidence_.last_refuser(*c), *c);
        evidence_.forget(*c);
        settle_discarded(c, discard_reason::refused);
        return true;
    }
    if (!evidence_.may_divide(*c) || aside_.size() == aside_.capacity())
        return false;
    sent_chunk* const other = divide(*c);
    if (!other)
        return false;
    // At the end, so that `candidate` stays in its place: there is room.
    aside_.push_back({other, now});
    try {
        evidence_.divided(*c, *other);
    } catch (std::exception const&) { // no memory: they are treated like other chunks
        evidence_.forget(*c);
    }
    return false;
}

/// Others wait until everything on its way to the server has arrived, except a small one that is needed to
/// find out whether it has.
void delivery::hold_back(std::size_t server, time_point now)
{
    if (!links_[server].wants_probe(now))
        find_candidates(now, server);
}

/// A chunk that was refused several times is sent alone at first, so that a refusal is its own; others follow
/// after it. Leaves the candidates that the other chunks may use.
delivery_step delivery::write_set_aside(time_point now)
{
    for (std::size_t i = 0; i < aside_.size();) {
        if (now < aside_[i].not_before) {
            ++i;
            continue;
        }
        if (judge(aside_[i], now)) {
            aside_.erase(aside_.begin() + static_cast<std::ptrdiff_t>(i));
            continue;
        }
        sent_chunk* const c = aside_[i].subject;
        if (exceeds_all(*c)) {
            set_apart(c, now);
            aside_.erase(aside_.begin() + static_cast<std::ptrdiff_t>(i));
            continue;
        }
        auto const server = choice_.next(evidence_.last_refuser(*c));
        if (server == server_choice::none)
            break;
        link& to = links_[server];
        if (is_compressed_first(to, *c)) {
            compress_aside(i);
            break;
        }
        if (c->content.events > 1 && to.bytes_of(*c) > to.frames().most() && !evidence_.is_piece(*c)) {
            aside_.erase(aside_.begin() + static_cast<std::ptrdiff_t>(i));
            send_soon(c); // it is divided there
            continue;
        }
        if (to.in_flight() || !to.can_write(to.bytes_of(*c), now)) {
            hold_back(server, now);
            break;
        }
        make_id(*c);
        aside_.erase(aside_.begin() + static_cast<std::ptrdiff_t>(i));
        choice_.take(server);
        return write(to, server, *c, now);
    }
    return {};
}

void delivery::report(delivery_report::kind what, std::size_t server, sent_chunk const& c, std::size_t bytes)
{
    if (reports_.size() < most_reports)
        reports_.push_back({what, server, std::string(c.tag), c.content, bytes, links_[server].bytes_of(c)});
}

std::optional<delivery_report> delivery::take_reports()
{
    if (reports_.empty())
        return std::nullopt;
    auto first = std::move(reports_.front());
    reports_.erase(reports_.begin());
    return first;
}

} // namespace log_fluentd::detail
