// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "transport/tls.hpp"

#include "base/end_by_peer.hpp"
#include "os/fork.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ssl/error.hpp>

#include <cstddef>
#include <mutex>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <optional>
#include <utility>

namespace log_fluentd::detail {

namespace asio = boost::asio;
namespace ssl = asio::ssl;

namespace {

/// The index at which a connection keeps its `tls_session`. If negative, it keeps none, and no session is
/// resumed.
struct session_place
{
    int const number = ::SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
};

fork_safe_static<session_place> the_session_place;

/// Locked while OpenSSL adds a thread to its lists, or removes it.
fork_safe_mutex of_threads;
thread_local bool has_begun_here = false;

/// None if it is not a valid name: for OpenSSL an empty one means "any", a zero ends it, and ".net" means
/// every name with that ending.
std::optional<std::string> name_in_certificates(std::string name)
{
    if (!name.empty() && name.back() == '.')
        name.pop_back();
    constexpr std::size_t longest = 253; // RFC 1035, section 2.3.4, without the root
    if (name.empty() || name.size() > longest || name.front() == '.' || name.find('\0') != std::string::npos)
        return std::nullopt;
    return name;
}

/// The bytes of an address as in certificates; empty if it is not an address. The zone is ignored, because it
/// has a meaning only on this host (RFC 4007, section 11).
std::string address_in_certificates(std::string const& name)
{
    auto const zone = name.find('%');
    boost::system::error_code no_address;
    auto const address = asio::ip::make_address(name.substr(0, zone), no_address);
    if (no_address || (zone != std::string::npos && !address.is_v6()))
        return {};
    if (address.is_v4()) {
        auto const bytes = address.to_v4().to_bytes();
        return {bytes.begin(), bytes.end()};
    }
    auto const bytes = address.to_v6().to_bytes();
    return {bytes.begin(), bytes.end()};
}

/// Whether the server has requested a certificate, and there is none.
bool wants_certificate(SSL* connection) noexcept
{
    unsigned char const* types = nullptr; // of the certificates that the server accepts
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
    case X509_V_ERR_OUT_OF_MEM:
        return std::make_error_code(std::errc::not_enough_memory);
    default:
        return errc::certificate_invalid;
    }
}

/// Whether the reason was a lack of memory, whatever OpenSSL reports then: a key without memory is "too
/// weak". Asio has taken the first error of OpenSSL's list, which was empty before.
bool is_for_want_of_memory(boost::system::error_code error) noexcept
{
    bool result = error.category() == asio::error::get_ssl_category() &&
                  is_memory_error(static_cast<unsigned>(error.value()));
    while (auto const code = ::ERR_get_error())
        result |= is_memory_error(code);
    return result;
}

} // namespace

bool is_memory_error(unsigned long code) noexcept
{
    return ERR_GET_REASON(code) == ERR_R_MALLOC_FAILURE;
}

void prepare_openssl() noexcept
{
    std::lock_guard<fork_safe_mutex> const lock(of_threads);
    ::OPENSSL_init_ssl(
        OPENSSL_INIT_NO_ATEXIT | OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
}

void begin_openssl_on_this_thread() noexcept
{
    if (std::exchange(has_begun_here, true))
        return;
    prepare_openssl();
    std::lock_guard<fork_safe_mutex> const lock(of_threads);
    unsigned char byte = 0;
    // Creates a list of errors and two random number generators. What fails is tried again when it is needed.
    ::ERR_clear_error();
    static_cast<void>(::RAND_bytes(&byte, 1));
    static_cast<void>(::RAND_priv_bytes(&byte, 1));
    ::ERR_clear_error();
}

void forget_openssl_on_this_thread() noexcept
{
    if (!has_begun_here) // the call would lock OpenSSL's list of threads, which may be gone by now
        return;
    std::lock_guard<fork_safe_mutex> const lock(of_threads);
    ::OPENSSL_thread_stop();
    has_begun_here = false;
}

void tls_session::use_for(SSL* connection, std::string const& name)
{
    if (context_ != ::SSL_get_SSL_CTX(connection) || name_ != name)
        forget();
    name_ = name;
    if (::SSL_set_ex_data(connection, the_session_place.get().number, this) != 1)
        return; // no session will be kept
    ::SSL_CTX_sess_set_new_cb(::SSL_get_SSL_CTX(connection), keep);
    if (!session_)
        return;
    // Copies, because OpenSSL invalidates a session if its connection is not closed properly, as when a
    // server dies.
    SSL_SESSION* const own = ::SSL_SESSION_dup(session_);
    if (!own || ::SSL_set_session(connection, own) != 1)
        forget(); // a full handshake
    ::SSL_SESSION_free(own);
}

int tls_session::keep(SSL* connection, SSL_SESSION* session) noexcept
{
    auto* const self =
        static_cast<tls_session*>(::SSL_get_ex_data(connection, the_session_place.get().number));
    if (!self)
        return 0;
    self->forget();
    SSL_CTX* const context = ::SSL_get_SSL_CTX(connection);
    if (::SSL_CTX_up_ref(context) != 1)
        return 0;
    self->context_ = context;
    self->session_ = ::SSL_SESSION_dup(session); // null if there is no memory: none is resumed
    return 0;
}

void tls_session::forget() noexcept
{
    ::SSL_SESSION_free(std::exchange(session_, nullptr));
    ::SSL_CTX_free(std::exchange(context_, nullptr));
}

bool expect_name(SSL* connection, std::string const& name)
{
    X509_VERIFY_PARAM* const expected = ::SSL_get0_param(connection);
    if (auto const address = address_in_certificates(name); !address.empty())
        return ::X509_VERIFY_PARAM_set1_ip(expected, reinterpret_cast<unsigned char const*>(address.data()),
                                           address.size()) == 1;
    auto const known = name_in_certificates(name);
    ::SSL_set_hostflags(connection, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return known && ::X509_VERIFY_PARAM_set1_host(expected, known->data(), known->size()) == 1 &&
           ::SSL_set_tlsext_host_name(connection, known->c_str()) == 1;
}

std::error_code connection_error(boost::system::error_code error, SSL* tls) noexcept
{
    if (tls)
        return tls_error(error, tls);
    if (error == asio::error::eof || error == asio::error::broken_pipe) // broken_pipe is from writing
        return errc::connection_closed;
    return error;
}

std::error_code tls_error(boost::system::error_code error, SSL* connection) noexcept
{
    if (is_for_want_of_memory(error))
        return std::make_error_code(std::errc::not_enough_memory);
    auto const result = ::SSL_get_verify_result(connection);
    if (result != X509_V_OK && (::SSL_get_verify_mode(connection) & SSL_VERIFY_PEER))
        return error_of_certificate(result);
    if (error == asio::error::eof || error == ssl::error::stream_truncated || is_end_by_peer(error))
        return errc::connection_closed;
    if (error.category() != asio::error::get_ssl_category())
        return error;
    switch (ERR_GET_REASON(static_cast<unsigned long>(error.value()))) {
    case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE: // all that TLS 1.2 says if a certificate is missing
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
