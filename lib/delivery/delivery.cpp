// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/delivery.hpp"

#include "delivery/server_name.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

bool is_by_protocol(std::error_code error) noexcept
{
    return error == errc::protocol_error || error == errc::unknown_ack ||
           error == errc::unexpected_handshake || error == errc::not_forward || error == errc::wants_tls;
}

} // namespace

delivery::delivery(buffer& source, sender_config const& config, std::function<double()> random,
                   std::function<std::string()> make_id)
    : source_(source.outgoing()),
      ledger_(source.ledger()),
      servers_(config.servers),
      require_ack_(config.require_ack),
      retry_(config.retry),
      random_(std::move(random)),
      make_id_(std::move(make_id)),
      backoff_(config.retry, random_),
      choice_(servers_),
      evidence_(servers_.size()),
      compression_(config.compress, source.pool()),
      large_(config.retry, random_)
{
    links_.reserve(servers_.size());
    for (std::size_t i = 0; i < servers_.size(); ++i)
        links_.emplace_back(config, i, random_);
    ledger_.list_servers(listed(servers_));
}

// --- what happened -----------------------------------------------------------------------------------------

void delivery::connected(std::size_t server, time_point now, bool keeps_alive)
{
    links_[server].connected(now, keeps_alive);
    choice_.restart(server);
    ledger_.with([&](statistics& s) {
        s.reconnects += s.servers[server].connects != 0;
        ++s.servers[server].connects;
        ++s.connects;
    });
    note(server);
}

void delivery::connect_failed(std::size_t server, time_point now, bool refused)
{
    if (!links_[server].is_connecting())
        return;
    links_[server].connect_failed(now, refused);
    ledger_.with([&](statistics& s) {
        ++s.servers[server].connect_failures;
        ++s.connect_failures;
    });
    note(server);
}

void delivery::disconnected(std::size_t server, std::error_code error, time_point now)
{
    link& l = links_[server];
    if (!l.is_ready() && !l.failure())
        return;
    if (large_.tried() && l.suspect() == large_.tried()) {
        l.forgive();
        last_refuser_of_large_ = server;
    }
    l.disconnected(error, now);
    settle(server);
    sent_chunk* const first = l.lost.empty() ? nullptr : l.lost.front();
    for (sent_chunk* c : l.lost)
        c == large_.tried() ? large_.end_try() : send_soon(c);
    l.lost.clear();
    ledger_.with([&](statistics& s) {
        s.servers[server].connections_lost += static_cast<bool>(error);
        s.connections_lost += static_cast<bool>(error);
        s.protocol_errors += is_by_protocol(error);
    });
    note(server);
    if (!first)
        return;
    learn(server, *first, error, now);
    if (may_be_refusal(error) || l.first_lost_was_passed_over)
        refused(server, first, l.first_lost_was_written, now);
}

void delivery::received(std::size_t server, char const* data, std::size_t size, time_point now)
{
    links_[server].received(data, size, now);
    settle(server);
    note(server);
}

void delivery::write_progressed(std::size_t server, time_point now)
{
    links_[server].write_progressed(now);
}

void delivery::written(std::size_t server, time_point now)
{
    links_[server].written(now);
    settle(server);
    note(server);
}

void delivery::confirmed(std::size_t server, std::uint64_t bytes, time_point now)
{
    links_[server].confirmed(bytes, now);
    settle(server);
    note(server);
}

void delivery::settle(std::size_t server)
{
    for (sent_chunk* c : links_[server].delivered) {
        evidence_.delivered(server, *c, links_[server].bytes_of(*c));
        compression_.forget(*c);
        if (c == large_.tried()) {
            large_.taken();
            look_at_large_ = {}; // others may be accepted too
        }
        source_.settle_delivered(c, server);
    }
    links_[server].delivered.clear();
}

void delivery::settle_discarded(sent_chunk* c, discard_reason reason)
{
    compression_.forget(*c);
    source_.settle_discarded(c, reason);
}

/// Updates the state of the link in the statistics.
void delivery::note(std::size_t server)
{
    std::size_t const all = in_flight();
    bool const any_up = std::any_of(links_.begin(), links_.end(), [](link const& l) { return l.is_ready(); });
    ledger_.with([&](statistics& s) {
        s.servers[server].state = links_[server].shown();
        s.servers[server].unacknowledged = links_[server].in_flight();
        s.unacknowledged = all;
        s.connected = any_up;
    });
}

std::size_t delivery::in_flight() const noexcept
{
    std::size_t sum = 0;
    for (auto const& l : links_)
        sum += l.in_flight();
    return sum;
}

// --- what to do --------------------------------------------------------------------------------------------

std::size_t delivery::to_be_resent() const noexcept
{
    auto const sent =
        std::count_if(again_.begin(), again_.end(), [](sent_chunk const* c) { return c->sent_before; });
    return static_cast<std::size_t>(sent) + aside_.size() + large_.size();
}

bool delivery::has_work() const
{
    return !again_.empty() || !aside_.empty() || !large_.empty() || !source_.empty();
}

/// Whether all servers that are not standby are down.
bool delivery::needs_standby() const
{
    for (std::size_t i = 0; i < links_.size(); ++i) {
        if (!servers_[i].standby && servers_[i].weight && !links_[i].is_down())
            return false;
    }
    return true;
}

bool delivery::is_wanted(std::size_t server) const
{
    return servers_[server].weight && (!servers_[server].standby || needs_standby());
}

/// Whether the connection has to be closed.
bool delivery::is_over(std::size_t server, time_point now)
{
    link& l = links_[server];
    if (l.check(has_work(), now))
        return true;
    return l.is_ready() && !l.in_flight() && !is_wanted(server);
}

delivery_step delivery::next(time_point now)
{
    for (std::size_t i = 0; i < links_.size(); ++i) {
        delivery_step step;
        step.server = i;
        if (is_over(i, now)) {
            step.what = delivery_step::kind::disconnect;
            step.error = links_[i].failure();
            return step;
        }
        if (links_[i].may_connect(now) && is_wanted(i) && has_work()) {
            links_[i].connecting(now);
            note(i);
            step.what = delivery_step::kind::connect;
            return step;
        }
    }
    auto const step = write_next(now);
    if (step.what == delivery_step::kind::nothing) {
        for (auto& l : links_)
            l.put_off_probe(now);
    }
    return step;
}

/// Finds the servers that may accept a chunk now or soon.
void delivery::find_candidates(time_point now, std::size_t but_not)
{
    choice_.clear();
    for (int round = 0; round < 2; ++round) { // stalled servers count only if there is no other
        bool any = false;
        for (std::size_t i = 0; i < links_.size(); ++i) {
            link const& l = links_[i];
            if (i == but_not || !l.is_ready() || l.is_aged(now) || l.is_used_up() || !is_wanted(i))
                continue;
            if (round == 0 && !l.can_write(0, now) && l.is_stalled(now))
                continue;
            choice_.add(i);
            any = true;
        }
        if (any)
            return;
    }
}

delivery_step delivery::write_next(time_point now)
{
    look_again_at_.reset();
    reserve_for_one_more();
    seal_as_taken(now);
    look_at_large(now);
    find_candidates(now, server_choice::none);
    if (auto const step = write_large(now); step.what != delivery_step::kind::nothing)
        return step;
    if (auto const step = write_set_aside(now); step.what != delivery_step::kind::nothing)
        return step;
    auto const refuser = again_.empty() ? evidence::none : evidence_.last_refuser(*again_.back());
    auto const server = choice_.next(refuser);
    if (server == server_choice::none)
        return {};
    link& to = links_[server];
    if (compresses())
        return {}; // later chunks wait for that one, so that the order is kept
    bool const has_room = to.can_write(0, now) || to.wants_probe(now);
    bool const takes_another = has_room || to.takes_compressed();
    if (prepare_next(to, takes_another, now))
        split_off_probe(to);
    if (compress_first(to))
        return {};
    if (!has_room || again_.empty() ||
        !(to.can_write(to.bytes_of(*again_.back()), now) || find_probe(to, now))) {
        if (links_.size() > 1 && to.in_flight() && has_work())
            look_again_at_ = to.stalled_at();
        return {};
    }
    sent_chunk* const c = again_.back();
    make_id(*c); // while it is in the list, because there may be no memory for the id
    again_.pop_back();
    choice_.take(server);
    return write(to, server, *c, now);
}

/// Puts the chunk that is sent next at the end of `again_`, no larger than the server accepts.
/// \returns whether there is one.
bool delivery::prepare_next(link& to, bool takes_another, time_point now)
{
    for (;;) {
        sent_chunk* const taken = again_.empty() && takes_another ? take() : nullptr;
        if (taken)
            again_.push_back(taken); // it waits there if it is too large for the rest of the window
        if (again_.empty())
            return false;
        divide_next(to);
        if (!exceeds_all(*again_.back()))
            return true;
        set_apart(again_.back(), now);
        again_.pop_back();
        reserve_for_one_more();
    }
}

sent_chunk* delivery::take() noexcept
{
    return sent_chunk::just_taken(source_.take());
}

/// Chunks are sent in the order in which they were sealed, whichever connection they were on.
/// \pre There is room.
void delivery::send_soon(sent_chunk* c)
{
    auto const is_older = [](sent_chunk const* a, sent_chunk const* b) { return a->sequence > b->sequence; };
    again_.insert(std::upper_bound(again_.begin(), again_.end(), c, is_older), c);
}

void delivery::make_id(sent_chunk& c)
{
    if (require_ack_ && c.id.empty())
        c.id = make_id_();
}

delivery_step delivery::write(link& to, std::size_t server, sent_chunk& c, time_point now)
{
    auto const step = to.write(c, now);
    bool const is_first = !std::exchange(c.sent_before, true);
    ledger_.with([&](statistics& s) {
        if (is_first && !step.compressed.empty()) {
            s.compressed += c.content;
            s.compressed_to += step.compressed.size();
        }
        if (!is_first && !c.is_gap) {
            ++s.chunks_resent;
            s.resent += c.content;
        }
    });
    note(server);
    return step;
}

/// Makes sure that no chunk is lost because there is no memory for its place in a list.
void delivery::reserve_for_one_more()
{
    auto const most =
        in_flight() + again_.size() + aside_.size() + large_.size() + (compresses() ? 1 : 0) + 2;
    again_.reserve(most);
    aside_.reserve(most);
    large_.reserve(most);
}

std::optional<delivery::time_point> delivery::deadline() const
{
    std::optional<time_point> first = look_again_at_;
    auto const consider = [&](time_point t) { first = first ? std::min(*first, t) : t; };
    bool any_ready = false;
    bool const work = has_work();
    for (std::size_t i = 0; i < links_.size(); ++i) {
        if (auto const t = links_[i].deadline(work && is_wanted(i)))
            consider(*t);
        any_ready = any_ready || (links_[i].is_ready() && !links_[i].in_flight());
    }
    if (any_ready) { // otherwise a chunk that is due waits for a server
        for (auto const& a : aside_)
            consider(a.not_before);
        if (!large_.empty())
            consider(std::max(large_.next_try(), look_at_large_));
    }
    return first;
}

std::chrono::milliseconds delivery::retry_in(std::size_t server, time_point now) const
{
    return links_[server].retry_in(now);
}

} // namespace log_fluentd::detail
