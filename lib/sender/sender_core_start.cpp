// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// How a sender starts: its thread, descriptors and memory are requested with the first event, and again if
// the system has none.

#include "base/diagnostics.hpp"
#include "os/uninterrupted.hpp"
#include "sender/process.hpp"
#include "sender/sender_core.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

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

/// For callers that wait: tries at once, and again until there is a thread, the deadline has come, or another
/// thread has closed it.
/// \returns whether there is a thread.
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

/// The first event starts the engine, so that an unused sender needs no thread and no descriptor.
engine* sender_core::start_locked() noexcept
{
    if (engine_ || strand_ended_)
        return engine_.get();
    no_cancellation const later;
    try {
        // The driver may outlive this core; so may the discarded events.
        auto const handler = discards_ ? std::make_shared<discard_end>(discards_) : nullptr;
        auto all = events();
        all.on_end = [core = weak_from_this(), handler] {
            if (auto const alive = core.lock())
                alive->strand_ended();
        };
        if (discards_)
            discards_->on_start_failed([core = weak_from_this()](std::error_code error) {
                if (auto const alive = core.lock())
                    alive->discard_start_failed(error);
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
    events.on_diagnostic = [reporter = reporter_](diagnostic const& what) { reporter->report(what); };
    events.on_start = [if_alive] { if_alive([](sender_core& core) { core.begun(); }); };
    events.on_start_failed = [if_alive](std::error_code error) {
        if_alive([&](sender_core& core) {
            if (core.trouble_.failed(error))
                core.report_trouble(error, handler_may_be_called::yes);
        });
    };
    if (discards_)
        events.look_after = [discards = discards_] { return discards->look_again(); };
    events.on_no_start = [if_alive] {
        if_alive([](sender_core& core) { core.discard_here(handler_may_be_called::yes); });
    };
    return events;
}

/// The handler is not called on a logging thread: it expects the strand, and may want a lock that this thread
/// holds.
void sender_core::report_failed_start(std::unique_lock<std::mutex>& lock) noexcept
{
    if (!to_report_)
        return;
    auto const error = std::exchange(to_report_, {});
    lock.unlock();
    report_trouble(error, handler_may_be_called::no);
    lock.lock();
}

/// Reports each shortage once.
void sender_core::report_trouble(std::error_code error, handler_may_be_called may_be) noexcept
{
    try {
        auto const text = describe_start_error(error);
        buffer_->ledger().note_trouble(std::nullopt, text, error);
        report(diagnostic_kind::start_failed, text, error, may_be);
    } catch (std::exception const&) { // no memory for a text
    }
}

/// Reports on the strand, if that runs.
void sender_core::discard_start_failed(std::error_code error) noexcept
{
    try {
        auto text = describe_discard_start_error(error);
        if (!report({diagnostic_kind::start_failed, reporter_->with_name(text), error}))
            report(diagnostic_kind::start_failed, std::move(text), error, handler_may_be_called::no);
    } catch (std::exception const&) { // no memory for a text
    }
    wake(); // the strand repeats the attempt from now on
}

/// If the handler may not be called now, writes a line to standard error, and calls the handler later.
void sender_core::report(diagnostic_kind kind, std::string message, std::error_code error,
                         handler_may_be_called may_be) noexcept
{
    try {
        diagnostic what{kind, reporter_->with_name(std::move(message)), error};
        if (may_be == handler_may_be_called::yes)
            return reporter_->report(what);
        report_to_stderr(what);
        if (!reporter_->has_handler())
            return;
        std::lock_guard<std::mutex> lock(mutex_);
        unreported_ = std::move(what);
    } catch (std::exception const&) { // no memory to report it
    }
}

void sender_core::report_unreported() noexcept
{
    std::optional<diagnostic> what;
    {
        std::lock_guard<std::mutex> lock(mutex_);
        what.swap(unreported_);
    }
    if (what)
        reporter_->report(*what);
}

/// Called on the strand.
void sender_core::begun() noexcept
{
    trouble_.begun();
    report_unreported();
}

void sender_core::register_at_exit()
{
    if (std::exchange(registered_, true))
        return;
    try {
        if (at_exit_ == at_exit::deliver)
            deliver_at_exit(shared_from_this());
        else if (discards_)
            abandon_at_exit(buffer_);
    } catch (std::exception const&) {
        registered_ = false;
        throw;
    }
}

} // namespace log_fluentd::detail
