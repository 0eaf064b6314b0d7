// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The parts of a sender: the buffer, and the engine that empties it.

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

/// Any thread may call any member.
class LOG_FLUENTD_DECL sender_core final : public std::enable_shared_from_this<sender_core>,
                                           public discard_owner
{
public:
    using clock = buffer::clock;

    /// Whether the end of the process waits for delivery: only if the thread is the library's.
    enum class at_exit
    {
        deliver,
        leave
    };

    /// The time point `timeout` from now; a negative timeout counts as 0.
    static clock::time_point after(std::chrono::milliseconds timeout) noexcept;

    /// With this as `buffer_config::limit` there is no buffer: every event is rejected for lack of memory,
    /// and none allocates any.
    static constexpr std::size_t takes_none = slab_pool::slab_size;

    sender_core(sender_config config, engine_factory make_engine, at_exit exit);

    /// Accepts an encoded event. With a waiter, `wait_delivered` must follow. Under `overflow_policy::block`
    /// it may wait, but not after `latest`.
    /// \returns why it was rejected, if it was.
    std::optional<rejection> put(std::string_view label, scratch const& event, put_options options = {},
                                 clock::time_point latest = clock::time_point::max()) noexcept
    {
        bool const is_usual = options.is_usual() && event.report.empty();
        if (BOOST_LIKELY(is_usual && buffer_->put_quickly(label, event.data(), event.size())))
            return std::nullopt;
        return put_slowly(label, event, options, latest);
    }
    /// Reserves a part of the buffer for events put with `put_options::kept` from now on.
    void keep_room() noexcept { buffer_->keep_room(); }
    /// Counts an event that could not be encoded.
    void count_rejected(rejection reason) noexcept { buffer_->count_rejected(reason); }
    /// The same for an event that came in the middle of another one's call, as a signal handler's may. Does
    /// not lock.
    void count_reentrant() noexcept { buffer_->ledger().count_reentrant(); }
    /// Rejects an encoded event that is too large.
    std::optional<rejection> reject_too_large(std::string_view label, scratch const& event) noexcept;
    /// Counts the events that `other` has rejected, instead of `other`.
    void take_rejected(sender_core& other) noexcept;
    void forget_rejected() noexcept;
    bool is_closed() const noexcept { return buffer_->rejects_new(); }
    /// Counts a record that got the fallback tag.
    void count_fallback_tag() noexcept;
    /// Reports `what` on the strand, if that runs.
    /// \returns whether it will be reported.
    bool report(diagnostic what) noexcept;
    /// The same, but starts the strand if needed: for trouble before the first event. With `takes_none` it
    /// does neither.
    bool report_starting(diagnostic what) noexcept;
    /// Waits until the chunk of an event is delivered.
    /// \returns no error if it was.
    std::error_code wait_delivered(chunk_waiter& waiter, clock::time_point deadline) noexcept;

    drain_result flush(std::chrono::milliseconds timeout) noexcept;
    drain_result close(std::chrono::milliseconds timeout) noexcept;
    /// Begins to close, and returns. If there is no thread to deliver what waits, that is discarded.
    void close_soon(clock::time_point deadline) noexcept;

    /// Begins to close. Only the first deadline counts.
    /// \returns false if there is no thread yet to deliver what waits. Call `end_close` then.
    bool begin_close(clock::time_point deadline) noexcept;
    /// Begins to close as soon as there is a thread. If there is none until the deadline, discards what
    /// waits. Call it on a thread that may call the diagnostic handler.
    void end_close(clock::time_point deadline) noexcept;
    /// Waits for the end, and for the end of the threads. On the discard handler's own thread, waits for the
    /// end of the strand only.
    bool wait_ended(clock::time_point deadline) noexcept;
    /// Ends the calls of the discard handler: no new one begins.
    void abandon_discards() noexcept { buffer_->handing_over().abandon(); }
    /// Whether this thread is the strand's.
    bool runs_here() const noexcept;

    /// Whether all its locks can be acquired before `latest`; see `can_be_had`.
    bool can_be_locked(clock::time_point latest) noexcept;

    /// What the system lacks so that delivery cannot begin. No error if nothing is known to be lacking.
    std::error_code start_error() const noexcept { return trouble_.error(); }
    log_fluentd::statistics statistics() const
    {
        return is_left_at_exit ? log_fluentd::statistics() : buffer_->statistics();
    }
    sender_config const& config() const noexcept { return config_; }
    /// For `remember_rejection` and related functions.
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
    void discards_ended() noexcept override { ended(); }
    void ended() noexcept;
    bool handler_runs_here() const noexcept { return discards_ && discards_->runs_here(); }
    void report_unknown_types(encode_report const& found) noexcept;

    sender_config const config_;
    engine_factory const make_engine_;
    at_exit const at_exit_;
    bool const may_wait_ = config_.buffer.overflow == overflow_policy::block;
    std::shared_ptr<buffer> const buffer_;
    std::shared_ptr<reporter> const reporter_;
    std::shared_ptr<discard_caller> const discards_; // null if there is no handler
    std::uint64_t const number_ = make_sender_number();

    std::atomic<engine*> running_{nullptr}; // engine_, for callers without the lock

    std::mutex mutex_;
    wait_list ended_changed_;
    std::shared_ptr<engine> engine_;
    start_trouble trouble_;
    std::error_code to_report_;            // of a failed start
    std::optional<diagnostic> unreported_; // because there was no thread to call the handler on
    bool registered_ = false;
    bool closing_ = false;
    bool strand_ended_ = false;
    bool ended_ = false;
};

} // namespace log_fluentd::detail
