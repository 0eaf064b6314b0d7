// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Each fault of a server that `ping` has to name, with its step and its remedy.

#include "command/ping_server.hpp"

#include "support/certificates.hpp"

#include <log_fluentd/error.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::detail::command;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Long enough for a busy machine, where the fault shows at once.
constexpr auto patience = 20s;
/// Where the fault is that nothing comes.
constexpr auto impatience = 150ms;

/// Making keys takes time.
authority& issuer()
{
    static authority made;
    return made;
}

key_pair const& server_pair()
{
    static key_pair const made = issuer().issue("server");
    return made;
}

receiver_config with_tls(key_pair const& pair = server_pair())
{
    receiver_config config;
    config.security.certificate_file = pair.certificate_file;
    config.security.key_file = pair.key_file;
    return config;
}

receiver_config with_key()
{
    receiver_config config;
    config.security.shared_key = "the key";
    return config;
}

/// A client of a port of this host.
sender_config client_of(std::uint16_t port)
{
    sender_config config;
    config.servers.resize(1);
    config.servers[0].port = port;
    config.resolve_timeout = config.connect_timeout = config.handshake_timeout = config.ack_timeout =
        patience;
    return config;
}

sender_config tls_client_of(std::uint16_t port)
{
    auto config = client_of(port);
    config.tls.enabled = true;
    config.tls.ca_file = issuer().ca_file();
    return config;
}

ping_result ping_with(sender_config const& config)
{
    return ping_server(detail::checked_sender(config), 0);
}

void check_all_right(ping_result const& result)
{
    std::string const trouble = result.failed ? result.failed->text : std::string();
    BOOST_TEST(trouble == "");
}

/// Checks which step failed, and the sentence.
void check_failure(ping_result const& result, ping_step step, std::string const& what,
                   std::string const& remedy)
{
    BOOST_TEST_REQUIRE(result.failed.has_value(), "nothing has failed");
    auto const& failed = *result.failed;
    BOOST_TEST(std::string(name_of(failed.step)) == name_of(step), failed.text);
    BOOST_TEST(failed.text.find(what) != std::string::npos, failed.text);
    BOOST_TEST(failed.text.find(remedy) != std::string::npos, failed.text);
    BOOST_TEST(failed.text.find('\n') == std::string::npos);
    for (auto const& one : result.done)
        BOOST_TEST((one.step < step));
}

/// Listens, and accepts nothing: the kernel takes the connections.
struct silent_port
{
    asio::io_context context;
    asio::ip::tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};

    std::uint16_t port() const { return acceptor.local_endpoint().port(); }
};

/// Answers each connection with this text, and closes it.
class answering_port
{
public:
    explicit answering_port(std::string text)
        : thread_([this, text] {
              asio::ip::tcp::socket peer(context_);
              acceptor_.accept(peer);
              char some[16];
              boost::system::error_code ignored;
              peer.read_some(asio::buffer(some), ignored);
              asio::write(peer, asio::buffer(text), ignored);
              peer.shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
              while (!ignored)
                  peer.read_some(asio::buffer(some), ignored); // so that nothing is reset
          })
    {}
    ~answering_port() { thread_.join(); }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

private:
    asio::io_context context_;
    asio::ip::tcp::acceptor acceptor_{context_, {asio::ip::address_v4::loopback(), 0}};
    std::thread thread_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(command_ping)

BOOST_AUTO_TEST_CASE(all_is_right)
{
    auto config = with_tls();
    config.security.shared_key = "the key";
    config.security.users = {{"me", "the password"}};
    receiver server(config);
    auto client = tls_client_of(server.port());
    client.servers[0].host = "localhost";
    client.auth.shared_key = "the key";
    client.auth.username = "me";
    client.auth.password = "the password";
    auto const result = ping_with(client);
    check_all_right(result);
    BOOST_TEST(result.done.size() == 5u);
    for (auto const& one : result.done)
        BOOST_TEST(one.took.has_value());
    BOOST_TEST_REQUIRE(server.events().size() == 1u);
    BOOST_TEST(server.events().front().tag == "log_fluentd.ping");
}

BOOST_AUTO_TEST_CASE(steps_that_are_not_configured_are_left_out)
{
    receiver const server;
    for (auto const mode : {event_mode::packed_forward, event_mode::forward, event_mode::message}) {
        auto client = client_of(server.port());
        client.frame.mode = mode;
        auto const result = ping_with(client);
        check_all_right(result);
        BOOST_TEST(!result.done.at(2).took.has_value());
        BOOST_TEST(!result.done.at(3).took.has_value());
    }
    BOOST_TEST(server.event_count() == 3u);
}

BOOST_AUTO_TEST_CASE(port_closed)
{
    std::uint16_t const closed = silent_port().port();
    check_failure(ping_with(client_of(closed)), ping_step::connect, "refused", "start the server");
}

BOOST_AUTO_TEST_CASE(name_unknown)
{
    auto client = client_of(24224);
    client.servers[0].host = "no-such-host.invalid"; // RFC 6761, section 6.4
    check_failure(ping_with(client), ping_step::resolve, "no-such-host.invalid is not known", "write a name");
}

BOOST_AUTO_TEST_CASE(TLS_expected)
{
    receiver const server(with_tls());
    check_failure(ping_with(client_of(server.port())), ping_step::tls, "the server speaks TLS",
                  "write Tls=true (--tls)");
    auto client = client_of(server.port());
    client.auth.shared_key = "the key";
    client.handshake_timeout = std::chrono::seconds(2); // a server of TLS waits for the client
    check_failure(ping_with(client), ping_step::tls, "the server speaks TLS", "write Tls=true (--tls)");
}

BOOST_AUTO_TEST_CASE(TLS_not_expected)
{
    receiver const server;
    check_failure(ping_with(tls_client_of(server.port())), ping_step::tls, "", "<transport tls>");
    answering_port const forward("\x93\xa4HELO\xc4");
    check_failure(ping_with(tls_client_of(forward.port())), ping_step::tls, "does not speak TLS",
                  "remove Tls=true");
}

BOOST_AUTO_TEST_CASE(wrong_authority)
{
    receiver const server(with_tls());
    auto client = tls_client_of(server.port());
    authority other("another authority");
    client.tls.ca_file = other.ca_file();
    check_failure(ping_with(client), ping_step::tls, "nobody who is trusted", "as TlsCaFile (--tls-ca)");
}

BOOST_AUTO_TEST_CASE(wrong_name)
{
    receiver const server(with_tls());
    auto client = tls_client_of(server.port());
    client.servers[0].tls_name = "logs.example.net";
    check_failure(ping_with(client), ping_step::tls, "another name", "as TlsName (--tls-name)");
}

BOOST_AUTO_TEST_CASE(certificate_expired)
{
    certificate_options options;
    options.begin = -10;
    options.end = -1;
    receiver const server(with_tls(issuer().issue("expired", options)));
    check_failure(ping_with(tls_client_of(server.port())), ping_step::tls, "has expired", "renew it");
}

BOOST_AUTO_TEST_CASE(client_certificate_missing)
{
    for (auto const newest : {tls_version::v1_2, tls_version::v1_3}) {
        for (bool const has_key : {false, true}) {
            auto config = with_tls();
            config.security.client_ca_file = issuer().ca_file();
            config.security.max_version = newest;
            if (has_key)
                config.security.shared_key = "the key";
            receiver const server(config);
            auto client = tls_client_of(server.port());
            if (has_key)
                client.auth.shared_key = "the key";
            check_failure(ping_with(client), ping_step::tls, "requires a client certificate",
                          "write TlsCertificateFile");
        }
    }
}

BOOST_AUTO_TEST_CASE(wrong_shared_key)
{
    receiver const server(with_key());
    auto client = client_of(server.port());
    client.auth.shared_key = "another key";
    check_failure(ping_with(client), ping_step::handshake, "another shared key",
                  "as SharedKey (--shared-key)");
    client.auth = {};
    check_failure(ping_with(client), ping_step::handshake, "asks for a shared key", "write SharedKeyFile");
}

BOOST_AUTO_TEST_CASE(wrong_user)
{
    auto config = with_key();
    config.security.users = {{"me", "the password"}};
    receiver const server(config);
    auto client = client_of(server.port());
    client.auth.shared_key = "the key";
    client.auth.username = "you";
    client.auth.password = "the password";
    check_failure(ping_with(client), ping_step::handshake, "does not know the user",
                  "as Username and PasswordFile");
}

BOOST_AUTO_TEST_CASE(no_handshake_expected)
{
    receiver const server;
    auto client = client_of(server.port());
    client.auth.shared_key = "the key";
    client.handshake_timeout = impatience;
    check_failure(ping_with(client), ping_step::handshake, "has no <security>",
                  "remove SharedKey (--shared-key)");
}

BOOST_AUTO_TEST_CASE(an_HTTP_server)
{
    answering_port const plain("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    check_failure(ping_with(client_of(plain.port())), ping_step::acknowledge, "HTTP", "@type forward");
    answering_port const with_client_of_tls("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
    check_failure(ping_with(tls_client_of(with_client_of_tls.port())), ping_step::tls, "does not speak TLS",
                  "remove Tls=true");
}

BOOST_AUTO_TEST_CASE(silent)
{
    silent_port const server;
    auto client = client_of(server.port());
    client.ack_timeout = client.handshake_timeout = impatience;
    check_failure(ping_with(client), ping_step::acknowledge, "does not acknowledge", "RequireAck=false");
    client.tls.enabled = true;
    client.tls.ca_file = issuer().ca_file();
    check_failure(ping_with(client), ping_step::tls, "does not speak TLS", "remove Tls=true");
    client.tls = {};
    client.auth.shared_key = "the key";
    check_failure(ping_with(client), ping_step::handshake, "does not begin a handshake", "remove SharedKey");
}

BOOST_AUTO_TEST_CASE(never_acknowledges)
{
    receiver server;
    server.misbehave(faults::never_acknowledge());
    auto client = client_of(server.port());
    client.ack_timeout = impatience;
    check_failure(ping_with(client), ping_step::acknowledge, "does not acknowledge the event within 0.1 s",
                  "write RequireAck=false");
    client.require_ack = false;
    check_all_right(ping_with(client));
}

BOOST_AUTO_TEST_CASE(acknowledges_something_else)
{
    receiver server;
    auto const client = client_of(server.port());
    server.misbehave(faults::acknowledge_wrongly());
    check_failure(ping_with(client), ping_step::acknowledge, "another chunk", "in between");
    server.misbehave(faults::send_garbage());
    check_failure(ping_with(client), ping_step::acknowledge, "something else", "@type forward");
    server.misbehave(faults::refuse_frames());
    check_failure(ping_with(client), ping_step::acknowledge, "ends the connection", "its log says");
}

BOOST_AUTO_TEST_CASE(an_in_unix)
{
    temporary_folder const folder;
    auto const path = (folder.path() / "socket").string();
    auto client = client_of(24224);
    client.servers[0].path = path;
    client.ack_timeout = impatience;
    check_failure(ping_with(client), ping_step::connect, "nobody listens", "start the server");
    receiver_config config;
    config.path = path;
    receiver server(config);
    check_all_right(ping_with(client));
    server.misbehave(faults::never_acknowledge()); // as Fluentd's in_unix
    check_failure(ping_with(client), ping_step::acknowledge, "in_unix cannot", "write RequireAck=false");
    client.require_ack = false;
    check_all_right(ping_with(client));
}

BOOST_AUTO_TEST_SUITE_END()
