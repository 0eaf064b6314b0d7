// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a failure of a ping means, and what to write.

#include "command/ping_server.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/error.hpp>

#include <algorithm>
#include <iterator>

namespace log_fluentd::detail::command {

namespace {

struct remedy
{
    errc error;
    ping_step at; // the step that is at fault
    char const* text;
};

constexpr remedy remedies[] = {
    {errc::resolve_timeout, ping_step::resolve,
     "the name does not resolve in time; look at the name servers of this host, or write an address as Host"},
    {errc::connect_timeout, ping_step::connect,
     "there is no answer to the connection; look for a firewall in between, and whether Host and Port are "
     "right"},
    {errc::no_tls, ping_step::tls,
     "the server does not speak TLS; remove Tls=true (--tls), or give its <source> a <transport tls>"},
    {errc::wants_tls, ping_step::tls,
     "the server speaks TLS, and this client does not; write Tls=true (--tls), and TlsCaFile (--tls-ca) if "
     "its "
     "authority is not one of the system's"},
    {errc::tls_too_old, ping_step::tls,
     "the server speaks no version of TLS that is new enough; update it, or write TlsMinVersion=1.2"},
    {errc::certificate_untrusted, ping_step::tls,
     "nobody who is trusted has issued the server's certificate; write the file of its authority as "
     "TlsCaFile "
     "(--tls-ca)"},
    {errc::certificate_wrong_name, ping_step::tls,
     "the server's certificate is for another name than the server's; write that name as TlsName "
     "(--tls-name), or have "
     "one issued for Host"},
    {errc::certificate_expired, ping_step::tls,
     "the server's certificate has expired, or is not valid yet; renew it, or mend this host's clock"},
    {errc::certificate_invalid, ping_step::tls,
     "the server's certificate is not valid; have a new one issued"},
    {errc::client_certificate_refused, ping_step::tls,
     "the server requires a client certificate, or another one; write TlsCertificateFile and TlsKeyFile "
     "(--tls-certificate, --tls-key) with one that its authority has issued"},
    {errc::tls_file, ping_step::tls,
     "a file with a certificate or a key cannot be read; mend the file, or its name"},
    {errc::unverifiable_name, ping_step::tls,
     "no certificate can be verified for the server's name; write a host name or an address as Host or "
     "TlsName"},
    {errc::no_handshake, ping_step::handshake,
     "the server does not begin a handshake, as it has no <security>; remove SharedKey (--shared-key), or "
     "give its "
     "<source> a <security> with shared_key"},
    {errc::handshake_timeout, ping_step::handshake,
     "the server began the handshake and did not end it in time; its log says why"},
    {errc::unexpected_handshake, ping_step::handshake,
     "the server asks for a shared key, and none is given; write SharedKeyFile (--shared-key-file) with the "
     "one of its "
     "<security>"},
    {errc::wrong_shared_key, ping_step::handshake,
     "the server has another shared key; write the one of its <security> as SharedKey (--shared-key)"},
    {errc::wrong_password, ping_step::handshake,
     "the server does not know the user, or has another password for it; write a <user> of its <security> as "
     "Username "
     "and PasswordFile (--user, --password-file)"},
    {errc::false_server, ping_step::handshake,
     "the server does not prove that it knows the shared key; look whether it is the server that you mean"},
    {errc::own_hostname, ping_step::handshake,
     "the server has this host's own name; write another one as SelfHostname"},
    {errc::not_forward, ping_step::acknowledge,
     "the server speaks HTTP; write the port of a <source> with @type forward as Port"},
    {errc::protocol_error, ping_step::acknowledge,
     "the server sends something else than an acknowledgement; write the port of a <source> with @type "
     "forward as Port"},
    {errc::unknown_ack, ping_step::acknowledge,
     "the server acknowledges another chunk; look whether something in between answers for it"},
};

remedy const* find_remedy(std::error_code error)
{
    auto const found = std::find_if(std::begin(remedies), std::end(remedies),
                                    [&](remedy const& one) { return error == one.error; });
    return found == std::end(remedies) ? nullptr : found;
}

std::string explain_resolve(std::error_code error, server const& target)
{
    return "the name " + target.host + " is not known (" + error.message() +
           "); write a name that this host can resolve, or an address, as Host";
}

std::string explain_connect(std::error_code error, server const& target)
{
    if (!target.path.empty())
        return error == std::errc::no_such_file_or_directory || error == std::errc::connection_refused
                   ? "nobody listens on the socket; start the server, or write the path of its source as Path"
                   : "the socket cannot be used (" + error.message() +
                         "); look at its path and its permissions";
    if (error == std::errc::connection_refused)
        return "the connection is refused; start the server, or write the port of its <source> with @type "
               "forward as "
               "Port";
    return error.message() + "; look whether Host and Port are right, and for a firewall in between";
}

std::string explain_silence(sender_config const& config, server const& target)
{
    auto const seconds = std::to_string(static_cast<double>(config.ack_timeout.count()) / 1000);
    auto const shown = seconds.substr(0, seconds.find('.') + 2);
    if (!target.path.empty())
        return "the server has the event and does not acknowledge it within " + shown +
               " s; Fluentd's in_unix cannot: write RequireAck=false for it";
    return "the server does not acknowledge the event within " + shown +
           " s; look whether Port is that of a <source> with @type forward, and what the server's log says, "
           "or write "
           "RequireAck=false for a server that cannot";
}

std::string explain_end(sender_config const& config, ping_step at)
{
    if (at == ping_step::tls)
        return "the server ends the connection in the handshake of TLS; look whether its <source> has a "
               "<transport tls>, whether it requires a client certificate, and what its log says";
    if (at == ping_step::handshake)
        return "the server ends the connection in the handshake; look whether its shared key is this one, "
               "whether it "
               "requires TLS, and what its log says";
    return std::string("the server ends the connection and takes nothing; look ") +
           (config.tls.enabled ? "" : "whether it requires TLS: then write Tls=true (--tls), and ") +
           "what its log says";
}

} // namespace

char const* name_of(ping_step of)
{
    constexpr char const* names[] = {"resolve", "connect", "TLS", "handshake", "acknowledge"};
    return names[static_cast<std::size_t>(of)];
}

ping_step step_of(ping_step at, std::error_code error)
{
    auto const* const known = find_remedy(error);
    return known && known->at < at ? known->at : at;
}

std::string explain_failure(ping_step at, std::error_code error, std::string const& detail,
                            sender_config const& config, server const& target)
{
    auto const more = detail.empty() ? std::string() : " (" + detail + ')';
    if (error == errc::ack_timeout)
        return explain_silence(config, target);
    if (auto const* const known = find_remedy(error)) {
        std::string text = known->text;
        return text.insert(text.find(';'), more);
    }
    if (at == ping_step::resolve)
        return explain_resolve(error, target);
    if (at == ping_step::connect)
        return explain_connect(error, target);
    if (error == errc::connection_closed || error == std::errc::connection_reset ||
        error == std::errc::broken_pipe)
        return explain_end(config, at);
    return error.message() + more + "; the server's log says more";
}

} // namespace log_fluentd::detail::command
