// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/executor_engine.hpp"

#include "engine/driver.hpp"
#include "os/standard_streams.hpp"
#include "os/uninterrupted.hpp"

#include <boost/asio/execution_context.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace asio = boost::asio;

/// Refers to a driver until the driver or the context has ended.
class executor_engine : public engine, public std::enable_shared_from_this<executor_engine>
{
public:
    void start(user_strand strand, std::shared_ptr<buffer> source, sender_config const& config,
               engine_events events)
    {
        events.on_end = [on_end = std::move(events.on_end), self = weak_from_this()] {
            if (auto const me = self.lock())
                me->let_go();
            on_end();
        };
        driver_ = std::make_shared<driver>(std::move(strand), std::move(source), config, std::move(events));
    }

    void wake() noexcept override { with_driver(&driver::wake); }
    void hurry() noexcept override { with_driver(&driver::hurry); }
    bool close(clock::time_point deadline) noexcept override
    {
        bool will = true; // it has ended
        with_driver([&](driver& d) { will = d.close(deadline); });
        return will;
    }
    bool report(diagnostic what) noexcept override
    {
        bool reported = false;
        with_driver([&](driver& d) { reported = d.report(std::move(what)); });
        return reported;
    }
    bool runs_here() const noexcept override
    {
        std::lock_guard<std::mutex> lock(mutex_);
        return is_here(driver_);
    }
    void join() noexcept override {}
    bool can_be_locked(clock::time_point latest) noexcept override { return can_be_had(mutex_, latest); }

    /// Nobody runs the context any more, now or later.
    void context_ends() noexcept
    {
        if (auto const last = take_driver())
            last->abandon();
    }

private:
    static bool is_here(std::shared_ptr<driver> const& d) noexcept
    {
        auto const* const strand = d ? d->strand().target<user_strand>() : nullptr;
        return strand && strand->running_in_this_thread();
    }

    // Locks instead of copying the reference: the copy could be the last one, after the end of the context.
    template <typename Function>
    void with_driver(Function f) noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        if (driver_)
            std::invoke(f, *driver_);
    }

    std::shared_ptr<driver> take_driver() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        return std::exchange(driver_, nullptr);
    }

    void let_go() noexcept { take_driver(); }

    mutable std::mutex mutex_;
    std::shared_ptr<driver> driver_;
};

namespace {

/// Knows the senders that use an execution context.
class places_of_context : public asio::execution_context::service
{
public:
    using key_type = places_of_context;
    static asio::execution_context::id id;

    explicit places_of_context(asio::execution_context& owner) : asio::execution_context::service(owner) {}

    void add(std::shared_ptr<executor_place> const& place)
    {
        std::lock_guard<fork_safe_mutex> const lock(mutex_);
        auto const is_done = [](auto const& one) { return one.use_count() == 1 && !one->is_in_use(); };
        places_.erase(std::remove_if(places_.begin(), places_.end(), is_done), places_.end());
        places_.push_back(place);
    }

private:
    void shutdown() override
    {
        std::vector<std::shared_ptr<executor_place>> places;
        {
            std::lock_guard<fork_safe_mutex> const lock(mutex_);
            places.swap(places_);
        }
        for (auto const& place : places)
            place->context_ends();
    }

    fork_safe_member_mutex mutex_;
    std::vector<std::shared_ptr<executor_place>> places_; // a sender that was released may still deliver
};

asio::execution_context::id places_of_context::id;

/// Makes the context create the services that a driver needs: the first event comes on any thread, and no
/// service may be added while the context ends. Our service is added after them, so its shutdown is called
/// before theirs.
void make_services(asio::any_io_executor const& executor)
{
    auto const strand = asio::make_strand(executor);
    asio::steady_timer const timer(strand);
    asio::generic::stream_protocol::socket const socket(strand);
}

} // namespace

std::shared_ptr<executor_place> executor_place::make(asio::any_io_executor executor)
{
    if (!executor)
        throw std::invalid_argument("the executor is empty; give that of an io_context or a thread_pool");
    standard_streams_held const streams; // the context may open descriptors of its own now
    make_services(executor);
    auto& context = asio::query(executor, asio::execution::context);
    auto made = std::make_shared<executor_place>(std::move(executor));
    asio::use_service<places_of_context>(context).add(made);
    return made;
}

std::shared_ptr<engine> executor_place::make_engine(std::shared_ptr<buffer> source,
                                                    sender_config const& config, engine_events events)
{
    std::lock_guard<fork_safe_mutex> const lock(mutex_);
    if (!strand_)
        throw std::system_error(std::make_error_code(std::errc::operation_canceled),
                                "the execution context has ended");
    standard_streams_held const streams;
    events.on_end = [on_end = std::move(events.on_end), self = weak_from_this()] {
        if (auto const place = self.lock())
            place->take_engine();
        on_end();
    };
    auto made = std::make_shared<executor_engine>();
    made->start(*strand_, std::move(source), config, std::move(events));
    engine_ = made;
    strand_.reset(); // the engine releases it at its end
    return made;
}

void executor_place::on_context_end(std::function<bool()> may, std::function<void()> f)
{
    {
        std::lock_guard<fork_safe_mutex> const lock(mutex_);
        if (!has_ended_) {
            may_end_ = std::move(may);
            on_end_ = std::move(f);
            return;
        }
    }
    f();
}

bool executor_place::is_in_use() noexcept
{
    std::lock_guard<fork_safe_mutex> const lock(mutex_);
    return engine_ != nullptr;
}

std::shared_ptr<executor_engine> executor_place::take_engine() noexcept
{
    std::lock_guard<fork_safe_mutex> const lock(mutex_);
    return std::exchange(engine_, nullptr);
}

void executor_place::context_ends() noexcept
{
    if (is_left_at_exit || (process_.is_this() && may_end_ && !may_end_()))
        return;
    no_cancellation const later;
    std::function<void()> on_end;
    {
        std::lock_guard<fork_safe_mutex> const lock(mutex_);
        has_ended_ = true;
        strand_.reset();
        on_end.swap(on_end_);
    }
    auto running = take_engine();
    if (!process_.is_this()) { // they belong to the parent, which may have been using them
        new auto(std::move(running));
        new auto(std::move(on_end));
        return;
    }
    if (running)
        running->context_ends();
    if (on_end)
        on_end();
}

} // namespace log_fluentd::detail
