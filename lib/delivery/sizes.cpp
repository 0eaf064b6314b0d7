// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How delivery gives each server frames of a size that it accepts.

#include "delivery/delivery.hpp"

#include <algorithm>

namespace log_fluentd::detail {

namespace {

/// The share of `bytes` that belongs to `part` of `whole`.
std::size_t share_of(std::size_t bytes, std::size_t part, std::size_t whole) noexcept
{
    return static_cast<std::size_t>(std::uint64_t{bytes} * part / whole);
}

} // namespace

/// A chunk that was compressed is compressed again before it is sent, each part on its own.
sent_chunk* delivery::divide(sent_chunk& c, std::uint64_t events_of_first)
{
    std::size_t const whole = c.bytes();
    std::size_t const expected = c.compressed.empty() ? c.expected : c.compressed.size();
    auto* const other = sent_chunk::just_taken(source_.divide(&c, events_of_first));
    if (!other)
        return nullptr;
    c.id.clear(); // it is a different chunk now
    other->sent_before = c.sent_before;
    if (!c.compressed.empty())
        c.compress_tried = false;
    compression_.forget(c);
    other->compress_tried = c.compress_tried;
    for (sent_chunk* const part : {&c, other})
        part->expected = share_of(expected, part->bytes(), whole);
    return other;
}

/// The bytes of the chunk on the wire; 0 if they are not known before it is compressed.
std::size_t delivery::expected_bytes(link const& to, sent_chunk const& c) const
{
    return is_compressed_first(to, c) ? c.expected : to.bytes_of(c);
}

/// Divides the chunk that is sent next, so that it is probably no larger than the server accepts.
void delivery::divide_next(link const& to)
{
    sent_chunk const& c = *again_.back();
    std::size_t const bytes = expected_bytes(to, c);
    std::size_t const most = to.frames().most();
    if (bytes <= most)
        return;
    bool const is_compressed = bytes != c.bytes(); // parts may compress less well than the whole
    divide_next_to(is_compressed ? share_of(c.bytes(), most - most / 8, bytes) : most);
}

/// Divides the chunk that is sent next until its uncompressed events have no more bytes.
void delivery::divide_next_to(std::size_t content)
{
    sent_chunk* const c = again_.back();
    while (c->bytes() > content && c->content.events > 1) {
        reserve_for_one_more();
        sent_chunk* const other = divide(*c);
        if (!other)
            break;
        again_.insert(again_.end() - 1, other);
        if (evidence_.is_piece(*c))
            evidence_.divided(*c, *other);
        else
            evidence_.forget(*c); // it is a different chunk now
    }
}

/// Divides the chunk that is sent next until it is a probe, which is sent as it is.
/// \returns whether it is one.
bool delivery::divide_probe(link const& to, std::size_t most)
{
    if (to.bytes_of(*again_.back()) > most)
        divide_next_to(most);
    return to.bytes_of(*again_.back()) <= most;
}

/// An unknown server may silently pass over a large chunk. So there is always a small one after it: the end
/// of the last chunk if there is nothing else.
void delivery::split_off_probe(link const& to)
{
    constexpr std::uint64_t part = 64;
    sent_chunk* const c = again_.back();
    if (!require_ack_ || !to.may_probe() || again_.size() > 1 || !c->id.empty() || c->content.events < part)
        return;
    std::size_t const known = expected_bytes(to, *c);
    auto const guessed = static_cast<double>(c->content.bytes) / compression_.ratio();
    if (!to.frames().is_in_doubt(known ? known : static_cast<std::size_t>(guessed)))
        return;
    reserve_for_one_more();
    if (sent_chunk* const next = take())
        return send_soon(next);
    if (sent_chunk* const end = divide(*c, c->content.events - c->content.events / part))
        again_.insert(again_.begin(), end);
}

/// Makes a chunk whose events are no larger the next one.
/// \returns whether there is one.
bool delivery::bring_forward(std::size_t most)
{
    auto const has_small_ones = [most](sent_chunk const* c) {
        return c->content.bytes / c->content.events <= most;
    };
    auto const found = std::find_if(again_.rbegin(), again_.rend(), has_small_ones);
    if (found != again_.rend()) {
        std::rotate(found.base() - 1, found.base(), again_.end());
        return true;
    }
    sent_chunk* const next = take();
    if (next)
        again_.push_back(next);
    return next;
}

/// Makes a small chunk the next one, if one is needed to find out whether the server passes over what is on
/// its way.
/// \returns whether there is one.
bool delivery::find_probe(link& to, time_point now)
{
    if (!to.wants_probe(now))
        return false;
    std::size_t const most = to.largest_probe();
    reserve_for_one_more();
    while (!divide_probe(to, most)) { // a single event that is too large: tries another chunk
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

/// The bytes of events that are probably no larger on the wire than the server accepts.
std::size_t delivery::content_for(link const& to) const
{
    std::size_t const most = to.frames().most();
    double const content = static_cast<double>(most) * compression_.ratio();
    bool const is_bounded = content < static_cast<double>(frame_limit::none) / 2;
    return !to.takes_compressed() ? most : is_bounded ? static_cast<std::size_t>(content) : frame_limit::none;
}

/// Chunks are sealed no larger than the largest that a server accepts.
void delivery::seal_as_taken(time_point now)
{
    std::size_t most = 0;
    for (std::size_t i = 0; i < links_.size(); ++i) {
        links_[i].frames().reconsider(now);
        if (is_wanted(i))
            most = std::max(most, content_for(links_[i]));
    }
    if (most == 0 || most == sealed_at_)
        return;
    sealed_at_ = most;
    source_.seal_at(most - most / 8); // so that two together are not just above it
}

/// The connection was lost, and this chunk is the first that was not acknowledged.
void delivery::learn(std::size_t server, sent_chunk const& refused, std::error_code error, time_point now)
{
    if (!require_ack_)
        return;
    link& l = links_[server];
    bool found = false;
    if (auto const passed = l.first_lost_was_passed_over)
        found = l.frames().passed_over(l.bytes_of(refused), passed->by, passed->together, now);
    else if (may_be_refusal(error) && (error != errc::ack_timeout || !l.may_probe()))
        found = l.frames().refused(l.bytes_of(refused), now);
    if (found && reports_.size() < most_reports)
        reports_.push_back({delivery_report::kind::limited,
                            server,
                            {},
                            {},
                            l.frames().largest_taken(),
                            l.frames().smallest_refused()});
}

/// Whether each server that could accept the event has refused one of its size, and accepts others.
bool delivery::is_too_large(sent_chunk const& c) const
{
    return c.content.events == 1 &&
           for_each_wanted([&c](link const& l) { return l.frames().is_too_large(l.bytes_of(c)); });
}

std::size_t delivery::suspected_bytes(std::size_t server) const noexcept
{
    sent_chunk const* const c = links_[server].suspect();
    return c ? c->bytes() : 0;
}

} // namespace log_fluentd::detail
