// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// TLS sessions: the second connection to a server resumes the first one's.

#include "net/stream.hpp"
#include "net/tls.hpp"
#include "receiver/server_tls.hpp"
#include "support/certificates.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/connect_pair.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <openssl/ssl.h>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace log_fluentd::test;
namespace asio = boost::asio;

namespace {

struct pair_of_streams
{
    asio::io_context context;
    authority issuer;
    receiver_security security;
    tls_config client_config;
    tls_session session;

    pair_of_streams()
    {
        auto const pair = issuer.issue("server");
        security.certificate_file = pair.certificate_file;
        security.key_file = pair.key_file;
        client_config.enabled = true;
        client_config.ca_file = issuer.ca_file();
        server_context = receiving::make_server_context(security);
    }

    /// \return whether the session was resumed.
    bool connect(std::string const& name = "localhost")
    {
        asio::local::stream_protocol::socket a(context), b(context);
        asio::local::connect_pair(a, b);
        stream client{stream::socket_type(std::move(a))};
        stream server{stream::socket_type(std::move(b))};
        server.begin_tls(*server_context);
        auto const client_context = make_tls_context(client_config);
        SSL* const tls = client.begin_tls(*client_context);
        expect_name(tls, name);
        session.use_for(tls);
        boost::system::error_code failed;
        std::string const message = "x";
        char received = 0;
        server.async_handshake(asio::ssl::stream_base::server, [&](boost::system::error_code error) {
            BOOST_TEST(!error, error.message());
            asio::async_write(server, asio::buffer(message), [](boost::system::error_code, std::size_t) {});
        });
        client.async_handshake(asio::ssl::stream_base::client, [&](boost::system::error_code error) {
            failed = error;
            if (!error) // with TLS 1.3 the session comes behind the handshake
                asio::async_read(client, asio::buffer(&received, 1),
                                 [](boost::system::error_code, std::size_t) {});
        });
        context.restart();
        context.run();
        BOOST_TEST(!failed, failed.message());
        BOOST_TEST(received == 'x');
        return ::SSL_session_reused(tls) == 1;
    }

    std::unique_ptr<asio::ssl::context> server_context;
};

} // namespace

BOOST_AUTO_TEST_SUITE(tls_)

BOOST_AUTO_TEST_CASE(the_next_connection_resumes_the_session)
{
    for (auto const version : {tls_version::v1_2, tls_version::v1_3}) {
        pair_of_streams with;
        with.security.max_version = version;
        with.server_context = receiving::make_server_context(with.security);
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

BOOST_AUTO_TEST_CASE(an_address_is_verified_too)
{
    pair_of_streams with;
    with.connect("127.0.0.1");
    with.session.forget();
    with.connect("::1");
}

BOOST_AUTO_TEST_SUITE_END()
