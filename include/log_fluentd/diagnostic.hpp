// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DIAGNOSTIC_HPP_INCLUDED_
#define LOG_FLUENTD_DIAGNOSTIC_HPP_INCLUDED_

/// \file
/// What the library tells about itself. It never does so through Boost.Log.

#include <functional>
#include <string>
#include <system_error>

namespace log_fluentd {

/// What a diagnostic is about.
enum class diagnostic_kind
{
    /// A connection stands.
    connected,
    /// A connection could not be made; it will be tried again.
    connect_failed,
    /// A connection broke; what was on the way goes again.
    connection_lost,
    /// A server has closed the connection over a chunk that it does not take; the chunk goes again.
    refused,
    /// Chunks were sent again.
    retried,
    /// A server refuses an event and takes others like it: the event was given up.
    given_up,
    /// Events were rejected because the buffer is full. Told once per outage.
    buffer_full,
    /// Accepted events were discarded: because the buffer is full (told once per outage), or at close.
    dropped,
    /// A value has a type that has no encoding; shown once per type.
    unknown_type,
    /// A setting has an effect that one would not expect.
    configuration,
    /// Delivery cannot begin: the system gives no thread, no descriptor or no memory for it. Events wait in
    /// the buffer, and it is tried again, after 5 s at the latest. Reported once for each shortage.
    start_failed,
};

/// One thing that happened.
struct diagnostic
{
    /// What it is about.
    diagnostic_kind kind = diagnostic_kind::connected;
    /// A whole sentence; names the server and the remedy, never a secret.
    std::string message;
    /// The error behind it, or none.
    std::error_code error;
};

/// Takes diagnostics. Runs on the sender's strand, one call at a time. Where the system gives no thread for
/// that, a line on standard error says so at once, and the handler is called with it when there is a thread,
/// or else by `sender::close` or the end of the process, on their thread. It must not wait: delivery waits
/// for it. It may call `emit` and log through Boost.Log, but such an event is rejected by this sender
/// (`rejection::reentrant`). What it throws is contained and counted (`statistics::handler_errors`).
/// \par Lifetime It may be called after the sender was destroyed, until delivery has ended (`sender::close`
/// waits for that): what it captures must live so long.
using diagnostic_handler = std::function<void(diagnostic const&)>;

} // namespace log_fluentd

#endif
