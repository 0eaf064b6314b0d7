// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Hands discarded events to the user's discard handler.

#include "buffer/buffer.hpp"
#include "sender/start_trouble.hpp"

#include <log_fluentd/discard.hpp>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

/// The one who waits for the end of the handler's calls.
class discard_owner
{
public:
    /// The handler has received everything, or cannot receive any more.
    virtual void discards_ended() noexcept = 0;

protected:
    ~discard_owner() = default;
};

/// Has its own thread for the handler, from the first discarded event to the end of the sender. Any thread
/// may call any member; only `join` waits.
class discard_caller final : public std::enable_shared_from_this<discard_caller>, public discard_listener
{
public:
    /// Makes one that `source` calls for all that it discards from now on.
    static std::shared_ptr<discard_caller> make(discard_handler handler, std::shared_ptr<buffer> source);
    /// Does not wait for the thread.
    ~discard_caller();
    discard_caller& operator=(discard_caller&&) = delete;

    /// Starts the thread, unless it runs already.
    void discarded() noexcept override;
    /// Tries again if the system had no thread and something still waits. Does not lock if the thread runs.
    /// \returns when to call this again, or none if there is nothing to do.
    std::optional<start_trouble::clock::time_point> look_again() noexcept;
    /// Sets a function that is called once for each shortage, when the system has no thread for the handler.
    /// Any thread that discards calls it, without a lock.
    void on_start_failed(std::function<void(std::error_code)> f) noexcept;
    /// Nothing more will be discarded. Calls `owner` at the end, if there is one, maybe before this returns.
    /// Allocates nothing.
    void finish(std::weak_ptr<discard_owner> owner) noexcept;
    /// Whether this thread is the handler's.
    bool runs_here() const noexcept;
    /// Waits for the end of the thread. Call it only after the owner was called, and not on that thread.
    void join() noexcept;
    /// Whether its lock can be acquired before `latest`; see `can_be_had`.
    bool can_be_locked(std::chrono::steady_clock::time_point latest) noexcept
    {
        return can_be_had(mutex_, latest);
    }

private:
    discard_caller(discard_handler handler, std::shared_ptr<buffer> source);
    void start_locked() noexcept;
    void report_failed_start(std::unique_lock<std::mutex>& lock) noexcept;
    void run() noexcept;
    void call(amount content, errc reason) noexcept;

    discard_handler const handler_;
    std::shared_ptr<buffer> const buffer_;
    std::string tag_;     // memory for one call,
    std::string entries_; // as is this: slabs are not contiguous

    std::mutex mutex_;
    std::thread thread_;
    std::weak_ptr<discard_owner> owner_;
    std::atomic<bool> started_{false};
    start_trouble trouble_;
    std::error_code to_report_; // of a failed start
    std::function<void(std::error_code)> on_start_failed_;
    bool ended_ = false;
};

/// Ends the handler's thread at the latest when the last reference to this is gone: an executor's context may
/// be destroyed with unfinished work.
class discard_end
{
public:
    explicit discard_end(std::shared_ptr<discard_caller> caller) : caller_(std::move(caller)) {}
    ~discard_end()
    {
        if (armed_)
            caller_->finish({});
    }
    discard_end& operator=(discard_end&&) = delete;

    /// There is an engine. Until then, there may be another attempt. Only called with a reference held.
    void arm() noexcept { armed_ = true; }

private:
    std::shared_ptr<discard_caller> caller_;
    bool armed_ = false;
};

} // namespace log_fluentd::detail
