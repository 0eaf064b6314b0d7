// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/process.hpp"

#include "os/all_signals_blocked.hpp"
#include "os/fork.hpp"
#include "os/uninterrupted.hpp"
#include "sender/sender_core.hpp"
#include "sender/thread_scratch.hpp"
#include "transport/tls_source.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <new>
#include <string_view>
#include <sys/types.h>
#include <unistd.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

void forget_all_in_child();
child_hook forgetting(forget_all_in_child);

struct taken_at_exit;

struct registry
{
    registry() { forgetting.enter(); }

    fork_safe_mutex mutex;
    bool has_hook = false;
    std::vector<std::shared_ptr<sender_core>> cores;
    std::vector<std::weak_ptr<buffer>> abandoned; // for the hook to abandon
    bool hook_has_run = false;
    taken_at_exit* next_taken = nullptr; // allocated for the next run of the hook, which allocates nothing
};

/// Used until the last instruction of the process.
fork_safe_static<registry> the_registry;

/// What one run of the exit hook takes from the registry, so that a later run does not see it. Leaked,
/// because cores that are not finished at the end continue.
struct taken_at_exit
{
    std::vector<std::shared_ptr<sender_core>> cores;
    std::vector<std::weak_ptr<buffer>> abandoned;
    taken_at_exit const* before = nullptr; // so that leak checkers find each
};

taken_at_exit const* last_taken = nullptr;

/// The process that the hook works for. A child made without `fork` has the hook too, but not the threads it
/// would wait for.
std::atomic<pid_t> owner{0};

/// How long the hook waits for locks that other threads hold briefly.
constexpr std::chrono::milliseconds lock_patience{200};

/// Runs once. Uses only what a signal handler may use.
void leave_all() noexcept
{
    if (is_left_at_exit.exchange(true))
        return;
    inside_library::stay(); // events from the end of the program are rejected, without a lock
    constexpr std::string_view line =
        "log_fluentd: a signal handler has called exit in the middle of a call of this library: what was not "
        "delivered is lost; have the handler set a flag, and end the program where that is looked at\n";
    no_cancellation const later;
    [[maybe_unused]] auto const written = ::write(STDERR_FILENO, line.data(), line.size());
}

bool can_be_locked_now(std::shared_ptr<sender_core> const& core) noexcept
{
    return core->can_be_locked(sender_core::clock::now() + lock_patience);
}

/// \returns null if nothing was entered.
taken_at_exit* take_all() noexcept
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> lock(all.mutex);
    taken_at_exit* const taken = std::exchange(all.next_taken, nullptr);
    if (!taken)
        return nullptr;
    taken->cores.swap(all.cores);
    taken->abandoned.swap(all.abandoned);
    all.hook_has_run = true;
    taken->before = std::exchange(last_taken, taken);
    return taken;
}

template <typename Iterator>
void close_and_wait(Iterator first, Iterator last) noexcept
{
    auto const now = sender_core::clock::now();
    auto const deadline = [&](Iterator core) { return now + (*core)->config().close_timeout; };
    for (auto core = first; core != last; ++core)
        (*core)->begin_close(deadline(core));
    for (auto core = first; core != last; ++core) {
        if ((*core)->runs_here()) // a user's handler has called exit
            continue;
        if (!(*core)->begin_close(deadline(core)))
            (*core)->end_close(deadline(core));
        (*core)->wait_ended(deadline(core));
    }
}

/// Ends the handlers' calls, since what the handlers need may be destroyed soon.
void abandon_handlers(taken_at_exit const& taken) noexcept
{
    for (auto const& core : taken.cores) {
        if (can_be_locked_now(core))
            core->abandon_discards();
    }
    for (auto const& source : taken.abandoned) {
        auto const alive = source.lock();
        if (!alive)
            continue;
        if (alive->can_be_locked(sender_core::clock::now() + lock_patience))
            alive->handing_over().abandon();
        else
            leave_all();
    }
    end_tls_helpers();
}

/// Closes all senders at the same time, and waits for each up to its `close_timeout`. A signal handler may
/// have called `exit` in the middle of anything: so this waits for no lock that its own thread may hold, and
/// allocates nothing if there is a thread that delivers.
extern "C" void log_fluentd_at_exit()
{
    if (owner.load() != ::getpid() || is_left_at_exit)
        return;
    no_cancellation const later;
    if (in_unseen_lock::is_here() ||
        !the_registry.get().mutex.can_be_had(sender_core::clock::now() + lock_patience))
        return leave_all();
    taken_at_exit* const taken = take_all();
    if (!taken)
        return;
    auto const first = taken->cores.begin();
    auto const last = std::partition(first, taken->cores.end(), can_be_locked_now);
    if (last != taken->cores.end())
        leave_all();
    close_and_wait(first, last);
    abandon_handlers(*taken);
}

/// The parent delivers its own events, and its threads are not in the child. Nothing is destroyed here, since
/// it may be in any state.
void forget_all_in_child()
{
    using cores = std::vector<std::shared_ptr<sender_core>>;
    using buffers = std::vector<std::weak_ptr<buffer>>;
    alignas(cores) static char place_of_cores[sizeof(cores)];
    alignas(buffers) static char place_of_buffers[sizeof(buffers)];
    new (place_of_cores) cores(std::move(the_registry.get().cores));
    new (place_of_buffers) buffers(std::move(the_registry.get().abandoned));
    owner.store(::getpid());
}

/// Calls `add(the_registry.get())` under the lock, after making sure that the hook will run later.
template <typename Function>
void enter(Function add)
{
    auto& all = the_registry.get();
    std::lock_guard<fork_safe_mutex> lock(all.mutex);
    if (!all.next_taken)
        all.next_taken = new taken_at_exit;
    // Under the lock, so that a child that has the flag has the hook. If the hook has run, this is a static
    // destructor: a handler registered there runs after it.
    if (!all.has_hook || all.hook_has_run) {
        if (!register_exit_hook())
            throw std::bad_alloc();
        all.has_hook = true;
        all.hook_has_run = false;
    }
    add(all);
}

} // namespace

bool register_exit_hook() noexcept
{
    // The C library locks its list of handlers, as does a signal handler that calls exit.
    static fork_safe_mutex registering;
    all_signals_blocked const blocked;
    std::lock_guard<fork_safe_mutex> const lock(registering);
    owner.store(::getpid());
    allow_tls_helpers();
    return std::atexit(log_fluentd_at_exit) == 0;
}

bool can_be_locked_or_left(sender_core& core) noexcept
{
    constexpr std::chrono::seconds patience{1}; // other threads hold them only briefly
    if (!is_left_at_exit && !in_unseen_lock::is_here() &&
        core.can_be_locked(sender_core::clock::now() + patience))
        return true;
    leave_all();
    return false;
}

void deliver_at_exit(std::shared_ptr<sender_core> core)
{
    enter([&](registry& all) { all.cores.push_back(std::move(core)); });
}

std::vector<std::shared_ptr<sender_core>> cores_at_exit()
{
    std::lock_guard<fork_safe_mutex> lock(the_registry.get().mutex);
    return the_registry.get().cores;
}

void abandon_at_exit(std::weak_ptr<buffer> source)
{
    enter([&](registry& all) {
        auto& known = all.abandoned;
        auto const is_gone = [](auto const& entered) { return entered.expired(); };
        known.erase(std::remove_if(known.begin(), known.end(), is_gone), known.end());
        known.push_back(std::move(source));
    });
}

void forget_at_exit(sender_core const* core) noexcept
{
    std::shared_ptr<sender_core> last; // destroyed without the lock
    std::lock_guard<fork_safe_mutex> lock(the_registry.get().mutex);
    auto& cores = the_registry.get().cores;
    auto const found = std::find_if(cores.begin(), cores.end(),
                                    [core](auto const& registered) { return registered.get() == core; });
    if (found == cores.end()) // never entered, or the exit hook has taken it
        return;
    last = std::move(*found);
    cores.erase(found);
}

} // namespace log_fluentd::detail
