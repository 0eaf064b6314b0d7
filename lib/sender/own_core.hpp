// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A sender's core, and another one in each forked child.

#include "os/fork.hpp"
#include "sender/sender_core.hpp"

#include <log_fluentd/sender_config.hpp>

#include <atomic>
#include <memory>

namespace log_fluentd::detail {

/// A forked child has no thread to deliver, and its parent's events and connections are not its own. So it
/// gets its own core at its first use of the sender, and leaves the parent's as it is, maybe in the middle of
/// something. Any thread may call any member.
class LOG_FLUENTD_DECL own_core
{
public:
    own_core(sender_config config, engine_factory make_engine, sender_core::at_exit exit);
    ~own_core();
    own_core& operator=(own_core&&) = delete;

    /// In a child without memory for a core, returns one that rejects and counts every event.
    sender_core& get() noexcept
    {
        if (generation_.load(std::memory_order_acquire) == fork_generation.load(std::memory_order_relaxed))
            return *core_;
        return renewed();
    }
    sender_config const& config() const noexcept { return config_; }
    /// See `sender_core::keep_room`. Applies to the cores of children too.
    void keep_room() noexcept;

private:
    std::shared_ptr<sender_core> make() const;
    std::shared_ptr<sender_core> make_standby() const;
    sender_core& standby() noexcept;
    [[gnu::noinline, gnu::cold]] sender_core& renewed() noexcept;

    sender_config const config_;
    engine_factory const make_engine_;
    sender_core::at_exit const at_exit_;
    std::atomic<bool> keeps_room_{false};
    std::shared_ptr<sender_core> core_;
    std::atomic<unsigned> generation_;

    // For a child without memory. Made while there is some; the process that made it does not use it.
    std::shared_ptr<sender_core> const standby_;
    unsigned standby_generation_ = 0; // the child that it counts for
    start_trouble no_memory_;
};

} // namespace log_fluentd::detail

namespace log_fluentd {

/// The library's own access to a sender.
struct detail_access
{
    static detail::sender_core& core(sender const& s) noexcept { return s.core_->get(); }
    static detail::own_core& own(sender const& s) noexcept { return *s.core_; }
    static std::shared_ptr<sender> make(std::unique_ptr<detail::own_core> core);
};

} // namespace log_fluentd
