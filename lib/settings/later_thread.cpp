// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/later_thread.hpp"

#include "os/thread.hpp"

#include <exception>

namespace log_fluentd::detail {

void later_thread::start() noexcept
{
    if (is_there())
        return;
    auto const this_one = fork_generation.load();
    try {
        if (changed_.empty() || generation_of_changed_ != this_one)
            changed_.emplace_front();
        generation_of_changed_ = this_one;
        start_thread("fluentd-retire", [this] { run(); }).detach();
        generation_ = this_one;
    } catch (std::exception const&) { // no thread, or no memory
    }
}

void later_thread::wake() noexcept
{
    if (is_there())
        changed_.front().notify_all();
}

void later_thread::run()
{
    lock held(mutex_);
    while (auto const next = do_step(held))
        changed_.front().wait_until(held, *next);
    generation_.reset();
}

std::optional<later_thread::clock::time_point> later_thread::do_step(lock& held) noexcept
{
    constexpr std::chrono::seconds pause{1};
    try {
        return work_(held);
    } catch (std::exception const&) { // no memory
        if (!held.owns_lock())
            held.lock();
        return clock::now() + pause;
    }
}

} // namespace log_fluentd::detail
