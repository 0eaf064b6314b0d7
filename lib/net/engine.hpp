// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_NET_ENGINE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_NET_ENGINE_HPP_INCLUDED_

/// \file
/// What a sender needs to know of the network: that there is something which delivers.

#include "buffer/buffer.hpp"

#include <log_fluentd/config.hpp>

#include <functional>
#include <memory>

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
    /// it.
    virtual bool close(clock::time_point deadline) noexcept = 0;
    /// Tells `what` on the strand. \return whether it will: there was memory for it.
    virtual bool report(diagnostic what) noexcept = 0;
    /// Whether this thread runs the strand now.
    virtual bool runs_here() const noexcept = 0;
    /// Waits for the end of its thread, if it has one; only after `on_end`.
    virtual void join() noexcept = 0;
};

class tls_source;

/// What an engine has of its owner: how to tell it something, called on the strand where nothing else is
/// said, and what was made for it.
struct engine_events
{
    std::function<void(diagnostic const&)> on_diagnostic;
    /// All is delivered or given up, nothing runs any more, and what was OpenSSL's is freed. From the thread
    /// of its own, where there is one.
    std::function<void()> on_end;
    /// Null: the engine makes one, where TLS is spoken.
    std::shared_ptr<tls_source> tls;
};

/// Makes an engine; called when the first event is there.
using engine_factory =
    std::function<std::shared_ptr<engine>(std::shared_ptr<buffer>, sender_config const&, engine_events)>;

/// One with a thread of its own. Letting go of it does not wait for the thread.
std::shared_ptr<engine> make_threaded_engine(std::shared_ptr<buffer> source, sender_config const& config,
                                             engine_events events);

} // namespace log_fluentd::detail

#endif
