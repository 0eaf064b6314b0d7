// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/executor_engine.hpp"

#include "net/driver.hpp"

#include <mutex>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// The way to a driver until that has ended. From then on only the driver's own handlers keep it, and they go
/// with the context at the latest.
class executor_engine : public engine, public std::enable_shared_from_this<executor_engine>
{
public:
    void start(boost::asio::any_io_executor executor, std::shared_ptr<buffer> source,
               sender_config const& config, engine_events events)
    {
        events.on_end = [on_end = std::move(events.on_end), self = weak_from_this()] {
            if (auto const me = self.lock())
                me->let_go();
            on_end();
        };
        driver_ = std::make_shared<driver>(std::move(executor), std::move(source), config, std::move(events));
    }

    void wake() noexcept override
    {
        with_driver([](driver& d) { d.wake(); });
    }
    void hurry() noexcept override
    {
        with_driver([](driver& d) { d.hurry(); });
    }
    bool close(clock::time_point deadline) noexcept override
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (!driver_)
            return true;
        if (!driver_->close(deadline))
            return false;
        // From here on the driver's own handlers keep it, and they go with the context, should nobody run
        // that.
        closing_ = std::exchange(driver_, nullptr);
        return true;
    }
    bool report(diagnostic what) noexcept override
    {
        bool told = false;
        with_driver([&](driver& d) { told = d.report(std::move(what)); });
        return told;
    }
    bool runs_here() const noexcept override
    {
        std::lock_guard<std::mutex> lock(mutex_);
        auto const closing = closing_.lock();
        return (driver_ && driver_->runs_here()) || (closing && closing->runs_here());
    }
    void join() noexcept override {}

private:
    // Under the lock, not with a reference of its own: that could be the last one, after the context's end.
    template <typename Function>
    void with_driver(Function f) noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (driver_)
            f(*driver_);
        else if (auto const closing = closing_.lock())
            f(*closing);
    }

    void let_go() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        driver_.reset();
    }

    mutable std::mutex mutex_;
    std::shared_ptr<driver> driver_;
    std::weak_ptr<driver> closing_;
};

} // namespace

std::shared_ptr<engine> make_executor_engine(boost::asio::any_io_executor executor,
                                             std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events)
{
    auto made = std::make_shared<executor_engine>();
    made->start(std::move(executor), std::move(source), config, std::move(events));
    return made;
}

} // namespace log_fluentd::detail
