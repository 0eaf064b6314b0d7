// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How a sender ends, and what `flush` and `close` say of it.

#include "os/uninterrupted.hpp"
#include "sender/process.hpp"
#include "sender/sender_core.hpp"

namespace log_fluentd::detail {

namespace {

using std::chrono::milliseconds;

/// How much longer than its timeout `close` waits for a strand that is in a user's handler.
constexpr milliseconds strand_grace{200};

amount discarded_of(log_fluentd::statistics const& counters) noexcept
{
    return counters.total_discarded();
}

amount closed_of(log_fluentd::statistics const& counters) noexcept
{
    return counters.discarded[static_cast<std::size_t>(discard_reason::closed)];
}

/// Sets the sum, and an error if there is none yet and something is left.
drain_result finished(drain_result result) noexcept
{
    result.left = result.waiting + result.discarded;
    if (!result.error && result.left.events)
        result.error = result.waiting.events ? errc::timed_out : errc::discarded;
    return result;
}

} // namespace

/// Everything is delivered or discarded, but the discard handler may not have received it yet.
void sender_core::strand_ended() noexcept
{
    {
        std::lock_guard<std::mutex> lock(mutex_);
        strand_ended_ = true;
        ended_changed_.notify_all();
    }
    if (!discards_)
        return ended();
    discards_->finish(weak_from_this());
}

void sender_core::ended() noexcept
{
    {
        std::lock_guard<std::mutex> lock(mutex_);
        ended_ = true;
        ended_changed_.notify_all();
    }
    forget_at_exit(this);
}

/// Events that the strand discards at its end count for each later call too: they were accepted, but are not
/// delivered.
amount sender_core::discarded_before_flush() noexcept
{
    bool const has_ended = [this] {
        std::lock_guard<std::mutex> lock(mutex_);
        return strand_ended_;
    }();
    return buffer_->ledger().with([has_ended](log_fluentd::statistics const& s) {
        auto const all = s.total_discarded();
        return has_ended ? all - closed_of(s) : all;
    });
}

drain_result sender_core::flush(milliseconds timeout) noexcept
{
    drain_result result;
    if (is_left_at_exit) {
        result.error = errc::timed_out;
        return result;
    }
    auto const discarded_before = discarded_before_flush();
    auto const last = buffer_->seal_all();
    bool settled = false;
    if (runs_here()) {
        result.error = errc::wrong_thread;
    } else {
        auto const deadline = after(timeout);
        if (!buffer_->outgoing().empty()) {
            start_before(deadline);
            hurry();
        }
        settled = buffer_->wait_settled(last, deadline);
    }
    if (!settled)
        result.waiting = buffer_->waiting_up_to(last);
    result.discarded = buffer_->ledger().with(discarded_of) - discarded_before;
    return finished(result);
}

bool sender_core::begin_close(clock::time_point deadline) noexcept
{
    buffer_->reject_new();
    {
        no_cancellation const later;
        std::lock_guard<std::mutex> lock(mutex_);
        if (closing_ || strand_ended_)
            return true;
        auto const now = clock::now();
        if (discards_ && deadline > now)
            deadline -= (deadline - now) / 4; // time for the handler
        if (engine* const e = buffer_->outgoing().empty() ? engine_.get() : start_locked()) {
            closing_ = e->close(deadline); // if false, the next close or the exit hook tries again
            return true;
        }
        if (!buffer_->outgoing().empty())
            return false;
        closing_ = strand_ended_ = true; // there was no event
    }
    strand_ended();
    return true;
}

void sender_core::end_close(clock::time_point deadline) noexcept
{
    if (start_before(deadline))
        begin_close(deadline);
    else
        discard_and_end(handler_may_be_called::yes);
}

void sender_core::discard_and_end(handler_may_be_called may_be) noexcept
{
    bool begun = false;
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (strand_ended_)
            return;
        begun = engine_ != nullptr; // by another thread's event
        if (!begun)
            closing_ = strand_ended_ = true;
    }
    if (begun) {
        begin_close(clock::now());
        return;
    }
    discard_here(may_be);
    strand_ended();
}

/// Discards without a strand.
void sender_core::discard_here(handler_may_be_called may_be) noexcept
{
    buffer_->reject_new();
    buffer_->seal_all();
    while (chunk* c = buffer_->outgoing().take())
        buffer_->outgoing().settle_discarded(c, discard_reason::closed);
    buffer_->outgoing().discard_gap_events();
    auto const lost = buffer_->ledger().with(closed_of);
    if (!lost.events)
        return;
    try {
        if (may_be == handler_may_be_called::yes)
            report_unreported();
        auto const error = trouble_.error();
        report(diagnostic_kind::discarded,
               std::to_string(lost.events) + " events (" + std::to_string(lost.bytes) +
                   " bytes) were discarded at close: " + describe_no_start(error),
               error, may_be);
    } catch (std::exception const&) { // no memory to report it, but it is counted
    }
}

bool sender_core::wait_ended(clock::time_point deadline) noexcept
{
    no_cancellation const later;
    bool const on_handler = handler_runs_here();
    std::unique_lock<std::mutex> lock(mutex_);
    bool const all_ended = ended_changed_.wait_until(lock, deadline + strand_grace,
                                                     [&] { return ended_ || (on_handler && strand_ended_); });
    auto const strand = strand_ended_ ? engine_ : nullptr;
    lock.unlock();
    if (strand)
        strand->join();
    if (all_ended && discards_ && !on_handler)
        discards_->join();
    return all_ended;
}

drain_result sender_core::close(milliseconds timeout) noexcept
{
    auto const waiting_of = [](log_fluentd::statistics const& s) { return s.waiting; };
    auto const others_of = [&](log_fluentd::statistics const& s) { return discarded_of(s) - closed_of(s); };
    drain_result result;
    if (is_left_at_exit) {
        result.error = errc::timed_out;
        return result;
    }
    if (runs_here()) {
        result.error = errc::wrong_thread;
        result.waiting = buffer_->ledger().with(waiting_of);
        return finished(result);
    }
    auto const discarded_before = buffer_->ledger().with(others_of);
    auto const deadline = after(timeout);
    if (!begin_close(deadline))
        end_close(deadline);
    wait_ended(deadline);
    return buffer_->ledger().with([&](log_fluentd::statistics const& s) {
        result.waiting = waiting_of(s);
        result.discarded = closed_of(s) + others_of(s) - discarded_before;
        if (closed_of(s).events)
            result.error = errc::timed_out; // a second call returns the same
        return finished(result);
    });
}

void sender_core::close_soon(clock::time_point deadline) noexcept
{
    if (!begin_close(deadline))
        discard_and_end(handler_may_be_called::no); // nobody waits for a thread
}

bool sender_core::can_be_locked(clock::time_point latest) noexcept
{
    engine* const e = running_.load(std::memory_order_acquire);
    return can_be_had(mutex_, latest) && buffer_->can_be_locked(latest) &&
           (!discards_ || discards_->can_be_locked(latest)) && trouble_.can_be_locked(latest) &&
           (!e || e->can_be_locked(latest));
}

} // namespace log_fluentd::detail
