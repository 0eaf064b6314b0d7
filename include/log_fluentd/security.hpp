// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SECURITY_HPP_INCLUDED_
#define LOG_FLUENTD_SECURITY_HPP_INCLUDED_

/// \file
/// Configuration of what protects a connection: TLS, and the handshake of the Forward protocol.
/// doc/security.md says what each of them protects against, and has three recipes.

#include <log_fluentd/secret.hpp>

#include <string>

namespace log_fluentd {

/// Versions of TLS. Older ones are not supported.
enum class tls_version
{
    v1_2,
    v1_3
};

/// TLS to the servers of a sender. All files are in PEM format. They are read when the sender is made, which
/// reports mistakes, and again for each connection, on a thread that nobody waits for; so a renewed
/// certificate requires no restart.
struct tls_config
{
    /// Whether TLS is used.
    bool enabled = false;
    /// File with the authorities that may issue the server's certificate. If this and `ca_directory` are
    /// empty, those of the system are used.
    std::string ca_file;
    /// Directory with such files, whose names were made by `openssl rehash`.
    std::string ca_directory;
    /// File with the client's own certificate and those between it and the root, for a server that requires
    /// one.
    std::string certificate_file;
    /// File with the private key of the certificate. Required with `certificate_file`.
    std::string key_file;
    /// Pass phrase of `key_file`, if that is encrypted.
    secret key_passphrase;
    /// The oldest version that is accepted.
    tls_version min_version = tls_version::v1_2;
    /// Accepts any certificate, whoever issued it for whatever name. Anybody on the way can then read and
    /// change the events. For experiments only.
    bool insecure_accept_any_certificate = false;
};

/// The handshake of the Forward protocol (v1, "Authentication"), which a server with `<security>` requires.
struct auth_config
{
    /// The key that client and server share. If empty, the server must not require one, unless
    /// `empty_shared_key` is set.
    secret shared_key;
    /// The user, at most 255 bytes, for a server with `user_auth`. If empty, there is none.
    std::string username;
    secret password;
    /// Set it if the server requires a key and its key is empty, as with Fluent Bit's `empty_shared_key` for
    /// servers that only have users.
    bool empty_shared_key = false;

    bool enabled() const noexcept { return !shared_key.empty() || empty_shared_key; }
};

} // namespace log_fluentd

#endif
