// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/process.hpp"

#include "sender/sender_core.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <sys/types.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

struct registry
{
    std::mutex mutex;
    std::vector<std::shared_ptr<sender_core>> cores;
};

/// Leaked: it is needed until the last instruction of the process.
registry& the_registry()
{
    static registry& only = *new registry;
    return only;
}

/// The process that registered the hook. A forked child has it too, but none of the threads it would wait
/// for.
std::atomic<pid_t> owner{0};

/// Closes every sender, all at the same time, and waits for each as long as its `close_timeout` says.
extern "C" void log_fluentd_at_exit()
{
    if (owner.load() != ::getpid())
        return;
    std::vector<std::shared_ptr<sender_core>> cores;
    try {
        std::lock_guard<std::mutex> lock(the_registry().mutex);
        cores = the_registry().cores;
    } catch (std::exception const&) {
        return;
    }
    auto const now = sender_core::clock::now();
    for (auto const& core : cores)
        core->begin_close(now + core->config().close_timeout);
    for (auto const& core : cores) {
        if (!core->runs_here()) // a handler of the user's has called exit
            core->wait_ended(now + core->config().close_timeout);
        core->abandon_overflow(); // what the handler needs may be gone soon
    }
}

} // namespace

void register_exit_hook() noexcept
{
    owner.store(::getpid());
    std::atexit(log_fluentd_at_exit);
}

void deliver_at_exit(std::shared_ptr<sender_core> core)
{
    static bool const once = (register_exit_hook(), true);
    static_cast<void>(once);
    std::lock_guard<std::mutex> lock(the_registry().mutex);
    the_registry().cores.push_back(std::move(core));
}

void forget_at_exit(sender_core const* core) noexcept
{
    std::shared_ptr<sender_core> last; // its end, if it is that, comes without the lock
    std::lock_guard<std::mutex> lock(the_registry().mutex);
    auto& cores = the_registry().cores;
    auto const found = std::find_if(cores.begin(), cores.end(),
                                    [core](auto const& registered) { return registered.get() == core; });
    if (found == cores.end())
        return;
    last = std::move(*found);
    cores.erase(found);
}

} // namespace log_fluentd::detail
