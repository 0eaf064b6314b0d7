// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// TLS sessions: the second connection to a server resumes the first one's. Whose certificate is good enough.

#include "transport/tls.hpp"

#include "receiver/server_tls.hpp"
#include "support/certificates.hpp"
#include "transport/stream.hpp"
#include "transport/tls_context.hpp"

#include <log_fluentd/error.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <memory>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <optional>
#include <string>
#include <system_error>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace log_fluentd::test;
namespace asio = boost::asio;

namespace {

/// Making keys takes time.
authority& the_issuer()
{
    static authority made;
    return made;
}

struct pair_of_streams
{
    asio::io_context context;
    authority& issuer = the_issuer();
    receiver_security security;
    tls_config client_config;
    tls_session session;

    std::shared_ptr<asio::ssl::context> client_context;
    std::unique_ptr<asio::ssl::context> server_context;
    std::optional<stream> client, server;
    bool could_expect = true;
    boost::system::error_code failed; // of the client's handshake
    char received = 0;

    explicit pair_of_streams(std::string const& names = certificate_options().names,
                             tls_version version = tls_version::v1_3)
    {
        certificate_options options;
        options.names = names;
        auto const pair = issuer.issue("server", options);
        security.certificate_file = pair.certificate_file;
        security.key_file = pair.key_file;
        security.max_version = version;
        client_config.enabled = true;
        client_config.ca_file = issuer.ca_file();
        client_context = make_tls_context(client_config);
        server_context = receiving::make_server_context(security);
    }

    /// Both handshakes, then one byte from the server, behind which the session comes with TLS 1.3.
    void shake_hands(std::string const& name)
    {
        asio::local::stream_protocol::socket a(context), b(context);
        asio::local::connect_pair(a, b);
        client.emplace(stream::socket_type(std::move(a)));
        server.emplace(stream::socket_type(std::move(b)));
        server->begin_tls(*server_context);
        SSL* const tls = client->begin_tls(*client_context);
        could_expect = expect_name(tls, name);
        session.use_for(tls, name);
        failed = {};
        received = 0;
        server->async_handshake(asio::ssl::stream_base::server, [&](boost::system::error_code error) {
            if (!error)
                asio::async_write(*server, asio::buffer("x", 1),
                                  [](boost::system::error_code, std::size_t) {});
        });
        client->async_handshake(asio::ssl::stream_base::client, [&](boost::system::error_code error) {
            failed = error;
            if (!error)
                asio::async_read(*client, asio::buffer(&received, 1),
                                 [](boost::system::error_code, std::size_t) {});
            else
                close_client();
        });
        run();
    }
    void run()
    {
        context.restart();
        context.run();
    }
    void close_client() { client->socket().close(); }

    /// \return whether the session was resumed.
    bool connect(std::string const& name = "localhost")
    {
        shake_hands(name);
        BOOST_TEST(could_expect);
        BOOST_TEST(!failed, failed.message());
        BOOST_TEST(received == 'x');
        return ::SSL_session_reused(client->tls()) == 1;
    }
    /// \return whether it is not, because of its name.
    bool is_for_another(std::string const& name)
    {
        shake_hands(name);
        return !could_expect || (failed && tls_error(failed, client->tls()) == errc::certificate_wrong_name);
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(tls_)

BOOST_AUTO_TEST_CASE(the_next_connection_resumes_the_session)
{
    for (auto const version : {tls_version::v1_2, tls_version::v1_3}) {
        pair_of_streams with(certificate_options().names, version);
        BOOST_TEST(!with.connect());
        BOOST_TEST(with.connect());
        BOOST_TEST(with.connect());
        with.session.forget();
        BOOST_TEST(!with.connect());
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_was_restarted_does_not_mind)
{
    pair_of_streams with;
    BOOST_TEST(!with.connect());
    with.server_context = receiving::make_server_context(with.security);
    BOOST_TEST(!with.connect());
    BOOST_TEST(with.connect());
}

BOOST_AUTO_TEST_CASE(a_session_is_resumed_only_under_its_name_and_with_its_authorities)
{
    for (auto const version : {tls_version::v1_2, tls_version::v1_3}) {
        pair_of_streams with("DNS:one,DNS:two", version);
        BOOST_TEST(!with.connect("one"));
        BOOST_TEST(!with.connect("two"));
        BOOST_TEST(with.connect("two"));
        BOOST_TEST(with.is_for_another("three"));
        BOOST_TEST(!with.connect("two"));
        with.client_context = make_tls_context(with.client_config);
        BOOST_TEST(!with.connect("two"));
        BOOST_TEST(with.connect("two"));
    }
}

BOOST_AUTO_TEST_CASE(an_address_is_verified_too)
{
    pair_of_streams with("IP:127.0.0.1,IP:::1");
    with.connect("127.0.0.1");
    with.connect("::1");
    BOOST_TEST(with.is_for_another("127.0.0.2"));
    BOOST_TEST(with.is_for_another("::2"));
}

BOOST_AUTO_TEST_CASE(an_address_with_a_zone_is_verified_without)
{
    pair_of_streams with("IP:::1,IP:fe80::7");
    for (std::string const zone : {"%lo", "%1", "%no-such-interface", "%"}) {
        with.connect("::1" + zone);
        with.connect("fe80::7" + zone);
        BOOST_TEST(with.is_for_another("::2" + zone));
        BOOST_TEST(with.is_for_another("fe80::8" + zone));
    }
    pair_of_streams other("DNS:localhost,IP:127.0.0.1");
    for (std::string const name : {"::1%lo", "fe80::7%lo", "127.0.0.1%lo", "localhost%lo"})
        BOOST_TEST(other.is_for_another(name), name);
}

BOOST_AUTO_TEST_CASE(an_absolute_name_is_verified_without_its_dot)
{
    pair_of_streams with("DNS:logs.example.net,DNS:localhost");
    with.connect("logs.example.net.");
    BOOST_TEST(std::string(::SSL_get_servername(with.server->tls(), TLSEXT_NAMETYPE_host_name)) ==
               "logs.example.net");
    with.connect("localhost.");
    BOOST_TEST(with.is_for_another("logs.example.org."));
    BOOST_TEST(with.is_for_another("logs.example.net.."));
}

/// OpenSSL takes an empty name for "any", cuts it at a zero, and takes ".net" for all that end so.
BOOST_AUTO_TEST_CASE(what_is_no_name_is_nobodys)
{
    pair_of_streams with("DNS:logs.example.net,DNS:localhost");
    for (std::string const& name :
         {std::string(), std::string("."), std::string(".."), std::string(".example.net"),
          std::string(".net"), std::string("localhost\0", 10), std::string("localhost\0.org", 14),
          std::string("%lo"), std::string(254, 'a')}) {
        BOOST_TEST(with.is_for_another(name));
    }
}

/// A server of TLS 1.2 that asks to begin anew is told that this is not done.
BOOST_AUTO_TEST_CASE(there_is_no_renegotiation)
{
    pair_of_streams with(certificate_options().names, tls_version::v1_2);
    with.connect();
    SSL* const tls = with.client->tls();
    static int refusals = 0;
    refusals = 0;
    ::SSL_set_info_callback(tls, [](SSL const*, int where, int what) {
        refusals += where == SSL_CB_WRITE_ALERT && (what & 0xff) == SSL_AD_NO_RENEGOTIATION;
    });
    ::SSL_clear_options(with.server->tls(), SSL_OP_NO_RENEGOTIATION);
    BOOST_TEST(::SSL_renegotiate(with.server->tls()) == 1);
    asio::async_write(*with.server, asio::buffer("y", 1),
                      [&](boost::system::error_code, std::size_t) { with.server->socket().close(); });
    asio::async_read(*with.client, asio::buffer(&with.received, 1),
                     [](boost::system::error_code, std::size_t) {});
    with.run();
    BOOST_TEST(refusals == 1);
}

/// OpenSSL calls a key too weak that it had no memory to look at, and says of memory only at first or last.
BOOST_AUTO_TEST_CASE(a_want_of_memory_is_no_certificates_fault)
{
    pair_of_streams with;
    with.connect();
    SSL* const tls = with.client->tls();
    auto const of_openssl = [](int library, int reason) {
        return boost::system::error_code(static_cast<int>(ERR_PACK(library, 0, reason)),
                                         asio::error::get_ssl_category());
    };
    auto const failed = of_openssl(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED);
    ::SSL_set_verify_result(tls, X509_V_ERR_EE_KEY_TOO_SMALL);
    BOOST_TEST(tls_error(failed, tls) == errc::certificate_invalid);
    BOOST_TEST(
        (tls_error(of_openssl(ERR_LIB_X509, ERR_R_MALLOC_FAILURE), tls) == std::errc::not_enough_memory));
    ERR_raise(ERR_LIB_CRYPTO, ERR_R_MALLOC_FAILURE);
    ERR_raise(ERR_LIB_SSL, SSL_R_CERTIFICATE_VERIFY_FAILED);
    BOOST_TEST((tls_error(failed, tls) == std::errc::not_enough_memory));
    BOOST_TEST(tls_error(failed, tls) == errc::certificate_invalid); // that list is empty now
    ::SSL_set_verify_result(tls, X509_V_ERR_OUT_OF_MEM);
    BOOST_TEST((tls_error(failed, tls) == std::errc::not_enough_memory));
}

BOOST_AUTO_TEST_SUITE_END()
