// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/sender_core.hpp"

#include "delivery/server_name.hpp"
#include "sender/process.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

using std::chrono::milliseconds;

/// How much longer than its timeout a `close` waits for a strand that is in a handler of the user's.
constexpr milliseconds strand_grace{200};

/// What the system may take to let a thread run whose wait is over: it belongs to `block_timeout`.
constexpr std::chrono::microseconds wake_up{200};

amount dropped_of(log_fluentd::statistics const& counters) noexcept
{
    return counters.total_dropped();
}

/// With the sum, and an error where none is known yet and something is left.
drain_result finished(drain_result result) noexcept
{
    result.left = result.waiting + result.discarded;
    if (result.error || !result.left.events)
        return result;
    if (result.waiting.events)
        result.error = errc::timed_out;
    else
        result.error = errc::discarded;
    return result;
}

} // namespace

sender_core::clock::time_point sender_core::after(milliseconds timeout) noexcept
{
    constexpr milliseconds year{std::chrono::hours(24 * 365)}; // the clock's own bounds are not far behind
    return clock::now() + std::clamp(timeout, milliseconds(0), year);
}

sender_core::sender_core(sender_config config, engine_factory make_engine, at_exit exit)
    : config_(std::move(config)),
      make_engine_(std::move(make_engine)),
      at_exit_(exit),
      buffer_(std::make_shared<buffer>(
          config_.buffer, config_.tag, std::make_unique<heap_slab_memory>(config_.buffer.limit),
          static_cast<bool>(config_.on_overflow), config_.frame, config_.compress.method)),
      reporter_(std::make_shared<reporter>(config_.on_diagnostic, buffer_)),
      overflow_(config_.on_overflow ? overflow_caller::make(config_.on_overflow, buffer_) : nullptr)
{
    buffer_->list_servers(listed(config_.servers));
}

std::optional<rejection> sender_core::reject_too_large(std::string_view label, scratch const& event) noexcept
{
    auto const result = buffer_->reject_too_large(label, event.data(), event.size(), event.report);
    if (result.handed_over)
        start(); // it has the end of the process wait for the handler
    if (event.report.unknown_types)
        report_unknown_types(event.report);
    return result.rejected;
}

/// Under `overflow_policy::block`, when the buffer is full.
std::optional<rejection> sender_core::put_slowly(std::string_view label, scratch const& event,
                                                 put_options options, clock::time_point latest) noexcept
{
    options.may_wait = may_wait_ && !runs_here();
    auto const result = buffer_->put(label, event.data(), event.size(), event.report, options);
    if (result.must_wait)
        return put_when_there_is_room(label, event, options, latest);
    return taken(result, event.report);
}

std::optional<rejection> sender_core::put_when_there_is_room(std::string_view label, scratch const& event,
                                                             put_options options,
                                                             clock::time_point latest) noexcept
{
    clock::duration const timeout = config_.buffer.block_timeout;
    auto const deadline =
        std::min(latest, clock::now() + timeout - std::min<clock::duration>(timeout / 10, wake_up));
    buffer_->count_blocked();
    for (;;) {
        wake();
        buffer_->wait_for_room(label, event.size(), options.kept, deadline);
        // Somebody else may have been quicker.
        options.may_wait = clock::now() < deadline;
        auto const result = buffer_->put(label, event.data(), event.size(), event.report, options);
        if (!result.must_wait)
            return taken(result, event.report);
    }
}

void sender_core::count_fallback_tag() noexcept
{
    buffer_->note([](log_fluentd::statistics& s) { ++s.fallback_tags; });
}

bool sender_core::report(diagnostic what) noexcept
{
    engine* const e = running_.load(std::memory_order_acquire);
    return e && e->report(std::move(what));
}

bool sender_core::report_starting(diagnostic what) noexcept
{
    wake();
    return report(std::move(what));
}

std::error_code sender_core::wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept
{
    hurry();
    switch (buffer_->wait_delivered(waiter, deadline)) {
    case chunk_end::delivered:
        return {};
    case chunk_end::dropped:
        return waiter.reason;
    case chunk_end::none:
        break;
    }
    return errc::timed_out;
}

void sender_core::wake() noexcept
{
    engine* e = running_.load(std::memory_order_acquire);
    if (!e)
        e = start();
    if (e)
        e->wake();
}

void sender_core::hurry() noexcept
{
    wake(); // starts the engine, should that have failed at the first event
    if (engine* const e = running_.load(std::memory_order_acquire))
        e->hurry();
}

engine* sender_core::start() noexcept
{
    std::lock_guard<std::mutex> lock(mutex_);
    return start_locked();
}

/// The first event starts the engine, so that a sender that is made and not used costs no thread and no
/// descriptor.
engine* sender_core::start_locked() noexcept
{
    if (engine_ || strand_ended_)
        return engine_.get();
    try {
        engine_events events;
        events.on_diagnostic = [reporter = reporter_](diagnostic const& what) { reporter->tell(what); };
        // The driver may outlive this core; so may what it gives up.
        auto const handler = overflow_ ? std::make_shared<overflow_end>(overflow_) : nullptr;
        events.on_end = [core = weak_from_this(), handler] {
            if (auto const alive = core.lock())
                alive->strand_ended();
        };
        register_at_exit();
        engine_ = make_engine_(buffer_, config_, std::move(events));
        if (handler)
            handler->arm();
        running_.store(engine_.get(), std::memory_order_release);
    } catch (
        std::exception const&) { // no thread or no memory: the next sealed chunk, flush, or exit tries again
    }
    return engine_.get();
}

void sender_core::register_at_exit()
{
    if (std::exchange(registered_, true))
        return;
    try {
        if (at_exit_ == at_exit::deliver)
            deliver_at_exit(shared_from_this());
        else if (overflow_)
            abandon_at_exit(buffer_);
    } catch (std::exception const&) {
        registered_ = false;
        throw;
    }
}

/// All is delivered or given up; the overflow handler may not have taken it yet.
void sender_core::strand_ended() noexcept
{
    {
        std::lock_guard<std::mutex> lock(mutex_);
        strand_ended_ = true;
        ended_changed_.notify_all();
    }
    if (!overflow_)
        return ended();
    overflow_->finish(weak_from_this());
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

bool sender_core::runs_here() const noexcept
{
    engine const* const e = running_.load(std::memory_order_acquire);
    return e && e->runs_here();
}

/// What the strand discarded at its end concerns each later call too: it was accepted, and is not delivered.
amount sender_core::dropped_before_flush() noexcept
{
    bool const has_ended = [this] {
        std::lock_guard<std::mutex> lock(mutex_);
        return strand_ended_;
    }();
    return buffer_->read([has_ended](log_fluentd::statistics const& s) {
        auto const all = s.total_dropped();
        return has_ended ? all - s.dropped[static_cast<std::size_t>(drop::closed)] : all;
    });
}

drain_result sender_core::flush(milliseconds timeout) noexcept
{
    auto const dropped_before = dropped_before_flush();
    auto const last = buffer_->seal_all();
    drain_result result;
    bool settled = false;
    if (runs_here()) {
        result.error = errc::wrong_thread;
    } else {
        if (!buffer_->empty())
            hurry();
        settled = buffer_->wait_settled(last, after(timeout));
    }
    if (!settled)
        result.waiting = buffer_->waiting_up_to(last);
    result.discarded = buffer_->read(dropped_of) - dropped_before;
    return finished(result);
}

void sender_core::begin_close(clock::time_point deadline) noexcept
{
    buffer_->refuse_new();
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (std::exchange(closing_, true))
            return;
        auto const now = clock::now();
        if (overflow_ && deadline > now)
            deadline -= (deadline - now) / 4; // the handler's part
        if (engine* const e = buffer_->empty() ? engine_.get() : start_locked()) {
            closing_ = e->close(deadline); // or the next close, or the exit hook, tries again
            return;
        }
        strand_ended_ = true; // there was no event, or no thread to deliver it
    }
    give_up_here();
    strand_ended();
}

/// Without a strand.
void sender_core::give_up_here() noexcept
{
    buffer_->seal_all();
    while (chunk* c = buffer_->take())
        buffer_->settle_dropped(c, drop::closed);
}

bool sender_core::wait_ended(clock::time_point deadline) noexcept
{
    bool const on_handler = handler_runs_here();
    std::unique_lock<std::mutex> lock(mutex_);
    bool const all_ended = ended_changed_.wait_until(lock, deadline + strand_grace,
                                                     [&] { return ended_ || (on_handler && strand_ended_); });
    auto const strand = strand_ended_ ? engine_ : nullptr;
    lock.unlock();
    if (strand)
        strand->join();
    if (all_ended && overflow_ && !on_handler)
        overflow_->join();
    return all_ended;
}

drain_result sender_core::close(milliseconds timeout) noexcept
{
    auto const waiting_of = [](log_fluentd::statistics const& s) { return s.waiting; };
    auto const closed_of = [](log_fluentd::statistics const& s) {
        return s.dropped[static_cast<std::size_t>(drop::closed)];
    };
    auto const others_of = [&](log_fluentd::statistics const& s) { return dropped_of(s) - closed_of(s); };
    drain_result result;
    if (runs_here()) {
        result.error = errc::wrong_thread;
        result.waiting = buffer_->read(waiting_of);
        return finished(result);
    }
    auto const discarded_before = buffer_->read(others_of);
    auto const deadline = after(timeout);
    begin_close(deadline);
    wait_ended(deadline);
    return buffer_->read([&](log_fluentd::statistics const& s) {
        result.waiting = waiting_of(s);
        result.discarded = closed_of(s) + others_of(s) - discarded_before;
        if (closed_of(s).events)
            result.error = errc::timed_out; // a second call says the same
        return finished(result);
    });
}

void sender_core::release() noexcept
{
    begin_close(after(config_.close_timeout));
}

void sender_core::report_unknown_types(encode_report const& found) noexcept
{
    if (!running_.load(std::memory_order_acquire))
        return; // rejected before the engine began; the next such event tells it
    try {
        for (auto& what : reporter_->unknown_types(found))
            report(std::move(what));
    } catch (std::exception const&) { // it is counted all the same
    }
}

} // namespace log_fluentd::detail
