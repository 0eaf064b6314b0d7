// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_ERROR_HPP_INCLUDED_
#define LOG_FLUENTD_ERROR_HPP_INCLUDED_

/// \file
/// The library's error codes. Functions that can fail because of the network, of time or of a full buffer
/// report a `std::error_code`; only wrong configuration is thrown.

#include <system_error>
#include <type_traits>

namespace log_fluentd {

/// What went wrong. The messages are sentences that say what to do about it.
enum class errc
{
    /// The buffer has reached `buffer_config::limit`; the event was rejected.
    buffer_full = 1,
    /// The sender was closed; the event was rejected.
    closed,
    /// The event was logged from inside the library's own work on this thread (a handler, a formatter).
    reentrant,
    /// Memory for the event could not be had.
    out_of_memory,
    /// The event could not be brought under `max_event_size` by cutting its strings.
    event_too_large,
    /// The event has no tag, or one that is too long or not UTF-8; it was rejected.
    invalid_tag,
    /// EventTime does not know the event's time; it was rejected.
    invalid_time,
    /// What was given as the event's map is none, or threw when it was written; it was rejected.
    not_encodable,
    /// The time given to `flush` or `close` was over before everything was delivered.
    timed_out,
    /// The call would wait for the thread that it is running on.
    wrong_thread,
    /// The server's name did not resolve within `resolve_timeout`.
    resolve_timeout,
    /// The server did not accept the connection within `connect_timeout`.
    connect_timeout,
    /// The server took no bytes for `write_timeout`.
    write_timeout,
    /// The server did not acknowledge within `ack_timeout`.
    ack_timeout,
    /// The server closed the connection, of itself or in the middle of a handshake, and did not say why.
    connection_closed,
    /// The server sent something that is no acknowledgement.
    protocol_error,
    /// The server acknowledged a chunk that was not sent to it.
    unknown_ack,
    /// The server wants authentication and none is configured.
    unexpected_handshake,
    /// The peer answers in HTTP: the port is not a Forward input.
    not_forward,
    /// A server refuses the event, and takes others like it.
    refused,
    /// The peer answers in TLS.
    wants_tls,
    /// The handshake, of TLS or of the Forward protocol, was not over within `handshake_timeout`.
    handshake_timeout,
    /// A shared key is configured, and the server does not begin a handshake: it has no `<security>`.
    no_handshake,
    /// What the server sent is no step of the handshake.
    bad_handshake,
    /// The server has another shared key.
    wrong_shared_key,
    /// The server does not know the user, or the password is another one.
    wrong_password,
    /// The server refuses the client for a reason of its own.
    handshake_refused,
    /// The server does not prove that it knows the shared key.
    false_server,
    /// The server has the client's own host name: it may be the client's own input.
    own_hostname,
    /// The server speaks no version of TLS that is new enough.
    tls_too_old,
    /// TLS is configured, and the peer does not speak it.
    no_tls,
    /// The server wants a client certificate, or another one.
    client_certificate_refused,
    /// The server's certificate is expired, or not valid yet.
    certificate_expired,
    /// The server's certificate is for another name.
    certificate_wrong_name,
    /// The server's certificate was issued by nobody who is trusted.
    certificate_untrusted,
    /// Something else is wrong with the server's certificate.
    certificate_invalid,
    /// A file with a certificate or key cannot be read.
    tls_file,
    /// Accepted events were discarded: nobody will deliver them.
    discarded,
    /// The server's certificate cannot be verified for the name or address of the server: it is none that a
    /// certificate can be for. The connection is not used.
    unverifiable_name,
};

/// The category of `errc`; its name is "log_fluentd".
/// \par Thread safety Safe. \par Exception safety Never throws; usable during static destruction.
std::error_category const& error_category() noexcept;

/// Makes an `std::error_code` of `e`, found by argument lookup.
std::error_code make_error_code(errc e) noexcept;

} // namespace log_fluentd

template <>
struct std::is_error_code_enum<log_fluentd::errc> : std::true_type
{};

#endif
