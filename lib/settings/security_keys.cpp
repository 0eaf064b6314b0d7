// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/security_keys.hpp"

#include "base/secret_file.hpp"
#include "settings/quantity.hpp"

#include <cstdlib>
#include <stdexcept>

namespace log_fluentd::detail {

namespace {

using settings = sink_settings;
using text = std::string;

/// An empty value means that there is no secret. The remedies do not show the value: it may be the secret.
void set_secret(secret& into, std::string_view value)
{
    if (value.empty())
        return;
    if (!into.empty())
        throw std::invalid_argument("is given twice, in two ways; leave one of them");
    into = value;
}

void set_secret_from_file(secret& into, text const& path)
{
    if (path.empty())
        return;
    auto const line = first_line_of(path);
    if (!line)
        throw std::invalid_argument(
            "cannot be read, or is empty; write the path of a file whose first line is the "
            "secret");
    if (line->empty())
        throw std::invalid_argument("has an empty first line; the secret stands there");
    set_secret(into, line->reveal());
}

void set_secret_from_environment(secret& into, text const& name)
{
    if (name.empty())
        return;
    char const* const value = std::getenv(name.c_str()); // NOLINT(concurrency-mt-unsafe)
    if (!value || !*value)
        throw std::invalid_argument(
            "is not set in the environment, or is empty; write the name of a variable that has "
            "the secret");
    set_secret(into, value);
}

void set_path(server& into, text const& value)
{
    into.path = value;
}

void set_tls_name(server& into, text const& value)
{
    if (!value.empty())
        check_host(value, {config_member("tls_name", 0), {}, {}});
    into.tls_name = value;
}

void set_min_version(settings& into, text const& value)
{
    into.config.sender.tls.min_version =
        parse_word<tls_version>(value, {{"1.2", tls_version::v1_2}, {"1.3", tls_version::v1_3}});
}

constexpr auto is_secret = setting_kind::secret;

auth_config& auth_of(settings& s)
{
    return s.config.sender.auth;
}

} // namespace

void check_host(std::string const& value, host_members const& members)
{
    if (auto const why = why_no_host(value, members); !why.empty())
        throw config_error(members.host, why);
}

std::vector<settings_key> security_keys()
{
    return {
        {"Path", "servers[0].path", of_sender,
         [](settings& s, text const& v) { set_path(s.config.sender.servers.front(), v); }, is_text},
        {"Tls", "tls.enabled", of_sender,
         [](settings& s, text const& v) { s.config.sender.tls.enabled = parse_boolean(v); }},
        {"TlsCaFile", "tls.ca_file", of_sender,
         [](settings& s, text const& v) { s.config.sender.tls.ca_file = v; }, is_text},
        {"TlsCaDirectory", "tls.ca_directory", of_sender,
         [](settings& s, text const& v) { s.config.sender.tls.ca_directory = v; }, is_text},
        {"TlsName", "servers[0].tls_name", of_sender,
         [](settings& s, text const& v) { set_tls_name(s.config.sender.servers.front(), v); }, is_text},
        {"TlsCertificateFile", "tls.certificate_file", of_sender,
         [](settings& s, text const& v) { s.config.sender.tls.certificate_file = v; }, is_text},
        {"TlsKeyFile", "tls.key_file", of_sender,
         [](settings& s, text const& v) { s.config.sender.tls.key_file = v; }, is_text},
        {"TlsKeyPassphrase", "tls.key_passphrase", of_sender,
         [](settings& s, text const& v) { set_secret(s.config.sender.tls.key_passphrase, v); }, is_secret},
        {"TlsKeyPassphraseFile", "", of_sender,
         [](settings& s, text const& v) { set_secret_from_file(s.config.sender.tls.key_passphrase, v); },
         is_text},
        {"TlsKeyPassphraseEnv", "", of_sender,
         [](settings& s, text const& v) {
             set_secret_from_environment(s.config.sender.tls.key_passphrase, v);
         },
         is_text},
        {"TlsMinVersion", "tls.min_version", of_sender, set_min_version},
        {"TlsInsecureAcceptAnyCertificate", "tls.insecure_accept_any_certificate", of_sender,
         [](settings& s, text const& v) {
             s.config.sender.tls.insecure_accept_any_certificate = parse_boolean(v);
         }},
        {"SharedKey", "auth.shared_key", of_sender,
         [](settings& s, text const& v) { set_secret(auth_of(s).shared_key, v); }, is_secret},
        {"SharedKeyFile", "", of_sender,
         [](settings& s, text const& v) { set_secret_from_file(auth_of(s).shared_key, v); }, is_text},
        {"SharedKeyEnv", "", of_sender,
         [](settings& s, text const& v) { set_secret_from_environment(auth_of(s).shared_key, v); }, is_text},
        {"EmptySharedKey", "auth.empty_shared_key", of_sender,
         [](settings& s, text const& v) { auth_of(s).empty_shared_key = parse_boolean(v); }},
        {"Username", "auth.username", of_sender, [](settings& s, text const& v) { auth_of(s).username = v; },
         is_text},
        {"Password", "auth.password", of_sender,
         [](settings& s, text const& v) { set_secret(auth_of(s).password, v); }, is_secret},
        {"PasswordFile", "", of_sender,
         [](settings& s, text const& v) { set_secret_from_file(auth_of(s).password, v); }, is_text},
        {"PasswordEnv", "", of_sender,
         [](settings& s, text const& v) { set_secret_from_environment(auth_of(s).password, v); }, is_text},
        {"SelfHostname", "self_hostname", of_sender,
         [](settings& s, text const& v) { s.config.sender.self_hostname = v; }, is_text},
        {"HandshakeTimeout", "handshake_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.handshake_timeout = parse_duration(v); }},
    };
}

std::vector<server_key> security_keys_of_server()
{
    return {
        {"Path", "path", set_path, is_text},
        {"TlsName", "tls_name", set_tls_name, is_text},
        {"SharedKey", "auth.shared_key", [](server& s, text const& v) { set_secret(s.auth.shared_key, v); },
         is_secret},
        {"SharedKeyFile", "", [](server& s, text const& v) { set_secret_from_file(s.auth.shared_key, v); },
         is_text},
        {"SharedKeyEnv", "",
         [](server& s, text const& v) { set_secret_from_environment(s.auth.shared_key, v); }, is_text},
        {"EmptySharedKey", "auth.empty_shared_key",
         [](server& s, text const& v) { s.auth.empty_shared_key = parse_boolean(v); }},
        {"Username", "auth.username", [](server& s, text const& v) { s.auth.username = v; }, is_text},
        {"Password", "auth.password", [](server& s, text const& v) { set_secret(s.auth.password, v); },
         is_secret},
        {"PasswordFile", "", [](server& s, text const& v) { set_secret_from_file(s.auth.password, v); },
         is_text},
        {"PasswordEnv", "", [](server& s, text const& v) { set_secret_from_environment(s.auth.password, v); },
         is_text},
    };
}

} // namespace log_fluentd::detail
