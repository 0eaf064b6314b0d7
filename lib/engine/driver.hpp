// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The Asio driver: does on a strand what `delivery` asks for.

#include "buffer/buffer.hpp"
#include "delivery/delivery.hpp"
#include "engine/connection.hpp"
#include "engine/engine.hpp"
#include "engine/handler_memory.hpp"
#include "engine/report_queue.hpp"
#include "os/fork.hpp"
#include "transport/start_error.hpp"

#include <log_fluentd/sender_config.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace log_fluentd::detail {

/// Owns the connections and the delivery state of one sender.
class driver final : private connection_owner, public std::enable_shared_from_this<driver>
{
public:
    using clock = engine::clock;

    /// \param strand An executor that runs one handler at a time.
    driver(boost::asio::any_io_executor strand, std::shared_ptr<buffer> source, sender_config config,
           engine_events events);

    // The same as in `engine`.
    /// \returns false if there is no memory. The next event tries again; `look` needs none.
    bool wake() noexcept;
    void hurry() noexcept;
    bool close(clock::time_point deadline) noexcept;
    bool report(diagnostic what) noexcept;
    boost::asio::any_io_executor const& strand() const noexcept { return strand_; }
    /// On the strand: Asio has thrown, so some handler will never be called.
    void lost_a_step() noexcept;
    /// On the strand: does what `wake` and `close` ask for. Allocates nothing.
    void look() noexcept;
    void close_here(clock::time_point deadline) noexcept;
    /// Ends at once, and discards what is left. For a strand that nothing runs, or ever will.
    void abandon() noexcept;
    /// Frees OpenSSL's data, after the end, when its thread has run all handlers.
    void forget_tls() noexcept;

private:
    using io_error = boost::system::error_code;

    template <typename Function>
    bool post(Function f) noexcept;
    template <typename Function>
    void run(Function f) noexcept;
    void on_wake();
    void on_hurry();
    std::shared_ptr<void> keep() override { return shared_from_this(); }
    bool ended() const noexcept override { return ended_ || !process_.is_this(); }
    void pump() override;
    void recover() noexcept override;
    void report(diagnostic_kind kind, std::string message, std::error_code error = {},
                std::size_t server = 0) override;
    void report(std::vector<diagnostic> const& reports);
    void report_full();
    void report_all();
    void seal_later();
    void compress_later();
    void give_back_later();
    void give_back();
    std::optional<clock::time_point> deadline();
    void wait_for_deadline();
    void begin_close(clock::time_point deadline);
    void wait_for_close();
    void go_on_later();
    void end_if_done();
    void end();
    void report_what_is_left();
    std::string servers() const;

    own_process const process_; // a child that runs the program's context runs nothing of the library
    boost::asio::any_io_executor strand_;
    std::shared_ptr<buffer> buffer_;
    sender_config const config_;
    engine_events events_;
    std::shared_ptr<tls_source> tls_; // null if TLS is not used
    report_queue reports_;
    delivery delivery_;
    std::vector<std::unique_ptr<connection>> connections_; // in the order of the configuration

    std::atomic<bool> wake_pending_{
        false}; // `wake` costs next to nothing while an earlier one is not answered
    std::atomic<bool> hurry_pending_{false}; // and nothing piles up on a strand that nobody runs
    boost::asio::steady_timer seal_timer_;
    boost::asio::steady_timer deadline_timer_;
    boost::asio::steady_timer close_timer_;
    boost::asio::steady_timer memory_timer_;
    boost::asio::steady_timer shortage_timer_;
    std::shared_ptr<handler_memory> const shortage_memory_ = std::make_shared<handler_memory>();
    start_waits shortage_waits_;
    bool seal_timer_runs_ = false;
    bool memory_timer_runs_ = false;
    bool shortage_timer_runs_ = false;
    bool compress_posted_ = false;
    std::optional<clock::time_point> deadline_;
    bool closing_ = false;
    clock::time_point close_deadline_{};
    bool close_timer_runs_ = false;
    bool out_of_time_ = false;
    bool abandoned_ = false;
    bool ended_ = false;
};

} // namespace log_fluentd::detail
