// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/engine.hpp"
#include "msgpack/entry.hpp"
#include "msgpack/utf8.hpp"
#include "sender/make_core.hpp"
#include "sender/own_core.hpp"
#include "sender/thread_scratch.hpp"

#include <log_fluentd/sender.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace log_fluentd {

using detail::sender_core;

namespace {

/// None if an event cannot have this time.
std::optional<detail::entry_time> on_the_wire(event_time time) noexcept
{
    return detail::to_entry_time(time.seconds, time.nanoseconds);
}

bool is_tag(sender_core const& core, std::string_view label) noexcept
{
    return !(label.empty() && core.config().tag.empty()) && label.size() <= detail::max_tag_size &&
           detail::is_utf8(label);
}

/// Encodes an event and puts it into the core.
/// \returns why it was rejected, if it was.
std::optional<rejection> take(sender_core& core, std::string_view label,
                              std::optional<detail::entry_time> time, event_map const& map,
                              detail::chunk_waiter* waiter, sender_core::clock::time_point latest)
{
    auto const reject = [&](rejection reason) {
        core.count_rejected(reason);
        return reason;
    };
    detail::inside_library const inside;
    if (inside.again()) {
        core.count_reentrant();
        return rejection::reentrant;
    }
    if (!is_tag(core, label))
        return reject(rejection::invalid_tag);
    if (!time)
        return reject(rejection::invalid_time);
    try {
        auto const limit = core.config().max_event_size;
        detail::scratch_loan event;
        begin_event(*event, *time, limit, core.config().frame.time_as_integer);
        value_writer writer(*event);
        if (auto const why = map.write(writer))
            return reject(*why);
        if (fit_event(*event, limit))
            return core.put(label, *event, {waiter}, latest);
        return core.reject_too_large(label, *event);
    } catch (std::exception const&) {
        return reject(rejection::out_of_memory);
    }
}

/// The same, but remembers the reason for `last_error`.
std::optional<rejection>
rejected(sender_core& core, std::string_view label, std::optional<detail::entry_time> time,
         event_map const& map, detail::chunk_waiter* waiter = nullptr,
         sender_core::clock::time_point latest = sender_core::clock::time_point::max()) noexcept
{
    auto const reason = take(core, label, time, map, waiter, latest);
    if (reason)
        detail::remember_rejection(core.number(), *reason);
    return reason;
}

std::error_code deliver(sender_core& core, std::string_view label, std::optional<detail::entry_time> time,
                        event_map const& map, std::chrono::milliseconds timeout) noexcept
{
    if (core.runs_here())
        return errc::wrong_thread;
    auto const deadline = sender_core::after(timeout);
    detail::chunk_waiter waiter;
    if (auto const reason = rejected(core, label, time, map, &waiter, deadline))
        return detail::error_of(*reason);
    return core.wait_delivered(waiter, deadline);
}

} // namespace

sender::sender(sender_config config)
    : core_(detail::make_core(detail::checked_sender(std::move(config)), detail::make_threaded_engine,
                              sender_core::at_exit::deliver))
{}

sender::sender(std::unique_ptr<detail::own_core> core) noexcept : core_(std::move(core)) {}

sender::~sender() = default;

bool sender::emit(std::string_view label, event_map const& map) noexcept
{
    return !rejected(core_->get(), label, detail::entry_time::now(), map);
}

bool sender::emit_with_time(std::string_view label, event_time time, event_map const& map) noexcept
{
    return !rejected(core_->get(), label, on_the_wire(time), map);
}

delivery_result sender::emit_and_wait(std::string_view label, event_map const& map,
                                      std::chrono::milliseconds timeout) noexcept
{
    return {deliver(core_->get(), label, detail::entry_time::now(), map, timeout)};
}

delivery_result sender::emit_and_wait(std::string_view label, event_time time, event_map const& map,
                                      std::chrono::milliseconds timeout) noexcept
{
    return {deliver(core_->get(), label, on_the_wire(time), map, timeout)};
}

emit_error sender::last_error() const
{
    auto const& core = core_->get();
    auto const reason = detail::find_rejection(core.number());
    auto const start_error = core.start_error();
    if (reason)
        return {detail::error_of(*reason),
                detail::describe(*reason, core.config(), core.statistics(), start_error)};
    if (start_error)
        return {start_error, detail::describe_start_error(start_error)};
    return {};
}

void sender::clear_last_error() noexcept
{
    detail::forget_rejection(core_->get().number());
}

drain_result sender::flush(std::chrono::milliseconds timeout) noexcept
{
    return core_->get().flush(timeout);
}

drain_result sender::close(std::chrono::milliseconds timeout) noexcept
{
    return core_->get().close(timeout);
}

drain_result sender::close() noexcept
{
    return core_->get().close(core_->config().close_timeout);
}

statistics sender::statistics() const
{
    return core_->get().statistics();
}

sender_config const& sender::config() const noexcept
{
    return core_->config();
}

std::shared_ptr<sender> detail_access::make(std::unique_ptr<detail::own_core> core)
{
    return std::shared_ptr<sender>(new sender(std::move(core)));
}

std::shared_ptr<sender> detail::make_sender(checked_sender checked)
{
    return detail_access::make(
        make_core(std::move(checked), make_threaded_engine, sender_core::at_exit::deliver));
}

} // namespace log_fluentd
