// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_TLS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_TLS_HPP_INCLUDED_

/// \file
/// TLS as the sender speaks it: what a connection is made with, and what went wrong in words.

#include <boost/system/error_code.hpp>

#include <openssl/ssl.h>
#include <string>
#include <system_error>

namespace log_fluentd::detail {

/// To be called before OpenSSL is used. It would end itself in the middle of the exit of the process, where
/// events are still delivered, were it not told to leave that.
void prepare_openssl() noexcept;

/// To be called where a thread may use OpenSSL for the first time. OpenSSL has locks of its own for that,
/// which a child would find held: no fork comes in between.
void begin_openssl_on_this_thread() noexcept;

/// To be called at the end of a thread that has used OpenSSL and is not waited for: what OpenSSL keeps for a
/// thread would otherwise be freed still later, when OpenSSL may have ended.
void forget_openssl_on_this_thread() noexcept;

/// A session that the next connection to the same server can resume, so that it costs no full handshake.
/// Empty until the server has offered one. A certificate is not verified again where a session is resumed: so
/// it is resumed only under the name and with the context, and thus the authorities, that it began with.
class tls_session
{
public:
    tls_session() noexcept = default;
    ~tls_session() { forget(); }
    tls_session(tls_session const&) = delete;
    tls_session& operator=(tls_session const&) = delete;

    /// Offers it to the server, and will keep the next one. The connection must not outlive this.
    /// \param name As for `expect_name`.
    void use_for(SSL* connection, std::string const& name);
    void forget() noexcept;

private:
    static int keep(SSL* connection, SSL_SESSION* session) noexcept;

    SSL_SESSION* session_ = nullptr;
    SSL_CTX* context_ = nullptr; // that it began with; held, so that no other can be in its place
    std::string name_;
};

/// Which name the certificate has to be for, a name or an address, which is also told to the server (SNI, RFC
/// 6066, section 3). The dot at the end of an absolute name, and the zone of an address, are not in
/// certificates, and are left out. \return false: the name cannot be verified, and the connection must not be
/// used.
[[nodiscard]] bool expect_name(SSL* connection, std::string const& name);

/// Whether an error of OpenSSL's is a want of memory.
bool is_memory_error(unsigned long code) noexcept;

/// Why a handshake of TLS failed, or its connection broke, in terms of `errc` where that says more.
std::error_code tls_error(boost::system::error_code error, SSL* connection) noexcept;
/// The same for any connection; `tls` may be null.
std::error_code connection_error(boost::system::error_code error, SSL* tls) noexcept;
/// What OpenSSL says of the server's certificate; empty: nothing.
std::string certificate_trouble(SSL* connection);
/// Whether the peer has sent anything at all.
bool has_answered(SSL* connection) noexcept;

} // namespace log_fluentd::detail

#endif
