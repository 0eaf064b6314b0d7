// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Passes the result of a helper thread to the strand, if it is still wanted: the helper may hang until the
/// context of the executor is gone.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace log_fluentd::detail {

/// Work of a helper thread.
class helper_task
{
public:
    virtual ~helper_task() = default;
    /// The handler will not be called, and the executor not be used, any more.
    virtual void abandon() noexcept = 0;
};

/// One result, shared by the helper thread and whoever waits for it.
template <typename... Result>
class handover : public helper_task, public std::enable_shared_from_this<handover<Result...>>
{
public:
    using handler = std::function<void(Result...)>;

    handover(boost::asio::any_io_executor executor, handler done)
        : executor_(std::move(executor)),
          handler_(std::move(done))
    {}

    void abandon() noexcept override
    {
        std::lock_guard<std::mutex> lock(mutex_);
        executor_.reset();
        handler_ = nullptr;
        is_abandoned_ = true;
    }
    bool is_abandoned() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        return is_abandoned_;
    }

    /// Posts the handler with the result.
    void complete(Result... result)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (!executor_)
            return;
        auto const executor = *std::exchange(executor_, std::nullopt);
        boost::asio::post(executor, [self = this->shared_from_this(), done = std::exchange(handler_, nullptr),
                                     all = std::make_tuple(std::move(result)...)]() mutable {
            self->wait_for_helper();
            std::apply(done, std::move(all));
        });
    }

private:
    /// Waits until `complete` has returned: the handler may destroy the context of the executor, which
    /// `complete` is still using.
    void wait_for_helper() { std::lock_guard<std::mutex> lock(mutex_); }

    std::mutex mutex_;
    std::optional<boost::asio::any_io_executor> executor_;
    handler handler_;
    bool is_abandoned_ = false;
};

} // namespace log_fluentd::detail
