// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_ENGINE_EXECUTOR_ENGINE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_ENGINE_EXECUTOR_ENGINE_HPP_INCLUDED_

/// \file
/// An engine on the user's executor.

#include "engine/engine.hpp"
#include "os/fork.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/strand.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace log_fluentd::detail {

/// The strand on the user's executor. It is made where a sender is: Asio 1.81 takes a failed allocation in
/// the middle of that for the end of the program, which no logging statement may be.
using user_strand = boost::asio::strand<boost::asio::any_io_executor>;

class executor_engine;

/// The user's executor, for as long as a sender may use it: until its engine has ended, or the execution
/// context does. A sender that outlives the context, which is soon written (a member that is declared before
/// the context), then finds its engine ended: it rejects events, and those that were left are counted.
class executor_place : public std::enable_shared_from_this<executor_place>
{
public:
    /// \throws std::invalid_argument when there is no executor; std::bad_alloc
    static std::shared_ptr<executor_place> make(boost::asio::any_io_executor executor);

    explicit executor_place(boost::asio::any_io_executor executor) : strand_(std::move(executor)) {}

    /// Makes the one engine. \throws std::exception where there is no memory, or the context has ended
    std::shared_ptr<engine> make_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                        engine_events events);
    /// Has `f` called when the context ends, after the engine was ended; at once if it has. Neither where
    /// `may` says no: in the middle of a call of the library, which a signal has interrupted. Once, at the
    /// beginning.
    void on_context_end(std::function<bool()> may, std::function<void()> f);
    /// The context ends; nobody runs it.
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

#endif
