// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sender/own_core.hpp"

#include "sender/process.hpp"

#include <exception>
#include <mutex>
#include <new>
#include <utility>

namespace log_fluentd::detail {

namespace {

fork_safe_mutex renewing;

/// Never destroys the core: it may be the parent's, with locks that nobody will unlock. Requires the lock.
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
      generation_(fork_generation.load()),
      standby_(make_standby())
{
    std::lock_guard<fork_safe_mutex> const known(renewing); // forks are noticed from now on
}

own_core::~own_core()
{
    no_cancellation const later;
    bool const is_own = generation_ == fork_generation;
    constexpr std::chrono::seconds patience{1};
    if (is_own ? !can_be_locked_or_left(*core_)
               : !renewing.can_be_had(sender_core::clock::now() + patience)) {
        alignas(std::shared_ptr<sender_core>) char kept[sizeof(core_)];
        new (kept) std::shared_ptr<sender_core>(std::move(core_)); // never destroyed
        return;
    }
    if (is_own) {
        core_->close_soon(sender_core::after(config_.close_timeout));
        core_.reset();
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

std::shared_ptr<sender_core> own_core::make_standby() const
{
    auto config = config_;
    config.buffer.limit = sender_core::takes_none;
    config.on_discard = nullptr;
    return std::make_shared<sender_core>(std::move(config), make_engine_, at_exit_);
}

/// Requires the lock.
sender_core& own_core::standby() noexcept
{
    if (std::exchange(standby_generation_, fork_generation) != fork_generation)
        standby_->forget_rejected(); // counted by this child's parent
    return *standby_;
}

/// A failed attempt is repeated, at a bounded rate.
sender_core& own_core::renewed() noexcept
{
    std::lock_guard<fork_safe_mutex> const lock(renewing);
    if (generation_ == fork_generation)
        return *core_;
    auto& rejecting = standby();
    if (rejecting.is_closed() || !no_memory_.is_due())
        return rejecting;
    try {
        auto fresh = make();
        if (keeps_room_)
            fresh->keep_room();
        fresh->take_rejected(rejecting);
        if (at_exit_ == sender_core::at_exit::leave)
            fresh->close_soon(sender_core::clock::now()); // the user's executor is the parent's
        leak(std::exchange(core_, std::move(fresh)));
        generation_.store(fork_generation, std::memory_order_release);
        return *core_;
    } catch (std::exception const&) {
        no_memory_.failed(std::make_error_code(std::errc::not_enough_memory));
        return rejecting;
    }
}

} // namespace log_fluentd::detail
