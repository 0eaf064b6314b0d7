// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "delivery/link.hpp"

#include "base/end_by_peer.hpp"
#include "forward/frame.hpp"

#include <log_fluentd/error.hpp>

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

using std::chrono::milliseconds;

/// The others wait this long for the server whose turn it is.
constexpr milliseconds patience{100};

} // namespace

link::link(sender_config const& config, std::size_t number, std::function<double()> random)
    : number_(number),
      require_ack_(config.require_ack),
      frame_(config.frame),
      // Compression saves nothing on a unix socket, and Fluentd's in_unix cannot decompress.
      compressed_by_(config.servers[number].path.empty() ? config.compress.method : compression::none),
      window_(config.window),
      window_bytes_(config.window_bytes),
      write_timeout_(config.write_timeout),
      ack_timeout_(config.ack_timeout),
      max_age_(config.max_connection_age),
      idle_timeout_(config.idle_timeout),
      random_(std::move(random)),
      backoff_(config.retry, random_)
{
    // Chunks in flight can be taken back and settled without memory.
    in_flight_.reserve(window_);
    delivered.reserve(window_);
    lost.reserve(window_);
}

void link::connecting(time_point now)
{
    state_ = state::connecting;
    last_try_ = now;
}

void link::connected(time_point now, bool keeps_alive)
{
    keeps_alive_ = keeps_alive;
    state_ = state::ready;
    down_ = writing_ = of_use_ = refused_ = probes_ = once_more_ = false;
    no_probe_before_ = now;
    parser_.emplace();
    acknowledged_.clear();
    repeated_ = 0;
    bytes_written_ = 0;
    write_since_ = confirmation_since_ = moved_at_ = now;
    // Programs that were started at the same time do not reconnect at the same time.
    ages_at_ = now + std::chrono::duration_cast<clock::duration>(max_age_ * (0.9 + 0.2 * random_()));
}

void link::connect_failed(time_point now, bool refused)
{
    if (state_ != state::connecting)
        return;
    refused_ = refused;
    back_off(now);
}

void link::disconnected(std::error_code error, time_point now)
{
    if (state_ != state::ready)
        return;
    // Such a server closes the connection when it has read its one chunk, which is the best evidence that it
    // has it.
    bool const took_its_one = !require_ack_ && is_used_up() && is_end_by_peer(error);
    for (auto const& f : in_flight_) {
        bool const is_taken = f.acknowledged || (took_its_one && f.written);
        if (!is_taken && lost.empty()) {
            first_lost_was_written = f.written;
            first_lost_was_passed_over = now >= passed_over_at(f) ? f.overtaken : std::nullopt;
        }
        (is_taken ? delivered : lost).push_back(f.subject);
    }
    in_flight_.clear();
    bytes_in_flight_ = 0;
    writing_ = false;
    failure_ = {};
    // A server may close an unused connection, and is not down because of that. But if it does so at once, it
    // must not cause a hot loop.
    bool const is_harmless = !error || (took_its_one && lost.empty()) ||
                             (error == errc::connection_closed && lost.empty() && of_use_);
    if (is_harmless)
        state_ = state::idle;
    else
        back_off(now);
}

void link::reset()
{
    in_flight_.clear();
    bytes_in_flight_ = 0;
    state_ = state::idle;
    failure_ = {};
}

void link::back_off(time_point now)
{
    state_ = state::backing_off;
    down_ = true;
    hurried_ = false;
    retry_at_ = now + (refused_ ? backoff_.longest() : backoff_.next());
    if (end_ && !refused_)
        retry_at_ = backoff_.before_end(retry_at_, now, *end_);
    if (std::exchange(once_more_, false))
        retry_at_ = now;
}

void link::hurry(time_point now)
{
    // Haste neither corrects a key nor starts a server.
    if (refused_ || state_ != state::backing_off || std::exchange(hurried_, true))
        return;
    retry_at_ = std::min(retry_at_, backoff_.hurried(last_try_, now));
}

void link::end_at(time_point end, time_point now)
{
    end_ = end;
    once_more_ = state_ == state::connecting;
    if (state_ == state::backing_off)
        retry_at_ = std::min(retry_at_, now);
}

delivery_step link::write(sent_chunk& c, time_point now)
{
    if (in_flight_.empty())
        moved_at_ = now;
    std::size_t const bytes = bytes_of(c);
    in_flight_.push_back({&c, bytes}); // there is room; nothing after this can throw and lose it
    in_flight_.back().is_probe = std::exchange(probes_, false);
    bytes_in_flight_ += bytes;
    delivery_step step;
    step.skipped = skipped_bytes(frame_);
    if (takes_compressed())
        step.compressed = c.compressed;
    bool const as_is = step.compressed.empty();
    amount const entries{c.content.events, bytes};
    head_.clear();
    tail_.clear();
    write_frame_head(head_, frame_, c.tag, entries);
    write_frame_tail(tail_, frame_, entries.events, c.id, as_is ? compression::none : compressed_by_);
    bytes_written_ += head_.size() + entries.bytes - step.skipped + tail_.size();
    in_flight_.back().end_offset = bytes_written_;
    writing_ = true;
    write_since_ = now;
    step.what = delivery_step::kind::write;
    step.server = number_;
    step.subject = &c;
    step.head = head_;
    step.tail = tail_;
    return step;
}

void link::written(time_point now)
{
    if (state_ != state::ready || !writing_)
        return;
    writing_ = false;
    if (!awaits_confirmation())
        confirmation_since_ = now;
    auto const last = in_flight_.end() - 1;
    last->written = true;
    last->written_at = now;
    if (last->acknowledged)
        settle(last, now);
}

void link::received(char const* data, std::size_t size, time_point now)
{
    if (!is_ready())
        return; // nothing after a failure counts
    ids_.clear();
    auto const error = parser_->feed(data, size, ids_);
    for (auto const& id : ids_)
        acknowledge(id, now);
    if (error)
        fail(error);
}

void link::acknowledge(std::string const& id, time_point now)
{
    auto const found = std::find_if(in_flight_.begin(), in_flight_.end(),
                                    [&](flight const& f) { return !f.acknowledged && f.subject->id == id; });
    if (found == in_flight_.end() || !require_ack_) {
        if (!may_be_repeated(id))
            fail(errc::unknown_ack);
        return;
    }
    progress(now);
    if (acknowledged_.size() == window_)
        acknowledged_.pop_front();
    acknowledged_.push_back(id);
    std::size_t const bytes = found->bytes;
    frames_.taken(bytes, bytes_in_flight_);
    std::for_each(in_flight_.begin(), found, [&](flight& f) {
        if (!f.overtaken)
            f.overtaken_at = now;
        f.overtaken = f.overtaken ? passing{std::max(f.overtaken->by, bytes), f.overtaken->together}
                                  : passing{bytes, bytes_in_flight_};
    });
    found->acknowledged = true;
    if (found->written) // otherwise the driver is still reading its memory
        settle(found, now);
}

/// A repeated acknowledgement does no harm, unless the server sends nothing else.
bool link::may_be_repeated(std::string const& id)
{
    return ++repeated_ <= window_ &&
           std::find(acknowledged_.begin(), acknowledged_.end(), id) != acknowledged_.end();
}

void link::confirmed(std::uint64_t bytes, time_point now)
{
    if (require_ack_ || state_ != state::ready)
        return;
    while (!in_flight_.empty() && in_flight_.front().written && in_flight_.front().end_offset <= bytes) {
        progress(now);
        settle(in_flight_.begin(), now);
    }
}

void link::settle(std::vector<flight>::iterator f, time_point now)
{
    bytes_in_flight_ -= f->bytes;
    delivered.push_back(f->subject);
    in_flight_.erase(f);
    moved_at_ = now;
}

void link::progress(time_point now)
{
    confirmation_since_ = now;
    of_use_ = has_taken_ = true;
    repeated_ = 0;
    backoff_.reset(); // not when it connects: a connection that breaks at once must not cause a hot loop
}

bool link::awaits_confirmation() const
{
    return !in_flight_.empty() && in_flight_.front().written;
}

bool link::check(bool has_work, time_point now)
{
    if (state_ != state::ready)
        return false;
    flight const* const passed_over = overtaken();
    if (failure_) {
    } else if (writing_ && now >= write_since_ + write_timeout_) {
        fail(errc::write_timeout);
    } else if (passed_over && is_suspect(*passed_over) && now >= passed_over_at(*passed_over)) {
        return true; // as planned: the size is the reason, and nothing else is on its way
    } else if ((awaits_confirmation() && now >= confirmation_since_ + ack_timeout_) ||
               (passed_over && now >= passed_over_at(*passed_over))) {
        fail(errc::ack_timeout);
    } else if (in_flight_.empty()) {
        bool const is_unused = idle_timeout_.count() && now >= moved_at_ + idle_timeout_;
        return is_unused || is_used_up() || (has_work && is_aged(now));
    }
    return static_cast<bool>(failure_);
}

void link::fail(std::error_code error)
{
    if (!failure_)
        failure_ = error;
}

bool link::may_connect(time_point now) const
{
    return state_ == state::idle || (state_ == state::backing_off && now >= retry_at_);
}

bool link::is_aged(time_point now) const
{
    return max_age_.count() && state_ == state::ready && now >= ages_at_;
}

bool link::is_stalled(time_point now) const
{
    return !in_flight_.empty() && now >= stalled_at();
}

link::time_point link::stalled_at() const
{
    return moved_at_ + patience;
}

std::optional<link::time_point> link::deadline(bool wanted) const
{
    std::optional<time_point> first;
    auto const consider = [&](time_point t) { first = first ? std::min(*first, t) : t; };
    if (state_ == state::backing_off && wanted)
        consider(retry_at_);
    if (state_ != state::ready)
        return first;
    if (writing_)
        consider(write_since_ + write_timeout_);
    if (awaits_confirmation())
        consider(confirmation_since_ + ack_timeout_);
    if (auto const* const passed_over = overtaken())
        consider(passed_over_at(*passed_over));
    if (require_ack_ && wanted && in_flight_.size() < window_ && !writing_ && probe_at() != time_point::max())
        consider(probe_at());
    if (in_flight_.empty() && idle_timeout_.count())
        consider(moved_at_ + idle_timeout_);
    return first;
}

milliseconds link::retry_in(time_point now) const
{
    if (state_ != state::backing_off || retry_at_ <= now)
        return milliseconds(0);
    return std::chrono::ceil<milliseconds>(retry_at_ - now);
}

server_state link::shown() const noexcept
{
    if (state_ == state::ready)
        return server_state::up;
    if (down_)
        return server_state::down;
    return state_ == state::connecting ? server_state::connecting : server_state::idle;
}

} // namespace log_fluentd::detail
