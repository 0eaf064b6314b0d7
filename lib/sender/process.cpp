// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/process.hpp"

#include "fork/fork.hpp"
#include "net/tls_source.hpp"
#include "sender/sender_core.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <new>
#include <sys/types.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

void forget_all_in_child();
child_hook forgetting(forget_all_in_child);

struct registry
{
    registry() { forgetting.enter(); }

    fork_safe_mutex mutex;
    bool has_hook = false;
    std::vector<std::shared_ptr<sender_core>> cores;
    std::vector<std::weak_ptr<buffer>> abandoned; // by the hook, that is
    bool hook_has_run = false;
};

/// Needed until the last instruction of the process.
registry& the_registry() noexcept
{
    static fork_safe_static<registry> only; // constant-initialised, so without a guard
    return only.get();
}

/// What one run of the exit hook takes out of the registry: the next one, if there is another, has nothing to
/// do with it. Leaked, since who is not done by the end goes on.
struct taken_at_exit
{
    std::vector<std::shared_ptr<sender_core>> cores;
    std::vector<std::weak_ptr<buffer>> abandoned;
    taken_at_exit const* before = nullptr; // so that none looks lost
};

taken_at_exit const* last_taken = nullptr;

taken_at_exit const* take_all() noexcept
{
    auto* const taken = new (std::nothrow) taken_at_exit;
    if (!taken)
        return nullptr;
    std::lock_guard<fork_safe_mutex> lock(the_registry().mutex);
    taken->cores.swap(the_registry().cores);
    taken->abandoned.swap(the_registry().abandoned);
    the_registry().hook_has_run = true;
    taken->before = std::exchange(last_taken, taken);
    return taken;
}

/// The process that the hook works for. A child that was made without `fork` has it too, but none of the
/// threads it would wait for.
std::atomic<pid_t> owner{0};

/// Closes every sender, all at the same time, and waits for each as long as its `close_timeout` says.
extern "C" void log_fluentd_at_exit()
{
    if (owner.load() != ::getpid())
        return;
    auto const* const taken = take_all();
    if (!taken)
        return;
    auto const now = sender_core::clock::now();
    for (auto const& core : taken->cores)
        core->begin_close(now + core->config().close_timeout);
    for (auto const& core : taken->cores) {
        if (!core->runs_here()) // a handler of the user's has called exit
            core->wait_ended(now + core->config().close_timeout);
        core->abandon_overflow(); // what the handler needs may be gone soon
    }
    for (auto const& source : taken->abandoned) {
        if (auto const alive = source.lock())
            alive->abandon_hand_over();
    }
    end_tls_helpers();
}

/// What the parent would have delivered is the parent's, whose threads are not here. Nothing of it is
/// destroyed, as it may be in any state.
void forget_all_in_child()
{
    using cores = std::vector<std::shared_ptr<sender_core>>;
    using buffers = std::vector<std::weak_ptr<buffer>>;
    alignas(cores) static char place_of_cores[sizeof(cores)];
    alignas(buffers) static char place_of_buffers[sizeof(buffers)];
    new (place_of_cores) cores(std::move(the_registry().cores));
    new (place_of_buffers) buffers(std::move(the_registry().abandoned));
    owner.store(::getpid());
}

/// Calls `add(the_registry())` under the lock, and sees to it that the hook comes after that.
template <typename Function>
void enter(Function add)
{
    auto& all = the_registry();
    std::lock_guard<fork_safe_mutex> lock(all.mutex);
    add(all);
    bool wanted = !std::exchange(all.has_hook, true);
    // In a static destructor: what is registered there runs behind it.
    wanted |= std::exchange(all.hook_has_run, false);
    if (wanted)
        register_exit_hook(); // with the lock: a child that has the mark has the hook
}

} // namespace

void register_exit_hook() noexcept
{
    // The C library has a lock for its list.
    static fork_safe_mutex registering;
    std::lock_guard<fork_safe_mutex> const lock(registering);
    owner.store(::getpid());
    allow_tls_helpers();
    std::atexit(log_fluentd_at_exit);
}

void deliver_at_exit(std::shared_ptr<sender_core> core)
{
    enter([&](registry& all) { all.cores.push_back(std::move(core)); });
}

void abandon_at_exit(std::weak_ptr<buffer> source)
{
    enter([&](registry& all) {
        auto& known = all.abandoned;
        known.erase(
            std::remove_if(known.begin(), known.end(), [](auto const& entered) { return entered.expired(); }),
            known.end());
        known.push_back(std::move(source));
    });
}

void forget_at_exit(sender_core const* core) noexcept
{
    std::shared_ptr<sender_core> last; // its end, if it is that, comes without the lock
    std::lock_guard<fork_safe_mutex> lock(the_registry().mutex);
    auto& cores = the_registry().cores;
    auto const found = std::find_if(cores.begin(), cores.end(),
                                    [core](auto const& registered) { return registered.get() == core; });
    if (found == cores.end()) // never entered, or the exit hook has it
        return;
    last = std::move(*found);
    cores.erase(found);
}

} // namespace log_fluentd::detail
