// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SENDER_OVERFLOW_CALLER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SENDER_OVERFLOW_CALLER_HPP_INCLUDED_

/// \file
/// Brings what was given up to the user's overflow handler.

#include "buffer/buffer.hpp"

#include <log_fluentd/overflow.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

/// Has a thread of its own for the handler, from the first event that is given up to the end of the sender.
/// All members may be called from any thread; none but `join` waits.
class overflow_caller : public std::enable_shared_from_this<overflow_caller>
{
public:
    overflow_caller(overflow_handler handler, std::shared_ptr<buffer> source);
    /// Does not wait for the thread.
    ~overflow_caller();
    overflow_caller(overflow_caller const&) = delete;
    overflow_caller& operator=(overflow_caller const&) = delete;

    /// Something was given up.
    void wake() noexcept;
    /// Nothing will be given up any more. `on_end`, if there is one, is called when the handler has taken
    /// all, or can not any more; maybe before this returns. Only the first call counts.
    void finish(std::function<void()> on_end) noexcept;
    /// Whether this thread is the handler's.
    bool runs_here() const noexcept;
    /// Waits for the end of the thread; only after `on_end`, and not on that thread.
    void join() noexcept;

private:
    void start_locked() noexcept;
    void run() noexcept;
    void call(amount content, errc reason) noexcept;

    overflow_handler const handler_;
    std::shared_ptr<buffer> const buffer_;
    std::string tag_;     // of the call, as are
    std::string entries_; // these: slabs are not in one piece

    std::mutex mutex_;
    std::thread thread_;
    std::function<void()> on_end_;
    std::atomic<bool> started_{false};
    bool finishing_ = false;
    bool ended_ = false;
};

/// Ends the handler's thread at the latest when the last copy of this goes: an executor's context may be
/// destroyed with work undone.
class overflow_end
{
public:
    explicit overflow_end(std::shared_ptr<overflow_caller> caller) : caller_(std::move(caller)) {}
    ~overflow_end() { caller_->finish({}); }
    overflow_end(overflow_end const&) = delete;
    overflow_end& operator=(overflow_end const&) = delete;

private:
    std::shared_ptr<overflow_caller> caller_;
};

} // namespace log_fluentd::detail

#endif
