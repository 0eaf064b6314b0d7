// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The interface between a sender and the network: something that delivers.

#include "buffer/buffer.hpp"

#include <log_fluentd/sender_config.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <system_error>

namespace log_fluentd::detail {

/// Delivers what is in a buffer, on a strand. All members except `join` may be called on any thread and do
/// not wait.
class engine
{
public:
    using clock = buffer::clock;

    virtual ~engine() = default;

    /// There is something to do.
    virtual void wake() noexcept = 0;
    /// Somebody waits for delivery.
    virtual void hurry() noexcept = 0;
    /// Delivers until the deadline, discards the rest, and ends. With a thread of its own it allocates
    /// nothing, and holds Asio's locks only for a moment.
    /// \returns whether it will do so, that is, whether there was memory for it.
    virtual bool close(clock::time_point deadline) noexcept = 0;
    /// Reports `what` on the strand.
    /// \returns whether it will do so, that is, whether there was memory for it.
    virtual bool report(diagnostic what) noexcept = 0;
    /// Whether this thread runs the strand now.
    virtual bool runs_here() const noexcept = 0;
    /// Waits for the end of its thread, if it has one. Only after `on_end`.
    virtual void join() noexcept = 0;
    /// Whether its locks are free before `latest`; see `can_be_had`.
    virtual bool can_be_locked(clock::time_point latest) noexcept = 0;
};

class tls_source;

/// What an engine gets from its owner: functions by which it reports, and TLS material. Unless they say
/// otherwise, the functions are called on the strand, or on the thread that becomes the strand.
struct engine_events
{
    std::function<void(diagnostic const&)> on_diagnostic;
    /// The strand cannot begin yet, because the system has too little of something. It is tried again
    /// automatically.
    std::function<void(std::error_code)> on_start_failed;
    /// Tries again what failed elsewhere because the system had too little of something; called as the strand
    /// goes on.
    /// \returns when to call it again even if nothing happens; nothing if that is not needed.
    std::function<std::optional<engine::clock::time_point>()> look_after;
    /// The strand has begun.
    std::function<void()> on_start;
    /// The engine was closed, and its time ended before the strand could begin, so nobody will deliver what
    /// waits. `on_end` follows.
    std::function<void()> on_no_start;
    /// Everything is delivered or discarded, nothing runs any more, and OpenSSL's data are freed. It is
    /// called on the engine's own thread, if there is one.
    std::function<void()> on_end;
    /// If null, the engine makes one if TLS is used.
    std::shared_ptr<tls_source> tls;
};

/// Makes an engine. It is called with the first event.
using engine_factory =
    std::function<std::shared_ptr<engine>(std::shared_ptr<buffer>, sender_config const&, engine_events)>;

/// Makes an engine with a thread of its own. Its destructor does not wait for the thread. Only the thread is
/// made here; everything else is made on that thread, which tries again if the system has too few descriptors
/// or too little memory.
/// \throws std::system_error if there is no thread; std::bad_alloc.
std::shared_ptr<engine> make_threaded_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events);

} // namespace log_fluentd::detail
