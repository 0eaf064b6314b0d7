// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/executor_engine.hpp"
#include "msgpack/entry.hpp"
#include "msgpack/utf8.hpp"
#include "os/fork.hpp"
#include "os/pin.hpp"
#include "sender/own_core.hpp"
#include "sender/process.hpp"
#include "sender/sender_validate.hpp"
#include "sender/thread_scratch.hpp"
#include "transport/tls.hpp"
#include "transport/tls_source.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/asio/ip/host_name.hpp>

#include <exception>
#include <optional>
#include <utility>

namespace log_fluentd {

using detail::sender_core;

namespace {

/// The program may have had OpenSSL end itself at the exit, by a handler that is there by now: ours has to
/// run before.
void deliver_before_openssl_ends() noexcept
{
    detail::no_cancellation const later; // OpenSSL may read its configuration
    detail::prepare_openssl();
    static detail::fork_safe_static<detail::registered_exit_hook> only;
    only.get();
}

/// With what stands for what is left out.
sender_config completed(sender_config config)
{
    if (config.servers.empty())
        config.servers.emplace_back();
    bool uses_openssl = config.tls.enabled;
    for (auto& target : config.servers) {
        if (!target.auth.enabled())
            target.auth = config.auth;
        uses_openssl = uses_openssl || target.auth.enabled();
    }
    if (uses_openssl)
        deliver_before_openssl_ends();
    if (config.self_hostname.empty())
        config.self_hostname = boost::asio::ip::host_name();
    return config;
}

detail::engine_factory with_tls(detail::engine_factory make_engine, std::shared_ptr<detail::tls_source> tls)
{
    return [make_engine = std::move(make_engine), tls = std::move(tls)](
               std::shared_ptr<detail::buffer> source, sender_config const& c, detail::engine_events events) {
        events.tls = tls;
        return make_engine(std::move(source), c, std::move(events));
    };
}

std::unique_ptr<detail::own_core> make_core(sender_config config, detail::engine_factory make_engine,
                                            sender_core::at_exit exit)
{
    static char const here = 0;
    detail::pin_object_of(&here);
    auto material = detail::validated(config);
    if (material)
        make_engine = with_tls(std::move(make_engine),
                               std::make_shared<detail::tls_source>(config.tls, std::move(material)));
    return std::make_unique<detail::own_core>(completed(std::move(config)), std::move(make_engine), exit);
}

/// None where an event cannot have the time.
std::optional<detail::event_time> on_the_wire(event_time time) noexcept
{
    return detail::to_event_time(time.seconds, time.nanoseconds);
}

bool is_tag(sender_core const& core, std::string_view label) noexcept
{
    return !(label.empty() && core.config().tag.empty()) && label.size() <= detail::max_tag_size &&
           detail::is_utf8(label);
}

/// Encodes an event and hands it to the core. \return why it was rejected, if it was.
std::optional<rejection> take(sender_core& core, std::string_view label,
                              std::optional<detail::event_time> time, event_map const& map,
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

/// The same, and remembers it for `last_error`.
std::optional<rejection>
rejected(sender_core& core, std::string_view label, std::optional<detail::event_time> time,
         event_map const& map, detail::chunk_waiter* waiter = nullptr,
         sender_core::clock::time_point latest = sender_core::clock::time_point::max()) noexcept
{
    auto const reason = take(core, label, time, map, waiter, latest);
    if (reason)
        detail::remember_rejection(core.number(), *reason);
    return reason;
}

std::error_code deliver(sender_core& core, std::string_view label, std::optional<detail::event_time> time,
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
    : core_(make_core(std::move(config), detail::make_threaded_engine, sender_core::at_exit::deliver))
{}

sender::sender(std::unique_ptr<detail::own_core> core) noexcept : core_(std::move(core)) {}

sender::~sender() = default;

bool sender::emit(std::string_view label, event_map const& map) noexcept
{
    return !rejected(core_->get(), label, detail::event_time::now(), map);
}

bool sender::emit_with_time(std::string_view label, event_time time, event_map const& map) noexcept
{
    return !rejected(core_->get(), label, on_the_wire(time), map);
}

delivery_result sender::emit_and_wait(std::string_view label, event_map const& map,
                                      std::chrono::milliseconds timeout) noexcept
{
    return {deliver(core_->get(), label, detail::event_time::now(), map, timeout)};
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

std::shared_ptr<sender> make_sender(boost::asio::any_io_executor executor, sender_config config)
{
    auto const place = detail::executor_place::make(std::move(executor));
    auto make_engine = [place](std::shared_ptr<detail::buffer> source, sender_config const& c,
                               detail::engine_events events) {
        return place->make_engine(std::move(source), c, std::move(events));
    };
    auto made = detail_access::make(
        make_core(std::move(config), std::move(make_engine), sender_core::at_exit::leave));
    auto const core = detail_access::core(*made).weak_from_this();
    auto const may_end = [core] {
        auto const alive = core.lock();
        return !alive || detail::can_be_locked_or_left(*alive);
    };
    place->on_context_end(may_end, [core] {
        if (auto const alive = core.lock())
            alive->close_soon(sender_core::clock::now()); // where there was no event, and so no engine
    });
    return made;
}

} // namespace log_fluentd
