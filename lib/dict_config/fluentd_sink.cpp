// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/fluentd_sink.hpp"

#include "sender/own_core.hpp"
#include "sink/severity_filter.hpp"

#include <boost/config.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/make_shared.hpp>
#include <boost/weak_ptr.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <new>
#include <thread>
#include <utility>

namespace log_fluentd::detail {

namespace {

namespace sinks = boost::log::sinks;
using clock = sender_core::clock;

/// A `sink_backend` that can be let go of while its sink is still known to records.
class fluentd_backend : public sinks::basic_sink_backend<
                            sinks::combine_requirements<sinks::concurrent_feeding, sinks::flushing>::type>
{
public:
    fluentd_backend(boost::shared_ptr<sink_backend> backend, sink_config config)
        : backend_(std::move(backend)),
          in_use_(backend_.get()),
          sender_(backend_->sender()),
          config_(std::move(config))
    {
        config_.sender = backend_->sender()->config();
    }

    void consume(boost::log::record_view const& record)
    {
        if (auto* const backend = in_use_.load(std::memory_order_acquire); BOOST_LIKELY(backend != nullptr))
            backend->consume(record);
        else
            consume_late(record);
    }

    void flush()
    {
        if (auto* const backend = in_use_.load(std::memory_order_acquire))
            backend->flush();
    }

    std::weak_ptr<log_fluentd::sender> const& sender() const noexcept { return sender_; }
    /// Each record from now on is late. \return false when that was so before.
    bool stop() noexcept { return in_use_.exchange(nullptr) != nullptr; }
    /// No record may be in `consume` that came before `stop`.
    void let_go() noexcept { backend_.reset(); }

private:
    [[gnu::noinline, gnu::cold]] void consume_late(boost::log::record_view const& record) const
    {
        severity_doubts_are_told const when_parsed;
        if (auto shared = sender_.lock())
            sink_backend(std::move(shared), config_).consume(record);
        else
            sink_backend(config_).consume(record); // its sender delivers it in the background
    }

    boost::shared_ptr<sink_backend> backend_;
    std::atomic<sink_backend*> in_use_;
    std::weak_ptr<log_fluentd::sender> const sender_;
    sink_config config_;
};

using fluentd_sink = sinks::unlocked_sink<fluentd_backend>;

class fluentd_life final : public handler_life
{
public:
    explicit fluentd_life(boost::shared_ptr<fluentd_sink> const& of)
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
        if (auto const owner = sender_.lock()) { // it is somebody else's too
            core_.reset();
            static_cast<void>(owner->flush(std::chrono::milliseconds(0))); // open chunks may have hours to go
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
    /// Whether nobody but the caller and the list of retired sinks holds the sink: Boost.Log does so while it
    /// passes a record to it.
    static bool is_unused(boost::shared_ptr<fluentd_sink> const& sink) noexcept
    {
        if (sink.use_count() > 2)
            return false;
        auto const counted = sink; // what others did before they counted down has happened before this
        return true;
    }

    static bool wait_unused(boost::shared_ptr<fluentd_sink> const& sink) noexcept
    {
        constexpr std::chrono::seconds most{1}; // a record may wait for room in the buffer
        for (auto const deadline = clock::now() + most; !is_unused(sink); std::this_thread::yield())
            if (clock::now() > deadline)
                return false;
        return true;
    }

    /// The parent's, in a child: locked for ever, maybe, and not to be destroyed.
    void leak() noexcept
    {
        using pointer = std::shared_ptr<sender_core>;
        alignas(pointer) static char place[sizeof(pointer)];
        new (place) pointer(std::move(core_));
    }

    boost::weak_ptr<fluentd_sink> sink_;
    std::weak_ptr<sender> sender_;
    std::shared_ptr<sender_core> core_; // that closes
    unsigned generation_ = 0;           // of forks, when it began to
    clock::time_point latest_{};
};

} // namespace

made_sink make_fluentd_sink(boost::shared_ptr<sink_backend> backend, sink_config config)
{
    auto const sink = boost::make_shared<fluentd_sink>(
        boost::make_shared<fluentd_backend>(std::move(backend), std::move(config)));
    return {sink, std::make_shared<fluentd_life>(sink)};
}

} // namespace log_fluentd::detail
