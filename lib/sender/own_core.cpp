// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/own_core.hpp"

#include <exception>
#include <mutex>
#include <new>
#include <sched.h>
#include <utility>

namespace log_fluentd::detail {

namespace {

fork_safe_mutex renewing;

/// Never destroyed: it may be the parent's, with locks that nobody will open. With the lock.
void leak(std::shared_ptr<sender_core> core) noexcept
{
    using pointer = std::shared_ptr<sender_core>;
    alignas(pointer) static char place[sizeof(pointer)];
    new (place) pointer(std::move(core));
}

} // namespace

own_core::own_core(sender_config config, engine_factory make_engine, sender_core::at_exit exit)
    : config_(std::move(config)),
      make_engine_(std::move(make_engine)),
      at_exit_(exit),
      core_(make()),
      generation_(fork_generation.load())
{
    std::lock_guard<fork_safe_mutex> const known(renewing); // from now on forks are seen
}

own_core::~own_core()
{
    if (generation_ == fork_generation) {
        core_->release();
    } else {
        std::lock_guard<fork_safe_mutex> const lock(renewing);
        leak(std::move(core_));
    }
}

std::shared_ptr<sender_core> own_core::make() const
{
    return std::make_shared<sender_core>(config_, make_engine_, at_exit_);
}

void own_core::keep_room() noexcept
{
    keeps_room_ = true;
    get().keep_room();
}

sender_core& own_core::renewed() noexcept
{
    for (;; ::sched_yield()) { // until there is memory for it: there is nobody else who could count an event
        try {
            std::lock_guard<fork_safe_mutex> const lock(renewing);
            if (generation_ == fork_generation)
                return *core_;
            auto fresh = make();
            if (keeps_room_)
                fresh->keep_room();
            if (at_exit_ == sender_core::at_exit::leave)
                fresh->begin_close(sender_core::clock::now()); // the user's executor is the parent's
            leak(std::exchange(core_, std::move(fresh)));
            generation_.store(fork_generation, std::memory_order_release);
            return *core_;
        } catch (std::exception const&) {
        }
    }
}

} // namespace log_fluentd::detail
