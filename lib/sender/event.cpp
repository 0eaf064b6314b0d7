// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/diagnostics.hpp"
#include "os/fork.hpp"

#include <log_fluentd/event.hpp>

#include <atomic>
#include <exception>
#include <mutex>
#include <utility>

namespace log_fluentd {

namespace {

void forget_events_in_child();
detail::child_hook forgetting(forget_events_in_child);

struct global
{
    global() { forgetting.enter(); }

    detail::fork_safe_mutex mutex;
    std::shared_ptr<log_fluentd::sender> sender;
    std::atomic<std::uint64_t> events_before{0};
};

/// Used until the last instruction of the process.
global& the_global() noexcept
{
    static detail::fork_safe_static<global> only; // constant-initialized, so without a guard
    return only.get();
}

void forget_events_in_child()
{
    the_global().events_before = 0; // its counters begin at zero
}

} // namespace

void setup(std::string tag, sender_config config)
{
    config.tag = std::move(tag);
    auto made = std::make_shared<sender>(std::move(config));
    global& g = the_global();
    // Unlocked before `made`, the previous sender by then, is destroyed.
    std::lock_guard<detail::fork_safe_mutex> lock(g.mutex);
    g.sender.swap(made);
}

bool event(std::string_view label, event_map const& map) noexcept
{
    if (auto const sender = global_sender())
        return sender->emit(label, map);
    if (the_global().events_before++ == 0) {
        try {
            detail::report_to_stderr({diagnostic_kind::configuration,
                                      "event() was called before setup(); such events are rejected",
                                      {}});
        } catch (std::exception const&) { // no memory for the message
        }
    }
    return false;
}

std::shared_ptr<sender> global_sender() noexcept
{
    global& g = the_global();
    std::lock_guard<detail::fork_safe_mutex> lock(g.mutex);
    return g.sender;
}

std::uint64_t events_before_setup() noexcept
{
    return the_global().events_before;
}

drain_result close() noexcept
{
    auto const sender = global_sender();
    return sender ? sender->close() : drain_result();
}

drain_result close(std::chrono::milliseconds timeout) noexcept
{
    auto const sender = global_sender();
    return sender ? sender->close(timeout) : drain_result();
}

} // namespace log_fluentd
