// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// An engine on an executor of the program's.

#include "engine/engine.hpp"
#include "os/fork.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace log_fluentd::detail {

/// The strand on the program's executor. It is made together with the sender: Asio 1.81 ends the program if
/// an allocation fails while a strand is made, which must not happen in a logging statement.
using user_strand = boost::asio::strand<boost::asio::any_io_executor>;

class executor_engine;

/// The program's executor, for as long as a sender may use it: until its engine, or the execution context,
/// has ended. A sender may easily outlive the context (as a member that is declared before it). It then finds
/// its engine ended: it rejects events, and those that were left are counted.
class executor_place : public std::enable_shared_from_this<executor_place>
{
public:
    /// \throws std::invalid_argument if the executor is empty; std::bad_alloc.
    static std::shared_ptr<executor_place> make(boost::asio::any_io_executor executor);

    explicit executor_place(boost::asio::any_io_executor executor) : strand_(std::move(executor)) {}

    /// Makes the engine, of which there is one.
    /// \throws std::exception if there is no memory, or the context has ended.
    std::shared_ptr<engine> make_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                        engine_events events);
    /// Calls `f` when the context ends, after the engine was ended, or at once if the context has ended
    /// already. If `may` returns false, neither happens: a signal has interrupted a call of the library. Must
    /// be called once, at the beginning.
    void on_context_end(std::function<bool()> may, std::function<void()> f);
    /// The context ends, and nobody runs it.
    void context_ends() noexcept;
    /// Whether there is an engine that has not ended.
    bool is_in_use() noexcept;

private:
    std::shared_ptr<executor_engine> take_engine() noexcept;

    own_process const process_;
    fork_safe_member_mutex mutex_;
    std::optional<user_strand> strand_;
    std::shared_ptr<executor_engine> engine_; // until it has ended
    std::function<bool()> may_end_;
    std::function<void()> on_end_;
    bool has_ended_ = false;
};

} // namespace log_fluentd::detail
