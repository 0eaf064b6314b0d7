// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "engine/driver.hpp"
#include "engine/engine.hpp"
#include "os/standard_streams.hpp"
#include "os/thread.hpp"
#include "os/uninterrupted.hpp"
#include "transport/start_error.hpp"
#include "transport/tls.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// Makes Asio's list of timers as large as a driver may need, because there may be no memory for that later.
void make_room_for_timers(asio::io_context& context, std::size_t servers)
{
    std::vector<asio::steady_timer> timers;
    std::size_t const most = 8 + 4 * servers;
    timers.reserve(most);
    while (timers.size() < most) {
        timers.emplace_back(context, std::chrono::hours(1));
        timers.back().async_wait([](boost::system::error_code) {});
    }
    timers.clear();
    context.poll();
}

/// Everything that a thread needs to make a driver and run it. The thread itself is the strand.
class strand_thread
{
public:
    using clock = engine::clock;

    strand_thread(std::shared_ptr<buffer> source, sender_config const& config, engine_events events)
        : buffer_(std::move(source)),
          config_(config),
          events_(std::move(events))
    {}

    void run() noexcept
    {
        id_.store(std::this_thread::get_id());
        if (begin())
            run_driver();
        else if (events_.on_no_start)
            events_.on_no_start();
        // `on_end` may lead to the end of the process, and of OpenSSL, which does not wait for this thread.
        forget_openssl_on_this_thread();
        events_.on_end();
        events_ = {};
        id_.store({}); // a later thread may have it
    }

    bool runs_here() const noexcept { return id_.load() == std::this_thread::get_id(); }

    /// Null until the driver is made.
    driver* running() const noexcept { return running_.load(std::memory_order_acquire); }

    bool report(diagnostic what) noexcept
    {
        if (driver* const d = running())
            return d->report(std::move(what));
        try {
            std::unique_lock<std::mutex> lock(mutex_);
            if (!driver_) {
                first_reports_.push_back(std::move(what));
                return true;
            }
            lock.unlock();
            return driver_->report(std::move(what));
        } catch (std::exception const&) {
            return false;
        }
    }

    /// Another attempt to make the driver should follow soon.
    void hurry() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        is_hurried_ = true;
        changed_.notify_one();
    }

    /// Needs no memory: the thread itself informs the driver.
    void close(clock::time_point deadline) noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        close_at_ = deadline;
        changed_.notify_one();
        if (context_)
            context_->stop();
    }

    /// The same as `driver::wake`, but needs no memory.
    void look() noexcept
    {
        in_unseen_lock const asios;
        std::lock_guard<std::mutex> lock(mutex_);
        is_to_look_ = true;
        if (context_)
            context_->stop();
    }

    bool can_be_locked(clock::time_point latest) noexcept { return can_be_had(mutex_, latest); }

private:
    using work_guard = asio::executor_work_guard<asio::io_context::executor_type>;

    /// \returns whether there is a driver; false if there was none until the time to close was over.
    bool begin() noexcept
    {
        for (start_waits waits;;) {
            try {
                make();
                return true;
            } catch (std::exception const&) {
                if (events_.on_start_failed)
                    events_.on_start_failed(start_error());
            }
            if (!wait(waits.next()))
                return false;
        }
    }

    void make()
    {
        standard_streams_held const streams;
        auto context = std::make_shared<asio::io_context>(1);
        auto work = std::make_shared<work_guard>(context->get_executor());
        make_room_for_timers(*context, config_.servers.size());
        engine_events events;
        events.on_diagnostic = events_.on_diagnostic;
        events.on_start = events_.on_start;
        events.look_after = events_.look_after;
        events.on_end = [work] { work->reset(); };
        auto made = std::make_shared<driver>(context->get_executor(), buffer_, config_, std::move(events));
        std::lock_guard<std::mutex> lock(mutex_);
        context_ = std::move(context);
        driver_ = std::move(made);
        running_.store(driver_.get(), std::memory_order_release);
    }

    /// Waits before another attempt.
    /// \returns false if it was closed, and the time for that is over.
    bool wait(std::chrono::milliseconds time) noexcept
    {
        auto const now = clock::now();
        std::unique_lock<std::mutex> lock(mutex_);
        auto const closed_late = [&] { return close_at_ && clock::now() >= *close_at_; };
        auto const until = [&](std::chrono::milliseconds most) {
            return close_at_ ? std::min(now + most, *close_at_) : now + most;
        };
        // The number of attempts is bounded even at the end, and however often somebody hurries.
        while (!closed_late() && clock::now() < until(start_waits::first))
            changed_.wait_until(lock, until(start_waits::first));
        while (!closed_late() && !std::exchange(is_hurried_, false) && !close_at_ &&
               clock::now() < until(time))
            changed_.wait_until(lock, until(time));
        return !closed_late();
    }

    void run_driver() noexcept
    {
        if (!driver_->wake()) // earlier callers found no driver
            driver_->look();
        for (auto& what : std::exchange(first_reports_, {})) // nothing is added any more
            driver_->report(std::move(what));
        auto what = take_orders();
        do {
            if (what.look)
                driver_->look();
            if (what.close_at)
                driver_->close_here(*what.close_at);
            run_context();
            while (is_left_at_exit) // objects that this thread needs may be destroyed
                ::pause();
            what = take_orders();
        } while (what.close_at || what.look);
        driver_->forget_tls();
    }

    /// Runs until the driver has ended, `close`, or `look`. Without memory, Asio's own steps between two of
    /// our handlers, such as those of TLS, throw through it.
    void run_context() noexcept
    {
        for (;;) {
            try {
                context_->run();
                return;
            } catch (std::exception const&) {
                driver_->lost_a_step();
            }
        }
    }

    /// Requests to this thread, which need no memory.
    struct strand_orders
    {
        std::optional<clock::time_point> close_at;
        bool look = false;
    };

    strand_orders take_orders() noexcept
    {
        std::lock_guard<std::mutex> lock(mutex_);
        strand_orders const what{std::exchange(close_at_, std::nullopt), std::exchange(is_to_look_, false)};
        if (what.close_at || what.look)
            context_->restart();
        return what;
    }

    std::shared_ptr<buffer> const buffer_;
    sender_config const config_;
    engine_events events_;
    std::atomic<std::thread::id> id_{};
    std::atomic<driver*> running_{nullptr}; // driver_, for callers without the lock

    std::mutex mutex_;
    std::condition_variable changed_;
    bool is_hurried_ = false;
    bool is_to_look_ = false;
    std::vector<diagnostic> first_reports_; // before there is a driver
    std::optional<clock::time_point> close_at_;
    std::shared_ptr<asio::io_context> context_; // first, to outlive the driver
    std::shared_ptr<driver> driver_;
};

/// A thread with a driver. The thread owns what it needs; this only refers to it.
class threaded_engine : public engine
{
public:
    threaded_engine(std::shared_ptr<buffer> source, sender_config const& config, engine_events events)
        : strand_(std::make_shared<strand_thread>(std::move(source), config, std::move(events))),
          thread_(start_thread("log_fluentd", [strand = strand_] { strand->run(); }))
    {}
    ~threaded_engine() override
    {
        if (thread_.joinable())
            thread_.detach();
    }

    void wake() noexcept override
    {
        driver* const d = strand_->running();
        if (d && !d->wake())
            strand_->look();
    }
    void hurry() noexcept override
    {
        if (driver* const d = strand_->running())
            d->hurry();
        else
            strand_->hurry();
    }
    bool close(clock::time_point deadline) noexcept override
    {
        in_unseen_lock const asios;
        strand_->close(deadline);
        return true;
    }
    bool report(diagnostic what) noexcept override { return strand_->report(std::move(what)); }
    bool runs_here() const noexcept override { return strand_->runs_here(); }

    void join() noexcept override
    {
        no_cancellation const later;
        std::lock_guard<std::mutex> lock(joining_);
        if (thread_.joinable())
            thread_.join();
    }
    bool can_be_locked(clock::time_point latest) noexcept override
    {
        return strand_->can_be_locked(latest) && can_be_had(joining_, latest);
    }

private:
    std::shared_ptr<strand_thread> const strand_;
    std::mutex joining_;
    std::thread thread_;
};

} // namespace

std::shared_ptr<engine> make_threaded_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events)
{
    return std::make_shared<threaded_engine>(std::move(source), config, std::move(events));
}

} // namespace log_fluentd::detail
