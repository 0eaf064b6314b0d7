// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What a sender is made of: the buffer, the engine that empties it, and the way from one to the other.

#include "buffer/buffer.hpp"
#include "engine/engine.hpp"
#include "msgpack/scratch.hpp"
#include "os/wait_list.hpp"
#include "sender/discard_caller.hpp"
#include "sender/last_error.hpp"
#include "sender/reporter.hpp"
#include "sender/start_trouble.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/config.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <system_error>

namespace log_fluentd::detail {

/// All members may be called from any thread.
class sender_core final : public std::enable_shared_from_this<sender_core>, public discard_owner
{
public:
    using clock = buffer::clock;

    /// Whether the end of the process waits for delivery: only where the thread is ours.
    enum class at_exit
    {
        deliver,
        leave
    };

    /// Now and so much longer; the past counts as now.
    static clock::time_point after(std::chrono::milliseconds timeout) noexcept;

    /// With this as `buffer_config::limit` there is no buffer: every event is rejected for want of memory,
    /// and none takes any.
    static constexpr std::size_t takes_none = slab_pool::slab_size;

    sender_core(sender_config config, engine_factory make_engine, at_exit exit);

    /// Takes an encoded event. With a waiter, `wait_delivered` must follow. Under `overflow_policy::block` it
    /// may wait, until `latest` at the latest.
    /// \return why it was rejected, if it was.
    std::optional<rejection> put(std::string_view label, scratch const& event, put_options options = {},
                                 clock::time_point latest = clock::time_point::max()) noexcept
    {
        bool const is_usual = options.is_usual() && event.report.empty();
        if (BOOST_LIKELY(is_usual && buffer_->put_quickly(label, event.data(), event.size())))
            return std::nullopt;
        return put_slowly(label, event, options, latest);
    }
    /// From now on a part of the buffer is kept for events that are put with `put_options::kept`.
    void keep_room() noexcept { buffer_->keep_room(); }
    /// Counts an event that could not be encoded.
    void count_rejected(rejection reason) noexcept { buffer_->count_rejected(reason); }
    /// The same for an event that came in the middle of another one's call, as a signal handler's may:
    /// without a lock.
    void count_reentrant() noexcept { buffer_->ledger().count_reentrant(); }
    /// Rejects an encoded event that is too large.
    std::optional<rejection> reject_too_large(std::string_view label, scratch const& event) noexcept;
    /// Counts what `other` has rejected, in place of it.
    void take_rejected(sender_core& other) noexcept;
    void forget_rejected() noexcept;
    bool is_closed() const noexcept { return buffer_->refuses_new(); }
    /// A record got the fallback tag.
    void count_fallback_tag() noexcept;
    /// Tells `what` on the strand, if that runs. \return whether it will be told.
    bool report(diagnostic what) noexcept;
    /// The same, and starts the strand for it: for what is wrong before there is an event.
    /// With `takes_none` it does neither.
    bool report_starting(diagnostic what) noexcept;
    /// Waits until the chunk that an event was put into is delivered. \return none when it is.
    std::error_code wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept;

    drain_result flush(std::chrono::milliseconds timeout) noexcept;
    drain_result close(std::chrono::milliseconds timeout) noexcept;
    /// Begins to close, and returns. Where there is no thread to deliver what waits, it is discarded.
    void close_soon(clock::time_point deadline) noexcept;

    /// Begins to close. Only the first deadline counts. \return whether that has begun: false where there is
    /// no thread yet to deliver what waits. `end_close` then.
    bool begin_close(clock::time_point deadline) noexcept;
    /// Begins to close as soon as there is a thread; discards what waits where there is none until the
    /// deadline. On a thread that may call the diagnostic handler.
    void end_close(clock::time_point deadline) noexcept;
    /// Waits for the end, and for the end of the threads; on the discard handler's own thread, only for that
    /// of the strand.
    bool wait_ended(clock::time_point deadline) noexcept;
    /// No call of the discard handler begins any more.
    void abandon_discards() noexcept { buffer_->handing_over().abandon(); }
    /// Whether this thread is the strand's.
    bool runs_here() const noexcept;

    /// Whether all its locks could be had before `latest`; see `can_be_had`.
    bool can_be_locked(clock::time_point latest) noexcept;

    /// What the system has too little of for delivery to begin; none: nothing.
    std::error_code start_error() const noexcept { return trouble_.error(); }
    log_fluentd::statistics statistics() const
    {
        return is_left_at_exit ? log_fluentd::statistics() : buffer_->statistics();
    }
    sender_config const& config() const noexcept { return config_; }
    /// For `remember_rejection` and its like.
    std::uint64_t number() const noexcept { return number_; }

private:
    std::optional<rejection> taken(put_result const& result, encode_report const& report) noexcept
    {
        if (result.wake)
            wake();
        if (report.unknown_types)
            report_unknown_types(report);
        if (!running_.load(std::memory_order_relaxed) && result.rejected != rejection::closed)
            start_when_due();
        return result.rejected;
    }
    [[gnu::noinline]] std::optional<rejection> put_slowly(std::string_view label, scratch const& event,
                                                          put_options options,
                                                          clock::time_point latest) noexcept;
    std::optional<rejection> put_when_there_is_room(std::string_view label, scratch const& event,
                                                    put_options options, clock::time_point latest) noexcept;
    void wake() noexcept;
    void hurry() noexcept;
    engine* start() noexcept;
    engine* start_when_due() noexcept;
    bool start_before(clock::time_point deadline) noexcept;
    engine* start_locked() noexcept;
    amount discarded_before_flush() noexcept;
    engine_events events();
    enum class handler_may_be_called
    {
        no,
        yes
    };
    void report_failed_start(std::unique_lock<std::mutex>& lock) noexcept;
    void discard_start_failed(std::error_code error) noexcept;
    void report_trouble(std::error_code error, handler_may_be_called may_be) noexcept;
    void report(diagnostic_kind kind, std::string message, std::error_code error,
                handler_may_be_called may_be) noexcept;
    void report_unreported() noexcept;
    void begun() noexcept;
    void register_at_exit();
    void discard_here(handler_may_be_called may_be) noexcept;
    void discard_and_end(handler_may_be_called may_be) noexcept;
    void strand_ended() noexcept;
    void overflow_ended() noexcept override { ended(); }
    void ended() noexcept;
    bool handler_runs_here() const noexcept { return overflow_ && overflow_->runs_here(); }
    void report_unknown_types(encode_report const& found) noexcept;

    sender_config const config_;
    engine_factory const make_engine_;
    at_exit const at_exit_;
    bool const may_wait_ = config_.buffer.overflow == overflow_policy::block;
    std::shared_ptr<buffer> const buffer_;
    std::shared_ptr<reporter> const reporter_;
    std::shared_ptr<discard_caller> const overflow_; // null: there is no handler
    std::uint64_t const number_ = make_sender_number();

    std::atomic<engine*> running_{nullptr}; // engine_, for those without the lock

    std::mutex mutex_;
    wait_list ended_changed_;
    std::shared_ptr<engine> engine_;
    start_trouble trouble_;
    std::error_code to_report_;            // of a start that failed
    std::optional<diagnostic> unreported_; // there was no thread to call the handler on
    bool registered_ = false;
    bool closing_ = false;
    bool strand_ended_ = false;
    bool ended_ = false;
};

} // namespace log_fluentd::detail
