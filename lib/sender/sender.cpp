// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/event.hpp"
#include "net/executor_engine.hpp"
#include "sender/sender_core.hpp"
#include "sender/thread_scratch.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/sender.hpp>

#include <exception>
#include <utility>

namespace log_fluentd {

using detail::sender_core;

namespace {

std::shared_ptr<sender_core> make_core(sender_config config, detail::engine_factory make_engine,
                                       sender_core::at_exit exit)
{
    validate(config);
    return std::make_shared<sender_core>(std::move(config), std::move(make_engine), exit);
}

} // namespace

sender::sender(sender_config config)
    : core_(make_core(std::move(config), detail::make_threaded_engine, sender_core::at_exit::deliver))
{}

sender::sender(std::shared_ptr<sender_core> core) noexcept : core_(std::move(core)) {}

sender::~sender()
{
    core_->release();
}

bool sender::emit(std::string_view label, event_map const& map) noexcept
{
    detail::inside_library const inside;
    if (inside.again()) {
        core_->count_rejected(rejection::reentrant);
        return false;
    }
    try {
        detail::scratch_loan event;
        begin_event(*event, detail::event_time::now(), core_->config().max_event_size);
        value_writer writer(*event);
        if (auto const why = map.write(writer)) {
            core_->count_rejected(*why);
            return false;
        }
        if (!fit_event(*event, core_->config().max_event_size)) {
            core_->count_rejected(rejection::event_too_large);
            return false;
        }
        return core_->put(label, *event);
    } catch (std::exception const&) {
        core_->count_rejected(rejection::out_of_memory);
        return false;
    }
}

drain_result sender::flush(std::chrono::milliseconds timeout) noexcept
{
    return core_->flush(timeout);
}

drain_result sender::close(std::chrono::milliseconds timeout) noexcept
{
    return core_->close(timeout);
}

statistics sender::statistics() const
{
    return core_->statistics();
}

sender_config const& sender::config() const noexcept
{
    return core_->config();
}

std::shared_ptr<sender> make_sender(boost::asio::any_io_executor executor, sender_config config)
{
    auto make_engine = [executor](std::shared_ptr<detail::buffer> source, sender_config const& c,
                                  detail::engine_events events) mutable {
        auto engine = detail::make_executor_engine(executor, std::move(source), c, std::move(events));
        executor = {}; // the engine lets go of it at its end
        return engine;
    };
    return detail_access::make(
        make_core(std::move(config), std::move(make_engine), sender_core::at_exit::leave));
}

} // namespace log_fluentd
