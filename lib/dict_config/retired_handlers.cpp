// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/retired_handlers.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace log_fluentd::detail {

void retired_handlers::add(boost::shared_ptr<frontend> sink, std::shared_ptr<handler_life> life)
{
    sinks_.push_back({std::move(sink), std::move(life), std::chrono::steady_clock::now()});
    close(sinks_.back());
}

void retired_handlers::close_those_unused()
{
    for (auto& one : sinks_)
        close(one);
    auto const has_ended = [](std::shared_ptr<handler_life> const& one) { return one->has_ended(); };
    ending_.erase(std::remove_if(ending_.begin(), ending_.end(), has_ended), ending_.end());
}

/// Closes what a sink holds, unless a record is being written all the time.
void retired_handlers::close(retired_sink& sink)
{
    if (!sink.life || !sink.life->retire())
        return;
    if (!sink.life->has_ended())
        ending_.push_back(sink.life);
    sink.life.reset();
}

void retired_handlers::drop_old()
{
    constexpr std::chrono::seconds long_enough{10}; // a message may take a while between the two
    constexpr std::size_t most = 4096;              // retired, they hold memory only
    auto const old = std::chrono::steady_clock::now() - long_enough;
    while (!sinks_.empty() && (sinks_.front().since < old || sinks_.size() > most))
        sinks_.pop_front();
}

void retired_handlers::bound_ending()
{
    constexpr std::size_t most = 16;
    for (; ending_.size() > most; ending_.pop_front())
        ending_.front()->wait_ended();
}

bool retired_handlers::are_at_work() const noexcept
{
    return !ending_.empty() || std::any_of(sinks_.begin(), sinks_.end(), [](retired_sink const& one) {
        return one.life && one.process.is_this();
    });
}

} // namespace log_fluentd::detail
