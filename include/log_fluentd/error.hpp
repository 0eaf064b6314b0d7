// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_ERROR_HPP_INCLUDED_
#define LOG_FLUENTD_ERROR_HPP_INCLUDED_

/// \file
/// The library's error codes. Functions that can fail because of the network, a timeout or a full buffer
/// report a `std::error_code`; exceptions report wrong configuration only.

#include <log_fluentd/detail/export.hpp>

#include <system_error>
#include <type_traits>

namespace log_fluentd {

/// What went wrong. The messages are sentences that name a remedy.
enum class errc
{
    /// The buffer has reached `buffer_config::limit`; the event was rejected.
    buffer_full = 1,
    /// The sender was closed; the event was rejected.
    closed,
    /// The event was made inside the library's own work on this thread (in a handler or a formatter); it was
    /// rejected.
    reentrant,
    /// There was no memory for the event.
    out_of_memory,
    /// The event is larger than `max_event_size` even after its strings were cut.
    event_too_large,
    /// The event has no tag, or one that is too long or not UTF-8; it was rejected.
    invalid_tag,
    /// An EventTime cannot express the event's time; the event was rejected.
    invalid_time,
    /// What was given as the event's map is not a map, or writing it threw an exception; the event was
    /// rejected.
    not_encodable,
    /// The timeout of `flush`, `close` or `emit_and_wait` ended before everything was delivered.
    timed_out,
    /// The call would wait for the thread that it is running on.
    wrong_thread,
    /// The server's name did not resolve within `resolve_timeout`.
    resolve_timeout,
    /// The server did not accept the connection within `connect_timeout`.
    connect_timeout,
    /// The server read no bytes for `write_timeout`.
    write_timeout,
    /// The server did not acknowledge within `ack_timeout`.
    ack_timeout,
    /// The server closed the connection, by itself or in the middle of a handshake, and did not say why.
    connection_closed,
    /// The server sent something that is not an acknowledgement.
    protocol_error,
    /// The server acknowledged a chunk that was not sent to it.
    unknown_ack,
    /// The server requires authentication, and none is configured.
    unexpected_handshake,
    /// The peer answers in HTTP: the port is not a Forward input.
    not_forward,
    /// A server refuses the event and accepts others like it, or no server accepts events of its size
    /// (doc/delivery.md).
    refused,
    /// The peer answers in TLS.
    wants_tls,
    /// The handshake of TLS or of the Forward protocol was not finished within `handshake_timeout`.
    handshake_timeout,
    /// A shared key is configured, and the server does not begin a handshake: it has no `<security>`.
    no_handshake,
    /// What the server sent is not a valid step of the handshake.
    bad_handshake,
    /// The server has another shared key.
    wrong_shared_key,
    /// The server does not know the user, or has another password for it.
    wrong_password,
    /// The server refuses the client for a reason of its own.
    handshake_refused,
    /// The server did not prove that it knows the shared key.
    false_server,
    /// The server has the host name of the client: it may be an input of the client's own.
    own_hostname,
    /// The server does not support a version of TLS that is new enough.
    tls_too_old,
    /// TLS is configured, and the peer does not speak it.
    no_tls,
    /// The server requires a client certificate, or another one.
    client_certificate_refused,
    /// The server's certificate has expired, or is not valid yet.
    certificate_expired,
    /// The server's certificate is for another name.
    certificate_wrong_name,
    /// The server's certificate was not issued by a trusted authority.
    certificate_untrusted,
    /// Something else is wrong with the server's certificate.
    certificate_invalid,
    /// A file with a certificate or a key cannot be read.
    tls_file,
    /// Accepted events were discarded, so they will not be delivered.
    discarded,
    /// The name or address of the server is not one that a certificate can be issued for, so the server
    /// cannot be verified. The connection is not used.
    unverifiable_name,
};

/// The category of `errc`. Its name is "log_fluentd".
/// \throws Nothing. It may be used during static destruction.
/// \par Thread safety
/// Safe.
LOG_FLUENTD_DECL std::error_category const& error_category() noexcept;

/// Makes a `std::error_code`; the conversion from `errc` to `std::error_code` calls it.
LOG_FLUENTD_DECL std::error_code make_error_code(errc e) noexcept;

} // namespace log_fluentd

template <>
struct std::is_error_code_enum<log_fluentd::errc> : std::true_type
{};

#endif
