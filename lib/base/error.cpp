// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/fork.hpp"

#include <log_fluentd/error.hpp>

#include <string>

namespace log_fluentd {

namespace {

char const* text(errc e) noexcept
{
    switch (e) {
    case errc::buffer_full:
        return "the buffer is full: the server does not take events as fast as they come";
    case errc::closed:
        return "the sender is closed";
    case errc::reentrant:
        return "logged from inside the library's own work on this thread";
    case errc::out_of_memory:
        return "no memory for the event";
    case errc::event_too_large:
        return "the event is larger than max_event_size, and not because of its strings";
    case errc::invalid_tag:
        return "the tag is empty, longer than 1024 bytes or not UTF-8; give the sender a tag, or the event a "
               "label";
    case errc::invalid_time:
        return "the event's time is not between 1970-01-01 and 2106-02-07 06:28:13 UTC, or has 1,000,000,000 "
               "nanoseconds "
               "or more";
    case errc::not_encodable:
        return "what was given as the event's map is not a map, or threw when it was written";
    case errc::timed_out:
        return "not everything was delivered in the time given";
    case errc::wrong_thread:
        return "the call would wait for the thread it is running on; call it from another one";
    case errc::resolve_timeout:
        return "the name did not resolve in time; see resolve_timeout";
    case errc::connect_timeout:
        return "no answer to the connection in time; see connect_timeout";
    case errc::write_timeout:
        return "the server took no bytes for write_timeout";
    case errc::ack_timeout:
        return "the server did not acknowledge within ack_timeout; an input that cannot (in_unix, or none of "
               "the Forward protocol) needs require_ack = false";
    case errc::connection_closed:
        return "the server closed the connection";
    case errc::protocol_error:
        return "the server sent something that is not an acknowledgement; is it a Forward input?";
    case errc::unknown_ack:
        return "the server acknowledged a chunk that it was not sent";
    case errc::unexpected_handshake:
        return "the server wants authentication, and none is configured";
    case errc::not_forward:
        return "the peer speaks HTTP: the port is not that of a Forward input";
    case errc::wants_tls:
        return "the peer speaks TLS: the port is that of a Forward input with transport tls";
    case errc::handshake_timeout:
        return "the handshake was not over in time; see handshake_timeout";
    case errc::no_handshake:
        return "a shared key is configured, and the server does not ask for it: it has no <security> "
               "section, or speaks another protocol";
    case errc::bad_handshake:
        return "what the server sent is not a step of the handshake";
    case errc::wrong_shared_key:
        return "the server has another shared key (shared_key mismatch)";
    case errc::wrong_password:
        return "the server does not know the user, or the password is wrong (username/password mismatch)";
    case errc::handshake_refused:
        return "the server refuses the client";
    case errc::false_server:
        return "the server does not prove that it knows the shared key; nothing was sent to it";
    case errc::own_hostname:
        return "the server has this host's own name; set self_hostname here, or another name there";
    case errc::tls_too_old:
        return "the server speaks no version of TLS that is new enough; see min_version";
    case errc::no_tls:
        return "TLS is configured, and the peer does not speak it: its transport is not tls";
    case errc::client_certificate_refused:
        return "the server wants a client certificate, or another one";
    case errc::certificate_expired:
        return "the server's certificate is expired, or not valid yet";
    case errc::certificate_wrong_name:
        return "the server's certificate is for another name; see tls_name";
    case errc::certificate_untrusted:
        return "the server's certificate was issued by nobody who is trusted; see ca_file";
    case errc::certificate_invalid:
        return "the server's certificate is not valid";
    case errc::tls_file:
        return "a file with a certificate or key cannot be read";
    case errc::discarded:
        return "accepted events were discarded, and will not be delivered; statistics::discarded says why";
    case errc::unverifiable_name:
        return "no certificate can be verified for the server's name, so the connection is not used; give a "
               "host name or an address as host or tls_name";
    case errc::refused:
        return "the server refuses this event again and again, and takes others like it; its log says why";
    }
    return "unknown error";
}

class category : public std::error_category
{
public:
    char const* name() const noexcept override { return "log_fluentd"; }
    std::string message(int code) const override { return text(static_cast<errc>(code)); }
};

} // namespace

std::error_category const& error_category() noexcept
{
    // Never destroyed: an error may be used in static destruction.
    static detail::fork_safe_static<category> only; // constant-initialised, so it has no guard
    return only.get();
}

std::error_code make_error_code(errc e) noexcept
{
    return {static_cast<int>(e), error_category()};
}

} // namespace log_fluentd
