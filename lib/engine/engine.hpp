// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_ENGINE_ENGINE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_ENGINE_ENGINE_HPP_INCLUDED_

/// \file
/// What a sender needs to know of the network: that there is something which delivers.

#include "buffer/buffer.hpp"

#include <log_fluentd/sender_config.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <system_error>

namespace log_fluentd::detail {

/// Delivers what is in a buffer, on a strand. All members but `join` may be called from any thread and do not
/// wait.
class engine
{
public:
    using clock = buffer::clock;

    virtual ~engine() = default;

    /// There is something to do.
    virtual void wake() noexcept = 0;
    /// Somebody waits for delivery.
    virtual void hurry() noexcept = 0;
    /// Delivers until the deadline, gives up the rest, ends. \return whether it will: there was memory for
    /// it. With a thread of its own it takes none, and none of Asio's locks but for a moment.
    virtual bool close(clock::time_point deadline) noexcept = 0;
    /// Tells `what` on the strand. \return whether it will: there was memory for it.
    virtual bool report(diagnostic what) noexcept = 0;
    /// Whether this thread runs the strand now.
    virtual bool runs_here() const noexcept = 0;
    /// Waits for the end of its thread, if it has one; only after `on_end`.
    virtual void join() noexcept = 0;
    /// Whether its locks could be had before `latest`; see `can_be_had`.
    virtual bool can_be_locked(clock::time_point latest) noexcept = 0;
};

class tls_source;

/// What an engine has of its owner: how to report to it, called on the strand, or on the thread that is to be
/// it, where nothing else is said; and what was made for it.
struct engine_events
{
    std::function<void(diagnostic const&)> on_diagnostic;
    /// The strand cannot begin yet: the system has too little of something. It is tried again by itself.
    std::function<void(std::error_code)> on_start_failed;
    /// Looks after what the system had too little of elsewhere, as the strand goes on. \return when to call
    /// it again though nothing happens; none: there is nothing to look after.
    std::function<std::optional<engine::clock::time_point>()> look_after;
    /// The strand has begun.
    std::function<void()> on_start;
    /// It was closed, and the time is over, before the strand could begin: what waits is nobody's to deliver.
    /// `on_end` follows.
    std::function<void()> on_no_start;
    /// All is delivered or given up, nothing runs any more, and what was OpenSSL's is freed. From the thread
    /// of its own, where there is one.
    std::function<void()> on_end;
    /// Null: the engine makes one, where TLS is spoken.
    std::shared_ptr<tls_source> tls;
};

/// Makes an engine; called when the first event is there.
using engine_factory =
    std::function<std::shared_ptr<engine>(std::shared_ptr<buffer>, sender_config const&, engine_events)>;

/// One with a thread of its own. Letting go of it does not wait for the thread. Only the thread is made here,
/// and on it all else: where there are too few descriptors, or is too little memory, it tries again.
/// \throws std::system_error when there is no thread, std::bad_alloc
std::shared_ptr<engine> make_threaded_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events);

} // namespace log_fluentd::detail

#endif
