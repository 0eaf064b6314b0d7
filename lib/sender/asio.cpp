// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/executor_engine.hpp"
#include "sender/make_core.hpp"
#include "sender/process.hpp"

#include <log_fluentd/asio.hpp>

#include <utility>

namespace log_fluentd {

using detail::sender_core;

std::shared_ptr<sender> make_sender(boost::asio::any_io_executor executor, sender_config config)
{
    auto const place = detail::executor_place::make(std::move(executor));
    auto make_engine = [place](std::shared_ptr<detail::buffer> source, sender_config const& c,
                               detail::engine_events events) {
        return place->make_engine(std::move(source), c, std::move(events));
    };
    auto made = detail_access::make(detail::make_core(detail::checked_sender(std::move(config)),
                                                      std::move(make_engine), sender_core::at_exit::leave));
    auto const core = detail_access::core(*made).weak_from_this();
    auto const may_end = [core] {
        auto const alive = core.lock();
        return !alive || detail::can_be_locked_or_left(*alive);
    };
    place->on_context_end(may_end, [core] {
        if (auto const alive = core.lock())
            alive->close_soon(sender_core::clock::now()); // if there was no event, and so no engine
    });
    return made;
}

} // namespace log_fluentd
