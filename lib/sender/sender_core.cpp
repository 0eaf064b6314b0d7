// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/sender_core.hpp"

#include "delivery/server_name.hpp"
#include "fork/uninterrupted.hpp"
#include "sender/diagnostics.hpp"
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
      reporter_(std::make_shared<reporter>(config_.on_diagnostic, buffer_, config_.name)),
      overflow_(config_.on_overflow ? overflow_caller::make(config_.on_overflow, buffer_) : nullptr)
{
    buffer_->list_servers(listed(config_.servers));
    buffer_->answer_quickly(false); // until there is a thread
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
    if (config_.buffer.limit == takes_none) {
        buffer_->count_rejected(rejection::out_of_memory);
        return rejection::out_of_memory;
    }
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
        start_before(deadline);
        buffer_->wait_for_room(label, event.size(), options.kept, deadline);
        // Somebody else may have been quicker.
        options.may_wait = clock::now() < deadline;
        auto const result = buffer_->put(label, event.data(), event.size(), event.report, options);
        if (!result.must_wait)
            return taken(result, event.report);
    }
}

void sender_core::take_rejected(sender_core& other) noexcept
{
    amount offered;
    decltype(log_fluentd::statistics::rejected) rejected;
    other.buffer_->note([&](log_fluentd::statistics& s) {
        offered = std::exchange(s.offered, {});
        rejected = std::exchange(s.rejected, {});
    });
    buffer_->note([&](log_fluentd::statistics& s) {
        s.offered += offered;
        for (std::size_t i = 0; i < rejected.size(); ++i)
            s.rejected[i] += rejected[i];
    });
}

void sender_core::forget_rejected() noexcept
{
    buffer_->note([](log_fluentd::statistics& s) {
        s.offered = {};
        s.rejected = {};
    });
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
    start_before(deadline);
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
        e = start_when_due();
    if (e)
        e->wake();
}

void sender_core::hurry() noexcept
{
    if (engine* const e = running_.load(std::memory_order_acquire)) {
        e->wake();
        e->hurry();
    }
}

engine* sender_core::start() noexcept
{
    std::unique_lock<std::mutex> lock(mutex_);
    engine* const e = start_locked();
    report_failed_start(lock);
    return e;
}

/// However many events come while the system has no thread, it is asked at a bounded rate.
engine* sender_core::start_when_due() noexcept
{
    return trouble_.is_due() ? start() : nullptr;
}

/// For who waits: at once, and again until there is a thread, or the deadline has come, or another has closed
/// it. \return whether there is a thread.
bool sender_core::start_before(clock::time_point deadline) noexcept
{
    if (running_.load(std::memory_order_acquire))
        return true;
    no_cancellation const later;
    std::unique_lock<std::mutex> lock(mutex_);
    while (!start_locked()) {
        report_failed_start(lock);
        auto const until = std::min(deadline, trouble_.next_try());
        if (strand_ended_ || clock::now() >= deadline)
            return false;
        ended_changed_.wait_until(lock, until, [&] { return strand_ended_ || clock::now() >= until; });
    }
    return true;
}

/// The first event starts the engine, so that a sender that is made and not used costs no thread and no
/// descriptor.
engine* sender_core::start_locked() noexcept
{
    if (engine_ || strand_ended_)
        return engine_.get();
    no_cancellation const later;
    try {
        // The driver may outlive this core; so may what it gives up.
        auto const handler = overflow_ ? std::make_shared<overflow_end>(overflow_) : nullptr;
        auto all = events();
        all.on_end = [core = weak_from_this(), handler] {
            if (auto const alive = core.lock())
                alive->strand_ended();
        };
        if (overflow_)
            overflow_->on_start_failed([core = weak_from_this()](std::error_code error) {
                if (auto const alive = core.lock())
                    alive->overflow_start_failed(error);
            });
        register_at_exit();
        engine_ = make_engine_(buffer_, config_, std::move(all));
        if (handler)
            handler->arm();
        running_.store(engine_.get(), std::memory_order_release);
        buffer_->answer_quickly(true);
    } catch (std::exception const&) { // the next event, flush, or exit tries again
        auto const error = detail::start_error();
        if (trouble_.failed(error) && error != std::errc::operation_canceled) // the user's context has ended
            to_report_ = error;
    }
    return engine_.get();
}

engine_events sender_core::events()
{
    engine_events events;
    auto const if_alive = [core = weak_from_this()](auto f) {
        if (auto const alive = core.lock())
            f(*alive);
    };
    events.on_diagnostic = [reporter = reporter_](diagnostic const& what) { reporter->tell(what); };
    events.on_start = [if_alive] { if_alive([](sender_core& core) { core.begun(); }); };
    events.on_start_failed = [if_alive](std::error_code error) {
        if_alive([&](sender_core& core) {
            if (core.trouble_.failed(error))
                core.report_trouble(error, handler_may_be_called::yes);
        });
    };
    events.on_no_start = [if_alive] {
        if_alive([](sender_core& core) { core.give_up_here(handler_may_be_called::yes); });
    };
    return events;
}

/// The handler is not called on a thread that logs: it expects the strand, and may want a lock that this
/// thread has.
void sender_core::report_failed_start(std::unique_lock<std::mutex>& lock) noexcept
{
    if (!to_report_)
        return;
    auto const error = std::exchange(to_report_, {});
    lock.unlock();
    report_trouble(error, handler_may_be_called::no);
    lock.lock();
}

/// Once for each shortage.
void sender_core::report_trouble(std::error_code error, handler_may_be_called may_be) noexcept
{
    try {
        auto const text = describe_start_error(error);
        buffer_->note_trouble(std::nullopt, text, error);
        tell(diagnostic_kind::start_failed, text, error, may_be);
    } catch (std::exception const&) { // no memory for a text
    }
}

/// On the strand, if that runs.
void sender_core::overflow_start_failed(std::error_code error) noexcept
{
    try {
        auto text = describe_overflow_start_error(error);
        if (!report({diagnostic_kind::start_failed, reporter_->with_name(text), error}))
            tell(diagnostic_kind::start_failed, std::move(text), error, handler_may_be_called::no);
    } catch (std::exception const&) { // no memory for a text
    }
}

/// Where the handler may not be called: a line on standard error, and the handler later.
void sender_core::tell(diagnostic_kind kind, std::string message, std::error_code error,
                       handler_may_be_called may_be) noexcept
{
    try {
        diagnostic what{kind, reporter_->with_name(std::move(message)), error};
        if (may_be == handler_may_be_called::yes)
            return reporter_->tell(what);
        report_to_stderr(what);
        if (!reporter_->has_handler())
            return;
        std::lock_guard<std::mutex> lock(mutex_);
        untold_ = std::move(what);
    } catch (std::exception const&) { // no memory to tell it
    }
}

void sender_core::tell_untold() noexcept
{
    std::optional<diagnostic> what;
    {
        std::lock_guard<std::mutex> lock(mutex_);
        what.swap(untold_);
    }
    if (what)
        reporter_->tell(*what);
}

/// On the strand.
void sender_core::begun() noexcept
{
    trouble_.begun();
    tell_untold();
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
    drain_result result;
    if (is_left_at_exit) {
        result.error = errc::timed_out;
        return result;
    }
    auto const dropped_before = dropped_before_flush();
    auto const last = buffer_->seal_all();
    bool settled = false;
    if (runs_here()) {
        result.error = errc::wrong_thread;
    } else {
        auto const deadline = after(timeout);
        if (!buffer_->empty()) {
            start_before(deadline);
            hurry();
        }
        settled = buffer_->wait_settled(last, deadline);
    }
    if (!settled)
        result.waiting = buffer_->waiting_up_to(last);
    result.discarded = buffer_->read(dropped_of) - dropped_before;
    return finished(result);
}

bool sender_core::begin_close(clock::time_point deadline) noexcept
{
    buffer_->refuse_new();
    {
        no_cancellation const later;
        std::lock_guard<std::mutex> lock(mutex_);
        if (closing_ || strand_ended_)
            return true;
        auto const now = clock::now();
        if (overflow_ && deadline > now)
            deadline -= (deadline - now) / 4; // the handler's part
        if (engine* const e = buffer_->empty() ? engine_.get() : start_locked()) {
            closing_ = e->close(deadline); // or the next close, or the exit hook, tries again
            return true;
        }
        if (!buffer_->empty())
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
        give_up_and_end(handler_may_be_called::yes);
}

void sender_core::give_up_and_end(handler_may_be_called may_be) noexcept
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
    give_up_here(may_be);
    strand_ended();
}

/// Without a strand.
void sender_core::give_up_here(handler_may_be_called may_be) noexcept
{
    buffer_->refuse_new();
    buffer_->seal_all();
    while (chunk* c = buffer_->take())
        buffer_->settle_dropped(c, drop::closed);
    buffer_->drop_gap_events();
    auto const lost = buffer_->read(
        [](log_fluentd::statistics const& s) { return s.dropped[static_cast<std::size_t>(drop::closed)]; });
    if (!lost.events)
        return;
    try {
        if (may_be == handler_may_be_called::yes)
            tell_untold();
        auto const error = trouble_.error();
        tell(diagnostic_kind::dropped,
             std::to_string(lost.events) + " events (" + std::to_string(lost.bytes) +
                 " bytes) were discarded at close: " + describe_no_start(error),
             error, may_be);
    } catch (std::exception const&) { // no memory to tell it; it is counted
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
    if (is_left_at_exit) {
        result.error = errc::timed_out;
        return result;
    }
    if (runs_here()) {
        result.error = errc::wrong_thread;
        result.waiting = buffer_->read(waiting_of);
        return finished(result);
    }
    auto const discarded_before = buffer_->read(others_of);
    auto const deadline = after(timeout);
    if (!begin_close(deadline))
        end_close(deadline);
    wait_ended(deadline);
    return buffer_->read([&](log_fluentd::statistics const& s) {
        result.waiting = waiting_of(s);
        result.discarded = closed_of(s) + others_of(s) - discarded_before;
        if (closed_of(s).events)
            result.error = errc::timed_out; // a second call says the same
        return finished(result);
    });
}

void sender_core::close_soon(clock::time_point deadline) noexcept
{
    if (!begin_close(deadline))
        give_up_and_end(handler_may_be_called::no); // nobody waits until there is a thread
}

bool sender_core::can_be_locked(clock::time_point latest) noexcept
{
    return can_be_had(mutex_, latest) && buffer_->can_be_locked(latest) &&
           (!overflow_ || overflow_->can_be_locked(latest)) && trouble_.can_be_locked(latest) &&
           (!engine_ || engine_->can_be_locked(latest));
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
