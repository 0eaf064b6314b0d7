// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "fork/standard_streams.hpp"
#include "net/driver.hpp"
#include "net/engine.hpp"
#include "net/thread.hpp"
#include "net/tls.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <mutex>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;

namespace {

/// A driver and the thread that runs it. The thread keeps what it needs; this is only the way to it.
class threaded_engine : public engine
{
public:
    threaded_engine(std::shared_ptr<buffer> source, sender_config const& config, engine_events events)
    {
        standard_streams_held const streams;
        context_ = std::make_shared<asio::io_context>(1);
        auto work = std::make_shared<work_guard>(context_->get_executor());
        auto on_end = std::exchange(events.on_end, [work] { work->reset(); });
        driver_ =
            std::make_shared<driver>(context_->get_executor(), std::move(source), config, std::move(events));
        thread_ = start_thread("log_fluentd",
                               [context = context_, keep = driver_, on_end = std::move(on_end)]() mutable {
                                   context->run(); // until the driver has ended
                                   // Who has been told of the end may end the process, and OpenSSL, without
                                   // waiting for this thread.
                                   keep->forget_tls();
                                   forget_openssl_on_this_thread();
                                   on_end();
                                   on_end = nullptr;
                                   keep.reset(); // before the context that it lives on
                               });
    }
    ~threaded_engine() override
    {
        if (thread_.joinable())
            thread_.detach();
    }

    void wake() noexcept override { driver_->wake(); }
    void hurry() noexcept override { driver_->hurry(); }
    bool close(clock::time_point deadline) noexcept override { return driver_->close(deadline); }
    bool report(diagnostic what) noexcept override { return driver_->report(std::move(what)); }
    bool runs_here() const noexcept override { return driver_->runs_here(); }

    void join() noexcept override
    {
        std::lock_guard<std::mutex> lock(joining_);
        if (thread_.joinable())
            thread_.join();
    }

private:
    using work_guard = asio::executor_work_guard<asio::io_context::executor_type>;

    std::shared_ptr<asio::io_context> context_; // first, to outlive the driver
    std::shared_ptr<driver> driver_;
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
