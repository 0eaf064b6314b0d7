// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "os/fork.hpp"

#include <log_fluentd/error.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

namespace log_fluentd {

namespace {

struct error_text
{
    errc code;
    char const* text;
};

constexpr error_text texts[] = {
    {errc::buffer_full, "the buffer is full: the server does not take events as fast as they come"},
    {errc::closed, "the sender is closed"},
    {errc::reentrant, "logged from inside the library's own work on this thread"},
    {errc::out_of_memory, "no memory for the event"},
    {errc::event_too_large, "the event is larger than max_event_size, and not because of its strings"},
    {errc::invalid_tag,
     "the tag is empty, longer than 1024 bytes or not UTF-8; give the sender a tag, or the event a label"},
    {errc::invalid_time, "the event's time is not between 1970-01-01 and 2106-02-07 06:28:13 UTC, or has "
                         "1,000,000,000 nanoseconds or more"},
    {errc::not_encodable, "what was given as the event's map is not a map, or threw when it was written"},
    {errc::timed_out, "not everything was delivered in the time given"},
    {errc::wrong_thread, "the call would wait for the thread it is running on; call it from another one"},
    {errc::resolve_timeout, "the name did not resolve in time; see resolve_timeout"},
    {errc::connect_timeout, "no answer to the connection in time; see connect_timeout"},
    {errc::write_timeout, "the server took no bytes for write_timeout"},
    {errc::ack_timeout, "the server did not acknowledge within ack_timeout; an input that cannot (in_unix, "
                        "or none of the Forward protocol) needs require_ack = false"},
    {errc::connection_closed, "the server closed the connection"},
    {errc::protocol_error,
     "the server sent something that is not an acknowledgement; is it a Forward input?"},
    {errc::unknown_ack, "the server acknowledged a chunk that it was not sent"},
    {errc::unexpected_handshake, "the server wants authentication, and none is configured"},
    {errc::not_forward, "the peer speaks HTTP: the port is not that of a Forward input"},
    {errc::wants_tls, "the peer speaks TLS: the port is that of a Forward input with transport tls"},
    {errc::handshake_timeout, "the handshake was not over in time; see handshake_timeout"},
    {errc::no_handshake, "a shared key is configured, and the server does not ask for it: it has no "
                         "<security> section, or speaks another protocol"},
    {errc::bad_handshake, "what the server sent is not a step of the handshake"},
    {errc::wrong_shared_key, "the server has another shared key (shared_key mismatch)"},
    {errc::wrong_password,
     "the server does not know the user, or the password is wrong (username/password mismatch)"},
    {errc::handshake_refused, "the server refuses the client"},
    {errc::false_server, "the server does not prove that it knows the shared key; nothing was sent to it"},
    {errc::own_hostname,
     "the server has this host's own name; set self_hostname here, or another name there"},
    {errc::tls_too_old, "the server speaks no version of TLS that is new enough; see min_version"},
    {errc::no_tls, "TLS is configured, and the peer does not speak it: its transport is not tls"},
    {errc::client_certificate_refused, "the server wants a client certificate, or another one"},
    {errc::certificate_expired, "the server's certificate is expired, or not valid yet"},
    {errc::certificate_wrong_name, "the server's certificate is for another name; see tls_name"},
    {errc::certificate_untrusted,
     "the server's certificate was issued by nobody who is trusted; see ca_file"},
    {errc::certificate_invalid, "the server's certificate is not valid"},
    {errc::tls_file, "a file with a certificate or key cannot be read"},
    {errc::discarded,
     "accepted events were discarded, and will not be delivered; statistics::discarded says why"},
    {errc::unverifiable_name, "no certificate can be verified for the server's name, so the connection is "
                              "not used; give a host name or an address as host or tls_name"},
    {errc::refused,
     "the server refuses this event again and again, and takes others like it; its log says why"},
};
static_assert(std::size(texts) == static_cast<std::size_t>(errc::unverifiable_name), "one for each errc");

class category : public std::error_category
{
public:
    char const* name() const noexcept override { return "log_fluentd"; }
    std::string message(int code) const override
    {
        auto const found = std::find_if(std::begin(texts), std::end(texts), [=](error_text const& one) {
            return one.code == static_cast<errc>(code);
        });
        return found == std::end(texts) ? "unknown error" : found->text;
    }
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
