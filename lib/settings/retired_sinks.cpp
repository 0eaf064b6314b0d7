// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/retired_sinks.hpp"

#include "os/fork.hpp"
#include "settings/later_thread.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace log_fluentd::detail {

namespace {

using frontend = boost::log::sinks::basic_sink_frontend;
using clock = later_thread::clock;

struct retired_sink
{
    boost::shared_ptr<frontend> sink;
    /// Null if it holds nothing any more.
    std::shared_ptr<sink_life> life;
    clock::time_point since;
    /// In a child, a use of a parent's sink never ends.
    own_process process{};
};

std::optional<clock::time_point> close_in_time(later_thread::lock&);

/// Never destroyed.
struct retired_registry
{
    fork_safe_mutex mutex;
    /// A thread may have opened a record for a sink and not yet passed it on. Boost.Log then drops the record
    /// if nobody holds the sink. So the sinks are held until a later configuration finds them old.
    std::deque<retired_sink> sinks;
    /// What the sinks held and what may still be active, oldest first.
    std::deque<std::shared_ptr<sink_life>> ending;
    later_thread thread{mutex, &close_in_time};
};

fork_safe_static<retired_registry> the_retired;

// All of these functions require the lock.

/// Closes what a sink holds, unless the sink is still in use.
void close(retired_registry& all, retired_sink& sink)
{
    if (!sink.life || !sink.life->retire())
        return;
    if (!sink.life->has_ended())
        all.ending.push_back(sink.life);
    sink.life.reset();
}

/// Closes what was still in use before, and releases what has ended.
void close_those_unused(retired_registry& all)
{
    for (auto& one : all.sinks)
        close(all, one);
    auto const has_ended = [](std::shared_ptr<sink_life> const& one) { return one->has_ended(); };
    all.ending.erase(std::remove_if(all.ending.begin(), all.ending.end(), has_ended), all.ending.end());
}

/// Whether `close_those_unused` will have something to do.
bool are_at_work(retired_registry const& all) noexcept
{
    return !all.ending.empty() ||
           std::any_of(all.sinks.begin(), all.sinks.end(),
                       [](retired_sink const& one) { return one.life && one.process.is_this(); });
}

void close_later(retired_registry& all) noexcept
{
    if (are_at_work(all))
        all.thread.start(); // if it cannot start, the next configuration continues
}

std::optional<clock::time_point> close_in_time(later_thread::lock&)
{
    constexpr std::chrono::milliseconds pause{500};
    auto& all = the_retired.get();
    close_those_unused(all);
    if (!are_at_work(all))
        return std::nullopt;
    return clock::now() + pause;
}

/// Takes the sinks that no record can be on its way to.
/// \returns them, to be destroyed without the lock.
std::deque<retired_sink> take_old(retired_registry& all)
{
    constexpr std::chrono::seconds long_enough{10}; // a message may need some time between the two
    constexpr std::size_t most = 4096;              // retired sinks hold only memory
    auto const latest = clock::now() - long_enough;
    std::deque<retired_sink> old;
    while (!all.sinks.empty() && (all.sinks.front().since < latest || all.sinks.size() > most)) {
        old.push_back(std::move(all.sinks.front()));
        all.sinks.pop_front();
    }
    return old;
}

/// Takes the oldest active ones above a limit.
std::deque<std::shared_ptr<sink_life>> take_excess(retired_registry& all)
{
    constexpr std::size_t most = 16;
    std::deque<std::shared_ptr<sink_life>> excess;
    for (; all.ending.size() > most; all.ending.pop_front())
        excess.push_back(std::move(all.ending.front()));
    return excess;
}

} // namespace

void retire_sink(boost::shared_ptr<frontend> sink, std::shared_ptr<sink_life> life)
{
    auto& all = the_retired.get();
    std::lock_guard<fork_safe_mutex> const lock(all.mutex);
    all.sinks.push_back({std::move(sink), std::move(life), clock::now()});
    close(all, all.sinks.back());
    close_later(all);
}

void bound_retired_sinks()
{
    auto& all = the_retired.get();
    std::unique_lock<fork_safe_mutex> lock(all.mutex);
    auto old = take_old(all);
    close_those_unused(all);
    auto const excess = take_excess(all);
    close_later(all);
    lock.unlock();
    old.clear();
    for (auto const& one : excess)
        one->wait_ended();
}

} // namespace log_fluentd::detail
