// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SECURITY_HPP_INCLUDED_
#define LOG_FLUENTD_SECURITY_HPP_INCLUDED_

/// \file
/// Configuration of what guards a connection: TLS, and the handshake of the Forward protocol. See
/// doc/security.md for what each of them defends, and three recipes.

#include <log_fluentd/secret.hpp>

#include <chrono>
#include <string>

namespace log_fluentd {

/// Versions of TLS. Older ones are not spoken.
enum class tls_version
{
    v1_2,
    v1_3
};

/// TLS to the servers of a sender. Files are PEM. They are read when the sender is made, which tells what is
/// wrong with them, and again for each connection, on a thread that nobody waits for: a renewed certificate
/// needs no restart.
struct tls_config
{
    /// Whether TLS is spoken.
    bool enabled = false;
    /// File with the certificates that the server's must be issued by. With neither this nor `ca_directory`:
    /// the system's.
    std::string ca_file;
    /// The same as a directory, with names made by `openssl rehash`.
    std::string ca_directory;
    /// File with the client's own certificate, and those between it and the root, for a server that asks.
    std::string certificate_file;
    /// File with the private key to it. Given where `certificate_file` is.
    std::string key_file;
    /// Pass phrase of `key_file`, where it is encrypted.
    secret key_passphrase;
    /// The least version that is spoken.
    tls_version min_version = tls_version::v1_2;
    /// Any certificate is good enough, whoever issued it for whatever name: then anybody on the way can read
    /// and change the events. For experiments only.
    bool insecure_accept_any_certificate = false;
};

/// The handshake of the Forward protocol (v1, "Authentication"): what a server with `<security>` asks for.
struct auth_config
{
    /// The key that client and server share. Empty: the server must not ask, but for `empty_shared_key`.
    secret shared_key;
    /// For a server with `user_auth`. Empty: none.
    std::string username;
    secret password;
    /// The server asks for a key, and its key is empty, as for users alone: Fluent Bit's `empty_shared_key`.
    bool empty_shared_key = false;

    bool enabled() const noexcept { return !shared_key.empty() || empty_shared_key; }
};

} // namespace log_fluentd

#endif
