// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/server_tls.hpp"

#include "base/printable.hpp"

#include <openssl/ssl.h>
#include <stdexcept>
#include <string>

namespace log_fluentd::detail::receiving {

namespace ssl = boost::asio::ssl;

namespace {

void check(boost::system::error_code error, char const* member, std::string const& path)
{
    if (error)
        throw std::invalid_argument(std::string("receiver_security::") + member + " \"" + printable(path) +
                                    "\" cannot be used: " + error.message());
}

/// Checks a function of OpenSSL.
/// \throws std::runtime_error
void require(bool is_done, char const* what)
{
    if (!is_done)
        throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

int number_of(tls_version version) noexcept
{
    return version == tls_version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION;
}

} // namespace

std::unique_ptr<ssl::context> make_server_context(receiver_security const& config)
{
    auto made = std::make_unique<ssl::context>(ssl::context::tls_server);
    auto* const context = made->native_handle();
    require(::SSL_CTX_set_min_proto_version(context, number_of(config.min_version)) == 1,
            "keep to min_version");
    require(::SSL_CTX_set_max_proto_version(context, number_of(config.max_version)) == 1,
            "keep to max_version");
    ::SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION); // otherwise a client could make us work forever
    boost::system::error_code error;
    made->set_password_callback(
        [&config](std::size_t, ssl::context::password_purpose) {
            return std::string(config.key_passphrase.reveal());
        },
        error);
    check(error, "key_passphrase", config.key_file);
    check(made->use_certificate_chain_file(config.certificate_file, error), "certificate_file",
          config.certificate_file);
    check(made->use_private_key_file(config.key_file, ssl::context::pem, error), "key_file", config.key_file);
    // A session is only resumed if it names its server.
    constexpr unsigned char name[] = "log_fluentd";
    require(::SSL_CTX_set_session_id_context(context, name, sizeof name - 1) == 1, "name its sessions");
    if (config.client_ca_file.empty())
        return made;
    check(made->load_verify_file(config.client_ca_file, error), "client_ca_file", config.client_ca_file);
    auto* const wanted = ::SSL_load_client_CA_file(config.client_ca_file.c_str());
    require(wanted != nullptr, "say who may have issued the clients' certificates");
    ::SSL_CTX_set_client_CA_list(context, wanted);
    ::SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    return made;
}

} // namespace log_fluentd::detail::receiving
