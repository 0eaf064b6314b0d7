// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "net/tls.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>

#include <algorithm>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace log_fluentd::detail {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

namespace {

[[noreturn]] void refuse(char const* member, std::string const& path, std::string const& why)
{
    throw std::invalid_argument(std::string(member) + " \"" + path + "\" " + why);
}

/// The first in OpenSSL's list of errors, which it empties: what others failed of.
std::string first_error()
{
    auto const code = ::ERR_peek_error();
    ::ERR_clear_error();
    if (ERR_GET_LIB(code) == ERR_LIB_SYS)
        return std::generic_category().message(ERR_GET_REASON(code));
    char const* const reason = code ? ::ERR_reason_error_string(code) : nullptr;
    return reason ? reason : "unknown error";
}

struct passphrase
{
    secret const& value;
    bool was_asked_for = false;
};

int give_passphrase(char* to, int room, int, void* from) noexcept
{
    auto& phrase = *static_cast<passphrase*>(from);
    phrase.was_asked_for = true;
    auto const text = phrase.value.reveal();
    if (text.empty() || text.size() > static_cast<std::size_t>(room))
        return -1; // OpenSSL would try an empty one, and with some luck read garbage
    std::copy(text.begin(), text.end(), to);
    return static_cast<int>(text.size());
}

void load_authorities(SSL_CTX* context, tls_config const& config)
{
    auto const& file = config.ca_file;
    if (!file.empty() && ::SSL_CTX_load_verify_locations(context, file.c_str(), nullptr) != 1)
        refuse("tls.ca_file", file, "cannot be read: " + first_error());
    auto const& directory = config.ca_directory; // whose files are read when they are needed
    bool const is_there = directory.empty() || ::access(directory.c_str(), R_OK | X_OK) == 0;
    if (!is_there ||
        (!directory.empty() && ::SSL_CTX_load_verify_locations(context, nullptr, directory.c_str()) != 1))
        refuse("tls.ca_directory", directory, "cannot be read");
    if (config.ca_file.empty() && config.ca_directory.empty())
        ::SSL_CTX_set_default_verify_paths(context);
}

void load_own_certificate(SSL_CTX* context, tls_config const& config)
{
    if (config.certificate_file.empty())
        return;
    if (::SSL_CTX_use_certificate_chain_file(context, config.certificate_file.c_str()) != 1)
        refuse("tls.certificate_file", config.certificate_file, "cannot be read: " + first_error());
    passphrase phrase{config.key_passphrase};
    ::SSL_CTX_set_default_passwd_cb(context, give_passphrase);
    ::SSL_CTX_set_default_passwd_cb_userdata(context, &phrase);
    bool const has_key =
        ::SSL_CTX_use_PrivateKey_file(context, config.key_file.c_str(), SSL_FILETYPE_PEM) == 1;
    ::SSL_CTX_set_default_passwd_cb(context, nullptr);
    ::SSL_CTX_set_default_passwd_cb_userdata(context, nullptr);
    if (has_key)
        return;
    auto const code = ::ERR_peek_error();
    if (ERR_GET_LIB(code) == ERR_LIB_X509 && ERR_GET_REASON(code) == X509_R_KEY_VALUES_MISMATCH)
        refuse("tls.key_file", config.key_file, "does not belong to tls.certificate_file");
    if (phrase.was_asked_for && config.key_passphrase.empty())
        refuse("tls.key_file", config.key_file, "is encrypted; give tls.key_passphrase");
    refuse("tls.key_file", config.key_file,
           "cannot be read: " + first_error() +
               (phrase.was_asked_for ? " (is tls.key_passphrase right?)" : ""));
}

/// Where a connection keeps its `tls_session`.
int session_place() noexcept
{
    static int const place = ::SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return place;
}

/// The server has asked for a certificate, and there is none.
bool wants_certificate(SSL* connection) noexcept
{
    unsigned char const* types = nullptr; // of certificates that the server takes
    return ::SSL_get0_certificate_types(connection, &types) > 0 && !::SSL_get_certificate(connection);
}

std::error_code error_of_certificate(long result) noexcept
{
    switch (result) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
        return errc::certificate_expired;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
        return errc::certificate_wrong_name;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        return errc::certificate_untrusted;
    default:
        return errc::certificate_invalid;
    }
}

} // namespace

void prepare_openssl() noexcept
{
    ::OPENSSL_init_ssl(
        OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
}

void forget_openssl_on_this_thread() noexcept
{
    ::OPENSSL_thread_stop();
}

std::unique_ptr<ssl::context> make_tls_context(tls_config const& config)
{
    prepare_openssl();
    // Asio's own reference to OpenSSL, which must not end with the last context.
    static auto const& leaked = *new ssl::context(ssl::context::tls_client);
    static_cast<void>(leaked);
    ::ERR_clear_error();
    auto made = std::make_unique<ssl::context>(ssl::context::tls_client);
    auto* const context = made->native_handle();
    ::SSL_CTX_set_min_proto_version(context, config.min_version == tls_version::v1_3 ? TLS1_3_VERSION
                                                                                     : TLS1_2_VERSION);
    ::SSL_CTX_set_verify(context, config.insecure_accept_any_certificate ? SSL_VERIFY_NONE : SSL_VERIFY_PEER,
                         nullptr);
    load_authorities(context, config);
    load_own_certificate(context, config);
    ::SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    return made;
}

void tls_session::use_for(SSL* connection)
{
    ::SSL_set_ex_data(connection, session_place(), this);
    ::SSL_CTX_sess_set_new_cb(::SSL_get_SSL_CTX(connection), keep);
    if (!session_)
        return;
    // Copies: OpenSSL spoils a connection's session when that ends without a farewell, as when a server dies.
    SSL_SESSION* const own = ::SSL_SESSION_dup(session_);
    ::SSL_set_session(connection, own);
    ::SSL_SESSION_free(own);
}

int tls_session::keep(SSL* connection, SSL_SESSION* session) noexcept
{
    auto* const self = static_cast<tls_session*>(::SSL_get_ex_data(connection, session_place()));
    if (!self)
        return 0;
    self->forget();
    self->session_ = ::SSL_SESSION_dup(session);
    return 0;
}

void tls_session::forget() noexcept
{
    if (session_)
        ::SSL_SESSION_free(session_);
    session_ = nullptr;
}

void expect_name(SSL* connection, std::string const& name)
{
    boost::system::error_code no_address;
    asio::ip::make_address(name, no_address);
    if (!no_address) {
        ::X509_VERIFY_PARAM_set1_ip_asc(::SSL_get0_param(connection), name.c_str());
        return;
    }
    ::SSL_set_tlsext_host_name(connection, name.c_str());
    ::SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    ::SSL_set1_host(connection, name.c_str());
}

std::error_code connection_error(boost::system::error_code error, SSL* tls) noexcept
{
    if (tls)
        return tls_error(error, tls);
    if (error == asio::error::eof || error == asio::error::broken_pipe) // as it is called where one writes
        return errc::connection_closed;
    return error;
}

std::error_code tls_error(boost::system::error_code error, SSL* connection) noexcept
{
    auto const result = ::SSL_get_verify_result(connection);
    if (result != X509_V_OK && (::SSL_get_verify_mode(connection) & SSL_VERIFY_PEER))
        return error_of_certificate(result);
    if (error == asio::error::eof || error == ssl::error::stream_truncated ||
        error == asio::error::connection_reset || error == asio::error::broken_pipe)
        return has_answered(connection) ? errc::connection_closed : errc::no_tls;
    if (error.category() != asio::error::get_ssl_category())
        return error;
    switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE: // TLS 1.2 says no more where a certificate is missing
        return wants_certificate(connection) ? errc::client_certificate_refused : error;
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_HTTP_REQUEST:
        return errc::no_tls;
    case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
        return errc::tls_too_old;
    case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
    case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
    case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
    case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
    case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        return errc::client_certificate_refused;
    default:
        return error;
    }
}

std::string certificate_trouble(SSL* connection)
{
    auto const result = ::SSL_get_verify_result(connection);
    return result == X509_V_OK ? std::string() : ::X509_verify_cert_error_string(result);
}

bool has_answered(SSL* connection) noexcept
{
    return ::BIO_number_read(::SSL_get_rbio(connection)) != 0;
}

} // namespace log_fluentd::detail
