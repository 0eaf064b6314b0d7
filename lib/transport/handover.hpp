// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_HANDOVER_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_HANDOVER_HPP_INCLUDED_

/// \file
/// How what a helper thread has found comes to the strand, should anybody still want it: the helper may hang,
/// and the executor's context be gone by then.

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/post.hpp>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <tuple>
#include <utility>

namespace log_fluentd::detail {

/// Something under way on a helper thread.
class helper_task
{
public:
    virtual ~helper_task() = default;
    /// The handler will not be called any more, and the executor not be touched.
    virtual void abandon() noexcept = 0;
};

/// Made for one result. Shared by the helper and who waits.
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

    /// Posts the handler, with the result.
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
    /// What the handler does may end the executor's context, which `complete` has in its hands until it
    /// returns.
    void wait_for_helper() { std::lock_guard<std::mutex> lock(mutex_); }

    std::mutex mutex_;
    std::optional<boost::asio::any_io_executor> executor_;
    handler handler_;
    bool is_abandoned_ = false;
};

} // namespace log_fluentd::detail

#endif
