// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/sender_core.hpp"

#include "delivery/sent_chunk.hpp"
#include "delivery/server_name.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

using std::chrono::milliseconds;

/// How long the system may need to wake a thread after its wait: it is part of `block_timeout`.
constexpr std::chrono::microseconds wake_up{200};

} // namespace

sender_core::clock::time_point sender_core::after(milliseconds timeout) noexcept
{
    constexpr milliseconds year{std::chrono::hours(24 * 365)}; // the clock's own range is not much longer
    return clock::now() + std::clamp(timeout, milliseconds(0), year);
}

sender_core::sender_core(sender_config config, engine_factory make_engine, at_exit exit)
    : config_(std::move(config)),
      make_engine_(std::move(make_engine)),
      at_exit_(exit),
      buffer_(std::make_shared<buffer>(
          config_.buffer, config_.tag, std::make_unique<heap_slab_memory>(config_.buffer.limit),
          static_cast<bool>(config_.on_discard), config_.frame, new_chunk<sent_chunk>)),
      reporter_(std::make_shared<reporter>(config_.on_diagnostic, buffer_, config_.name)),
      discards_(config_.on_discard ? discard_caller::make(config_.on_discard, buffer_) : nullptr)
{
    buffer_->ledger().list_servers(listed(config_.servers));
    buffer_->answer_quickly(false); // until there is a thread
}

std::optional<rejection> sender_core::reject_too_large(std::string_view label, scratch const& event) noexcept
{
    auto const result = buffer_->reject_too_large(label, event.data(), event.size(), event.report);
    if (result.handed_over)
        start(); // has the end of the process wait for the handler
    if (event.report.unknown_types)
        report_unknown_types(event.report);
    return result.rejected;
}

/// For `overflow_policy::block`, when the buffer is full.
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
    buffer_->ledger().with([](log_fluentd::statistics& s) { ++s.blocked_events; });
    for (;;) {
        wake();
        start_before(deadline);
        buffer_->wait_for_room(label, event.size(), options.kept, deadline);
        // Another thread may have used the room first.
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
    other.buffer_->ledger().with([&](log_fluentd::statistics& s) {
        offered = std::exchange(s.offered, {});
        rejected = std::exchange(s.rejected, {});
    });
    buffer_->ledger().with([&](log_fluentd::statistics& s) {
        s.offered += offered;
        for (std::size_t i = 0; i < rejected.size(); ++i)
            s.rejected[i] += rejected[i];
    });
    buffer_->ledger().count_reentrant(other.buffer_->ledger().take_reentrant());
}

void sender_core::forget_rejected() noexcept
{
    buffer_->ledger().with([](log_fluentd::statistics& s) {
        s.offered = {};
        s.rejected = {};
    });
    buffer_->ledger().take_reentrant();
}

void sender_core::count_fallback_tag() noexcept
{
    buffer_->ledger().with([](log_fluentd::statistics& s) { ++s.fallback_tags; });
}

bool sender_core::report(diagnostic what) noexcept
{
    engine* const e = running_.load(std::memory_order_acquire);
    return e && e->report(std::move(what));
}

bool sender_core::report_starting(diagnostic what) noexcept
{
    if (config_.buffer.limit == takes_none)
        return false; // it would need a thread that is never ended, for one line: the next core reports it
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
    case chunk_end::discarded:
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

bool sender_core::runs_here() const noexcept
{
    engine const* const e = running_.load(std::memory_order_acquire);
    return e && e->runs_here();
}

void sender_core::report_unknown_types(encode_report const& found) noexcept
{
    if (!running_.load(std::memory_order_acquire))
        return; // rejected before the engine began; the next such event reports it
    try {
        for (auto& what : reporter_->unknown_types(found))
            report(std::move(what));
    } catch (std::exception const&) { // it is counted nevertheless
    }
}

} // namespace log_fluentd::detail
