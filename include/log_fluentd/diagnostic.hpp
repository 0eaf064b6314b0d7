// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DIAGNOSTIC_HPP_INCLUDED_
#define LOG_FLUENTD_DIAGNOSTIC_HPP_INCLUDED_

/// \file
/// What the library reports about itself. It never uses Boost.Log for that.

#include <functional>
#include <string>
#include <system_error>

namespace log_fluentd {

/// What a diagnostic is about.
enum class diagnostic_kind
{
    /// A connection was made.
    connected,
    /// A connection could not be made; it will be tried again.
    connect_failed,
    /// A connection broke. What was on its way is resent.
    connection_lost,
    /// A server refused a chunk by closing the connection. The chunk is resent.
    refused,
    /// Chunks were resent.
    resent,
    /// A server refuses an event, because of its content or its size. The event was discarded.
    event_refused,
    /// The buffer is full, and events are rejected or wait for room. Reported once for each outage.
    buffer_full,
    /// Accepted events were discarded because the buffer is full (reported once for each outage) or at close.
    discarded,
    /// A value has a type that the library does not know. Reported once for each type.
    unknown_type,
    /// A setting has an effect that one would not expect.
    configuration,
    /// Delivery cannot begin because the system has no thread, descriptor or memory for it. Events wait in
    /// the buffer, and it is tried again, after 5 s at the latest. Reported once for each shortage.
    start_failed,
    // The names before. They go with version 0.3.
    retried [[deprecated("diagnostic_kind::resent")]] = resent,
    given_up [[deprecated("diagnostic_kind::event_refused")]] = event_refused,
    dropped [[deprecated("diagnostic_kind::discarded")]] = discarded,
};

/// A report of one thing that happened.
struct diagnostic
{
    /// What it is about.
    diagnostic_kind kind = diagnostic_kind::connected;
    /// A whole sentence, which names the server and a remedy, and never contains a secret.
    std::string message;
    /// The error that caused it, or none.
    std::error_code error;
};

/// Receives diagnostics. It is called on the sender's strand, one call at a time. It must not wait, because
/// delivery waits for it. It may call `emit` and log through Boost.Log, but this sender rejects such an event
/// (`rejection::reentrant`). An exception that it throws is caught and counted
/// (`statistics::handler_errors`).
///
/// If the system has no thread for the strand, a line on standard error says so at once, and the handler is
/// called with it as soon as there is a thread, or else by `sender::close` or the end of the process, on
/// their thread.
/// \par Lifetime
/// The handler may be called after the sender was destroyed, until delivery has ended. `sender::close` waits
/// for that. What the handler captures must live as long.
using diagnostic_handler = std::function<void(diagnostic const&)>;

} // namespace log_fluentd

#endif
