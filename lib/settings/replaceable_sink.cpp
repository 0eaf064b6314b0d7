// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/replaceable_sink.hpp"

#include "base/diagnostics.hpp"
#include "sender/make_core.hpp"
#include "sender/own_core.hpp"
#include "sink/record_consumer.hpp"

#include <boost/make_shared.hpp>
#include <boost/weak_ptr.hpp>

#include <chrono>
#include <exception>
#include <new>
#include <string>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

namespace {

using clock = sender_core::clock;

class fluentd_life final : public sink_life
{
public:
    explicit fluentd_life(boost::shared_ptr<replaceable_sink> const& of)
        : sink_(of),
          sender_(of->locked_backend()->sender())
    {}

    bool retire() noexcept override
    {
        auto const sink = sink_.lock();
        if (!sink)
            return true;
        auto const backend = sink->locked_backend();
        if (backend->stop() ? !wait_unused(sink) : !is_unused(sink))
            return false;
        if (auto const owner = sender_.lock())
            core_ = detail_access::core(*owner).shared_from_this();
        backend->let_go();
        if (auto const owner = sender_.lock()) { // it has other users too
            core_.reset();
            static_cast<void>(owner->flush(std::chrono::milliseconds(0))); // open chunks may wait for hours
        } else if (core_) {
            latest_ = sender_core::after(core_->config().close_timeout);
            generation_ = fork_generation.load();
        }
        return true;
    }

    bool has_ended() noexcept override
    {
        if (core_ && generation_ != fork_generation.load())
            leak();
        if (core_ && core_->wait_ended(clock::time_point()))
            core_.reset();
        return !core_;
    }

    void wait_ended() noexcept override
    {
        if (core_ && !core_->runs_here())
            core_->wait_ended(latest_);
    }

private:
    /// Whether only the caller and the list of retired sinks hold the sink: Boost.Log holds it while it
    /// passes a record to it.
    static bool is_unused(boost::shared_ptr<replaceable_sink> const& sink) noexcept
    {
        if (sink.use_count() > 2)
            return false;
        // Counting orders what others did before their last release before this.
        [[maybe_unused]] auto const counted = sink; // NOLINT(performance-unnecessary-copy-initialization)
        return true;
    }

    static bool wait_unused(boost::shared_ptr<replaceable_sink> const& sink) noexcept
    {
        constexpr std::chrono::seconds most{1}; // a record may wait for room in the buffer
        for (auto const deadline = clock::now() + most; !is_unused(sink); std::this_thread::yield())
            if (clock::now() > deadline)
                return false;
        return true;
    }

    /// In a child, the core is the parent's: it may be locked forever, and must not be destroyed.
    void leak() noexcept
    {
        using pointer = std::shared_ptr<sender_core>;
        alignas(pointer) static char place[sizeof(pointer)];
        new (place) pointer(std::move(core_));
    }

    boost::weak_ptr<replaceable_sink> sink_;
    std::weak_ptr<sender> sender_;
    std::shared_ptr<sender_core> core_; // the one that closes
    unsigned generation_ = 0;           // the fork generation at the beginning
    clock::time_point latest_{};
};

} // namespace

replaceable_backend::replaceable_backend(boost::shared_ptr<sink_backend> backend, sink_config config)
    : backend_(std::move(backend)),
      in_use_(backend_.get()),
      sender_(backend_->sender()),
      config_(std::move(config))
{
    config_.sender = backend_->sender()->config();
}

void replaceable_backend::flush()
{
    if (auto* const backend = in_use_.load(std::memory_order_acquire))
        backend->flush();
}

void replaceable_backend::consume_late(boost::log::record_view const& record) const
{
    try {
        record_consumer late(config_);
        static_cast<void>(late.take_doubts()); // they were reported at set-up
        auto shared = sender_.lock();          // if null, a new sender delivers in the background
        late.use(shared ? std::move(shared) : make_sender(check_sender_of(config_)));
        late.consume(record);
    } catch (std::exception const& error) { // TLS files that are gone, or no memory
        report_to_stderr(
            {diagnostic_kind::configuration,
             std::string("A record that was logged while the configuration changed is lost: ") + error.what(),
             {}});
    }
}

boost::shared_ptr<replaceable_sink> make_replaceable_sink(boost::shared_ptr<sink_backend> backend,
                                                          sink_config config)
{
    return boost::make_shared<replaceable_sink>(
        boost::make_shared<replaceable_backend>(std::move(backend), std::move(config)));
}

std::shared_ptr<sink_life> make_life(boost::shared_ptr<replaceable_sink> const& of)
{
    return std::make_shared<fluentd_life>(of);
}

} // namespace log_fluentd::detail
