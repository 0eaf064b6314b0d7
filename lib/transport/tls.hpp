// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// TLS of the sender: what a connection needs, and errors in words.

#include <boost/system/error_code.hpp>

#include <openssl/ssl.h>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// Must be called before OpenSSL is used. It keeps OpenSSL from cleaning up in the middle of the exit of the
/// process, while events are still delivered.
void prepare_openssl() noexcept;

/// Must be called before a thread uses OpenSSL for the first time. OpenSSL locks mutexes then, which a forked
/// child would find locked; this function does so while no fork can happen.
void begin_openssl_on_this_thread() noexcept;

/// Must be called at the end of a thread that has used OpenSSL and is not joined. Otherwise OpenSSL's data of
/// the thread would be freed later, when OpenSSL may have cleaned up. Calls nothing of OpenSSL's on a thread
/// that has not used it.
void forget_openssl_on_this_thread() noexcept;

/// A session that the next connection to the same server can resume, to spare a full handshake. It is empty
/// until the server has offered one. The certificate is not verified again when a session is resumed, so a
/// session is only resumed with the name and the context (that is, the authorities) that it began with.
class tls_session
{
public:
    tls_session() noexcept = default;
    ~tls_session() { forget(); }
    tls_session& operator=(tls_session&&) = delete;

    /// Offers the session to the server, and keeps the next one. The connection must not outlive this object.
    /// \param name As for `expect_name`.
    void use_for(SSL* connection, std::string const& name);
    void forget() noexcept;

private:
    static int keep(SSL* connection, SSL_SESSION* session) noexcept;

    SSL_SESSION* session_ = nullptr;
    SSL_CTX* context_ = nullptr; // that it began with; held, so that no other can be in its place
    std::string name_;
};

/// Sets the name or address that the certificate must be for, and that is sent to the server (SNI, RFC 6066,
/// section 3). The dot at the end of an absolute name and the zone of an address are left out, because
/// certificates do not contain them.
/// \returns false if the name cannot be verified. The connection must not be used then.
[[nodiscard]] bool expect_name(SSL* connection, std::string const& name);

/// Whether an error of OpenSSL means that there is no memory.
bool is_memory_error(unsigned long code) noexcept;

/// Why a TLS handshake failed, or its connection broke, as an `errc` if that says more.
std::error_code tls_error(boost::system::error_code error, SSL* connection) noexcept;
/// The same for any connection; `tls` may be null.
std::error_code connection_error(boost::system::error_code error, SSL* tls) noexcept;
/// What OpenSSL reports about the server's certificate. Empty if it reports nothing.
std::string certificate_trouble(SSL* connection);
/// Whether the peer has sent anything at all.
bool has_answered(SSL* connection) noexcept;

} // namespace log_fluentd::detail
