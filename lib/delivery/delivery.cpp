// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/delivery.hpp"

#include "forward/frame.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// However often somebody hurries us, a server that is down is not tried more often than this.
constexpr std::chrono::milliseconds shortest_retry{100};

} // namespace

delivery::delivery(buffer& source, sender_config const& config, std::function<double()> random,
                   std::function<std::string()> make_id)
    : buffer_(source),
      require_ack_(config.require_ack),
      window_(config.window),
      write_timeout_(config.write_timeout),
      ack_timeout_(config.ack_timeout),
      backoff_(config.retry, std::move(random)),
      make_id_(std::move(make_id))
{
    in_flight_.reserve(window_);
    again_.reserve(window_);
}

void delivery::connected(time_point now)
{
    state_ = state::ready;
    parser_.emplace();
    bytes_written_ = 0;
    writing_ = false;
    write_since_ = confirmation_since_ = now;
    buffer_.note([](statistics& s) {
        ++s.connects;
        s.connected = true;
    });
}

void delivery::connect_failed(time_point now)
{
    if (state_ != state::connecting)
        return;
    back_off(now);
    buffer_.note([](statistics& s) { ++s.connect_failures; });
}

void delivery::disconnected(std::error_code error, time_point now)
{
    if (state_ != state::ready)
        return;
    for (auto const& f : in_flight_) {
        if (f.acknowledged)
            buffer_.settle_delivered(f.subject);
        else
            again_.push_back(f.subject);
    }
    in_flight_.clear();
    // What was sealed first goes first, whichever connection it was on.
    std::sort(again_.begin(), again_.end(), [](chunk* a, chunk* b) { return a->sequence > b->sequence; });
    writing_ = false;
    failure_ = {};
    back_off(now);
    bool const by_protocol = error == errc::protocol_error || error == errc::unknown_ack ||
                             error == errc::unexpected_handshake || error == errc::not_forward;
    buffer_.note([&](statistics& s) {
        s.connected = false;
        s.unacknowledged = 0;
        ++s.connections_lost;
        s.protocol_errors += by_protocol;
    });
}

void delivery::received(char const* data, std::size_t size, time_point now)
{
    if (state_ != state::ready)
        return;
    ids_.clear();
    auto const error = parser_->feed(data, size, ids_);
    for (auto const& id : ids_)
        acknowledge(id, now);
    if (error)
        fail(error);
    note_in_flight();
}

void delivery::acknowledge(std::string const& id, time_point now)
{
    auto const found = std::find_if(in_flight_.begin(), in_flight_.end(),
                                    [&](flight const& f) { return !f.acknowledged && f.subject->id == id; });
    if (found == in_flight_.end() || !require_ack_)
        return fail(errc::unknown_ack);
    progress(now);
    if (!found->written) { // the driver still reads its memory
        found->acknowledged = true;
        return;
    }
    buffer_.settle_delivered(found->subject);
    in_flight_.erase(found);
}

void delivery::write_progressed(time_point now)
{
    write_since_ = now;
}

void delivery::written(time_point now)
{
    if (state_ != state::ready || !writing_)
        return;
    writing_ = false;
    if (!awaits_confirmation())
        confirmation_since_ = now;
    auto& last = in_flight_.back();
    last.written = true;
    if (last.acknowledged) {
        buffer_.settle_delivered(last.subject);
        in_flight_.pop_back();
        note_in_flight();
    }
}

void delivery::confirmed(std::uint64_t bytes, time_point now)
{
    if (require_ack_ || state_ != state::ready)
        return;
    auto const end = std::find_if(in_flight_.begin(), in_flight_.end(), [&](flight const& f) {
        return !f.written || f.subject->end_offset > bytes;
    });
    if (end == in_flight_.begin())
        return;
    progress(now);
    std::for_each(in_flight_.begin(), end, [&](flight const& f) { buffer_.settle_delivered(f.subject); });
    in_flight_.erase(in_flight_.begin(), end);
    note_in_flight();
}

void delivery::progress(time_point now)
{
    confirmation_since_ = now;
    backoff_.reset(); // not at the connection: one that breaks at once must not make a hot loop
}

void delivery::hurry(time_point now)
{
    if (state_ == state::backing_off)
        retry_at_ = std::min(retry_at_, std::max(now, last_try_ + shortest_retry));
    backoff_.reset();
}

void delivery::give_up(drop reason)
{
    for (auto const& f : in_flight_) {
        if (f.acknowledged)
            buffer_.settle_delivered(f.subject);
        else
            buffer_.settle_dropped(f.subject, reason);
    }
    in_flight_.clear();
    for (chunk* c : again_)
        buffer_.settle_dropped(c, reason);
    again_.clear();
    while (chunk* c = buffer_.take())
        buffer_.settle_dropped(c, reason);
    state_ = state::idle;
    buffer_.note([](statistics& s) {
        s.connected = false;
        s.unacknowledged = 0;
    });
}

delivery_step delivery::next(time_point now)
{
    check_deadlines(now);
    delivery_step step;
    if (failure_) {
        step.what = delivery_step::kind::disconnect;
        step.error = failure_;
        return step;
    }
    bool const may_connect = state_ == state::idle || (state_ == state::backing_off && now >= retry_at_);
    if (may_connect && has_work()) {
        state_ = state::connecting;
        last_try_ = now;
        step.what = delivery_step::kind::connect;
        return step;
    }
    if (state_ == state::ready && !writing_ && in_flight_.size() < window_)
        return write_next(now);
    return step;
}

delivery_step delivery::write_next(time_point now)
{
    delivery_step step;
    chunk* c = nullptr;
    if (!again_.empty()) {
        c = again_.back();
        again_.pop_back();
    } else {
        c = buffer_.take();
    }
    if (!c)
        return step;
    in_flight_.push_back({c}); // there is room; from here on nothing that throws can lose it
    if (require_ack_ && c->id.empty())
        c->id = make_id_();
    head_.clear();
    tail_.clear();
    write_frame_head(head_, c->tag, c->content.bytes);
    write_frame_tail(tail_, c->content.events, c->id);
    bytes_written_ += head_.size() + c->content.bytes + tail_.size();
    c->end_offset = bytes_written_;
    writing_ = true;
    write_since_ = now;
    buffer_.note([&](statistics& s) {
        s.unacknowledged = in_flight_.size();
        if (std::exchange(c->sent_before, true)) {
            ++s.chunks_resent;
            s.resent += c->content;
        }
    });
    step.what = delivery_step::kind::write;
    step.subject = c;
    step.head = head_;
    step.tail = tail_;
    return step;
}

bool delivery::has_work() const
{
    return !again_.empty() || !buffer_.empty();
}

bool delivery::awaits_confirmation() const
{
    return !in_flight_.empty() && in_flight_.front().written;
}

void delivery::check_deadlines(time_point now)
{
    if (state_ != state::ready || failure_)
        return;
    if (writing_ && now >= write_since_ + write_timeout_)
        fail(errc::write_timeout);
    else if (awaits_confirmation() && now >= confirmation_since_ + ack_timeout_)
        fail(errc::ack_timeout);
}

std::optional<delivery::time_point> delivery::deadline() const
{
    std::optional<time_point> first;
    auto const consider = [&](time_point t) { first = first ? std::min(*first, t) : t; };
    if (state_ == state::backing_off && has_work())
        consider(retry_at_);
    if (state_ == state::ready && writing_)
        consider(write_since_ + write_timeout_);
    if (state_ == state::ready && awaits_confirmation())
        consider(confirmation_since_ + ack_timeout_);
    return first;
}

std::chrono::milliseconds delivery::retry_in(time_point now) const
{
    if (state_ != state::backing_off || retry_at_ <= now)
        return {};
    return std::chrono::ceil<std::chrono::milliseconds>(retry_at_ - now);
}

void delivery::fail(std::error_code error)
{
    if (!failure_)
        failure_ = error;
}

void delivery::back_off(time_point now)
{
    state_ = state::backing_off;
    retry_at_ = now + backoff_.next();
}

void delivery::note_in_flight()
{
    buffer_.note([&](statistics& s) { s.unacknowledged = in_flight_.size(); });
}

} // namespace log_fluentd::detail
