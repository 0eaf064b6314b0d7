// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// TLS and the handshake between a sender and the receiver: what works, and what each thing that is wrong is
// called.

#include "guarded.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/error.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

/// A listener that takes connections and never says a word.
struct mute_listener
{
    boost::asio::io_context context;
    boost::asio::ip::tcp::acceptor acceptor{context, {boost::asio::ip::address_v4::loopback(), 0}};
    std::uint16_t port() const { return acceptor.local_endpoint().port(); }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(security, guarded)

BOOST_AUTO_TEST_CASE(tls_with_a_certificate_of_a_trusted_authority)
{
    with_tls();
    deliver();
}

BOOST_AUTO_TEST_CASE(tls_without_acknowledgements)
{
    with_tls();
    client.require_ack = false;
    deliver();
}

BOOST_AUTO_TEST_CASE(a_name_of_its_own)
{
    certificate_options options;
    options.names = "DNS:logs.example.net";
    with_tls(trusted().issue("named", options));
    client.servers[0].tls_name = "logs.example.net";
    deliver();
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name)
{
    certificate_options options;
    options.names = "DNS:logs.example.net";
    with_tls(trusted().issue("other", options));
    BOOST_TEST(refused().error == errc::certificate_wrong_name);
}

/// Nobody's certificate is for a zone, and any certificate would do where that were not seen.
BOOST_AUTO_TEST_CASE(a_certificate_for_another_address_where_there_is_a_zone)
{
    certificate_options options;
    options.names = "DNS:localhost,IP:127.0.0.1";
    with_tls(trusted().issue("no_zone", options));
    client.servers[0].tls_name = "::1%lo";
    BOOST_TEST(refused().error == errc::certificate_wrong_name);
}

/// At set-up; should one come to the connection all the same, that is not used (unit/net tls).
BOOST_AUTO_TEST_CASE(a_name_that_no_certificate_can_be_for)
{
    with_tls();
    client.servers[0].tls_name = ".";
    BOOST_CHECK_EXCEPTION(sender{client}, std::invalid_argument, [](std::invalid_argument const& error) {
        return std::string(error.what()).find("tls_name") != std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(an_expired_certificate)
{
    certificate_options options;
    options.begin = -20;
    options.end = -10;
    with_tls(trusted().issue("expired", options));
    BOOST_TEST(refused().error == errc::certificate_expired);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_valid_yet)
{
    certificate_options options;
    options.begin = 10;
    with_tls(trusted().issue("early", options));
    BOOST_TEST(refused().error == errc::certificate_expired);
}

BOOST_AUTO_TEST_CASE(a_certificate_of_an_unknown_authority)
{
    authority unknown("unknown authority");
    with_tls(unknown.issue("server"));
    BOOST_TEST(refused().error == errc::certificate_untrusted);
    client.tls.ca_file.clear(); // the system's
    diagnostics anew;
    client.on_diagnostic = anew.handler();
    sender s(client);
    s.emit("t", {{"n", 1}});
    BOOST_TEST(anew.wait_for(diagnostic_kind::connect_failed).error == errc::certificate_untrusted);
}

BOOST_AUTO_TEST_CASE(any_certificate_is_taken_where_that_is_said)
{
    authority unknown("unknown authority");
    with_tls(unknown.issue("server"));
    client.tls.insecure_accept_any_certificate = true;
    deliver();
}

BOOST_AUTO_TEST_CASE(a_client_certificate)
{
    with_tls();
    server.security.client_ca_file = trusted().ca_file();
    certificate_options options;
    options.passphrase = "the pass phrase";
    auto const own = trusted().issue("client", options);
    client.tls.certificate_file = own.certificate_file;
    client.tls.key_file = own.key_file;
    client.tls.key_passphrase = "the pass phrase";
    deliver();
}

BOOST_AUTO_TEST_CASE(no_client_certificate_where_one_is_wanted)
{
    for (auto const version : {tls_version::v1_2, tls_version::v1_3}) {
        guarded with;
        with.with_tls();
        with.server.security.client_ca_file = trusted().ca_file();
        with.client.tls.min_version = version;
        with.server.security.max_version = version;
        with.listen();
        sender s(with.client);
        s.emit("t", {{"n", 1}});
        // With TLS 1.3 the server looks at it when the client has the connection already.
        auto const why =
            with.reported.wait_for(version == tls_version::v1_3 ? diagnostic_kind::connection_lost
                                                                : diagnostic_kind::connect_failed);
        BOOST_TEST(why.error == errc::client_certificate_refused, why.message);
        BOOST_TEST(checked(s).waiting.events == 1u);
    }
}

BOOST_AUTO_TEST_CASE(tls_that_is_too_old)
{
    with_tls();
    client.tls.min_version = tls_version::v1_3;
    server.security.max_version = tls_version::v1_2;
    BOOST_TEST(refused().error == errc::tls_too_old);
}

BOOST_AUTO_TEST_CASE(tls_to_a_server_without)
{
    client.tls.enabled = true;
    client.tls.ca_file = trusted().ca_file();
    auto const why = refused();
    BOOST_TEST(why.error == errc::connection_closed);
    BOOST_TEST(why.message.find("load balancer, or is its transport not tls?") != std::string::npos,
               why.message);
}

BOOST_AUTO_TEST_CASE(tls_to_a_server_that_answers_in_plain)
{
    server.security.shared_key = "the shared key"; // so that it speaks first
    client.tls.enabled = true;
    client.tls.ca_file = trusted().ca_file();
    BOOST_TEST(refused().error == errc::no_tls);
}

BOOST_AUTO_TEST_CASE(tls_to_a_server_that_never_answers)
{
    mute_listener listener;
    client.servers[0].port = listener.port();
    client.tls.enabled = true;
    client.tls.ca_file = trusted().ca_file();
    client.handshake_timeout = 1s; // of which a slow machine needs some to read the certificate
    BOOST_TEST(refused_by_what_listens().error == errc::no_tls);
}

BOOST_AUTO_TEST_CASE(no_tls_to_a_server_with_it)
{
    with_tls();
    client.tls.enabled = false;
    listen();
    sender s(client);
    s.emit("t", {{"n", 1}});
    auto const why = reported.wait_for(diagnostic_kind::connection_lost);
    BOOST_TEST(why.message.find("does it want TLS?") != std::string::npos, why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
}

BOOST_AUTO_TEST_CASE(a_renewed_certificate_needs_no_restart)
{
    certificate_options options;
    options.begin = -20;
    options.end = -10;
    auto const pair = trusted().issue("renewed", options);
    with_tls(pair);
    client.retry.max_interval = 20ms;
    listen();
    sender s(client);
    s.emit("t", {{"n", 1}});
    BOOST_TEST(reported.wait_for(diagnostic_kind::connect_failed).error == errc::certificate_expired);
    trusted().issue("renewed");
    running->stop();
    running->start();
    BOOST_TEST(running->wait_for(1, patience));
}

/// Who closes does not wait for the long wait that a refusal costs to be over.
BOOST_AUTO_TEST_CASE(a_server_that_was_refused_is_tried_once_more_at_close)
{
    certificate_options options;
    options.begin = -20;
    options.end = -10;
    with_tls(trusted().issue("renewed_late", options));
    client.retry.max_interval = 60min;
    listen();
    sender s(client);
    s.emit("t", {{"n", 1}});
    BOOST_TEST(reported.wait_for(diagnostic_kind::connect_failed).error == errc::certificate_expired);
    trusted().issue("renewed_late");
    running->stop();
    running->start();
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(running->event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(an_authority_that_is_no_longer_trusted_ends_resumption)
{
    authority other("another authority");
    auto const file = trusted().folder() / "changing.pem";
    std::filesystem::copy_file(trusted().ca_file(), file);
    with_tls();
    client.tls.ca_file = file.string();
    listen();
    sender s(client);
    s.emit("t", {{"n", 1}});
    BOOST_TEST(bool(s.flush(patience)));
    std::filesystem::copy_file(other.ca_file(), file, std::filesystem::copy_options::overwrite_existing);
    running->misbehave({}); // ends the connection, and knows its sessions still
    s.emit("t", {{"n", 2}});
    BOOST_TEST(reported.wait_for(diagnostic_kind::connect_failed).error == errc::certificate_untrusted);
    std::filesystem::copy_file(trusted().ca_file(), file, std::filesystem::copy_options::overwrite_existing);
    BOOST_TEST(bool(s.close(patience)));
    BOOST_TEST(running->event_count() == 2u);
}

/// As on a disk of the network: whoever opens it waits.
BOOST_AUTO_TEST_CASE(a_file_that_hangs_holds_up_nobody)
{
    auto const file = trusted().folder() / "hanging.pem";
    std::filesystem::copy_file(trusted().ca_file(), file);
    with_tls();
    client.tls.ca_file = file.string();
    client.handshake_timeout = 100ms;
    listen();
    boost::asio::io_context context;
    auto const s = make_sender(context.get_executor(), client);
    std::filesystem::remove(file);
    BOOST_REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
    s->emit("t", {{"n", 1}});
    static_cast<void>(s->flush(0ms));
    while (!reported.count(diagnostic_kind::connect_failed))
        context.run_one_for(patience);
    auto const why = reported.wait_for(diagnostic_kind::connect_failed);
    BOOST_TEST(why.error == errc::tls_file);
    BOOST_TEST(why.message.find("handshake_timeout") != std::string::npos, why.message);
    std::thread closing([&] { s->close(patience); });
    // Whoever waits there gets the end of the file at once, and finds another the next time.
    int const writer = ::open(file.c_str(), O_WRONLY);
    std::filesystem::remove(file);
    std::filesystem::copy_file(trusted().ca_file(), file);
    ::close(writer);
    context.run();
    closing.join();
    BOOST_TEST(running->event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(a_file_that_hangs_does_not_hold_up_the_end)
{
    auto const file = trusted().folder() / "hanging_at_the_end.pem";
    std::filesystem::copy_file(trusted().ca_file(), file);
    with_tls();
    client.tls.ca_file = file.string();
    listen();
    sender s(client);
    std::filesystem::remove(file);
    BOOST_REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
    s.emit("t", {{"n", 1}});
    auto const begin = std::chrono::steady_clock::now();
    BOOST_TEST((s.close(50ms).error == errc::timed_out));
    BOOST_TEST((std::chrono::steady_clock::now() - begin < client.handshake_timeout));
    BOOST_TEST(checked(s).discarded[static_cast<std::size_t>(discard_reason::closed)].events == 1u);
    ::close(::open(file.c_str(), O_RDWR)); // and whoever waits there finds its end
}

BOOST_AUTO_TEST_CASE(a_file_that_is_gone_while_the_program_runs)
{
    with_tls();
    auto const copy = trusted().folder() / "gone.pem";
    std::filesystem::copy_file(trusted().ca_file(), copy);
    client.tls.ca_file = copy.string();
    listen();
    sender s(client);
    std::filesystem::remove(copy);
    s.emit("t", {{"n", 1}});
    auto const why = reported.wait_for(diagnostic_kind::connect_failed);
    BOOST_TEST(why.error == errc::tls_file);
    BOOST_TEST(why.message.find("gone.pem") != std::string::npos, why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
}

BOOST_AUTO_TEST_CASE(a_shared_key)
{
    with_key();
    deliver();
}

BOOST_AUTO_TEST_CASE(a_shared_key_and_a_user_over_tls)
{
    with_tls();
    with_key();
    client.auth.username = "me";
    client.auth.password = "the password";
    server.security.users = {{"me", "the password"}};
    deliver();
}

BOOST_AUTO_TEST_CASE(each_server_may_have_a_key_of_its_own)
{
    with_key();
    client.auth.shared_key = "another one";
    client.servers[0].auth.shared_key = "the shared key";
    deliver();
}

BOOST_AUTO_TEST_CASE(another_key)
{
    with_key();
    client.auth.shared_key = "another key";
    auto const why = refused();
    BOOST_TEST(why.error == errc::wrong_shared_key);
    BOOST_TEST(running->errors().at(0).find("shared_key mismatch") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_password)
{
    with_key();
    client.auth.username = "me";
    client.auth.password = "a guess";
    server.security.users = {{"me", "the password"}};
    BOOST_TEST(refused().error == errc::wrong_password);
}

BOOST_AUTO_TEST_CASE(a_key_where_the_server_asks_for_none)
{
    with_key();
    server.security.shared_key = {};
    client.handshake_timeout = 50ms;
    BOOST_TEST(refused().error == errc::no_handshake);
}

BOOST_AUTO_TEST_CASE(no_key_where_the_server_asks_for_one)
{
    with_key();
    client.auth.shared_key = {};
    listen();
    sender s(client);
    s.emit("t", {{"n", 1}});
    BOOST_TEST(reported.wait_for(diagnostic_kind::connection_lost).error == errc::unexpected_handshake);
    BOOST_TEST(checked(s).waiting.events == 1u);
    BOOST_TEST(running->event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(a_server_with_this_hosts_name)
{
    with_key();
    client.self_hostname = server.security.self_hostname = "same";
    BOOST_TEST(refused().error == errc::own_hostname);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_an_error_when_the_sender_is_made)
{
    struct wrong
    {
        void (*change)(sender_config&);
        std::string sentence;
    };
    wrong const all[] = {
        {[](sender_config& c) { c.tls.ca_file = "/nowhere.pem"; },
         "tls.ca_file \"/nowhere.pem\" cannot be read: No such file or directory"},
        {[](sender_config& c) { c.tls.ca_directory = "/nowhere"; },
         "tls.ca_directory \"/nowhere\" cannot be read"},
        {[](sender_config& c) { c.tls.certificate_file = "/nowhere.pem"; }, "tls.key_file must be given too"},
        {[](sender_config& c) { c.tls.key_file = "/nowhere.key"; }, "tls.certificate_file must be given too"},
        {[](sender_config& c) { c.tls.certificate_file = c.tls.key_file = "/nowhere.pem"; },
         "tls.certificate_file \"/nowhere.pem\" cannot be read: No such file or directory"},
        {[](sender_config& c) {
             c.tls.certificate_file = trusted().issue("one").certificate_file;
             c.tls.key_file = trusted().issue("another").key_file;
         },
         "tls.key_file \"" + (trusted().folder() / "another.key").string() +
             "\" does not belong to tls.certificate_file"},
        {[](sender_config& c) {
             certificate_options options;
             options.passphrase = "the pass phrase";
             auto const pair = trusted().issue("closed", options);
             c.tls.certificate_file = pair.certificate_file;
             c.tls.key_file = pair.key_file;
         },
         "tls.key_file \"" + (trusted().folder() / "closed.key").string() +
             "\" is encrypted; give tls.key_passphrase"},
        {[](sender_config& c) { c.auth.username = "me"; }, "auth.shared_key must be given where a user is"},
        {[](sender_config& c) {
             c.auth.shared_key = "key";
             c.auth.empty_shared_key = true;
         },
         "auth.empty_shared_key must not be true where a shared key is given"},
        {[](sender_config& c) {
             c.auth.shared_key = "k";
             c.auth.password = "p";
         },
         "auth.username must be given where a password is"},
        {[](sender_config& c) {
             c.auth.shared_key = "k";
             c.auth.username.assign(256, 'u');
         },
         "auth.username must be at most 255 bytes, but has 256"},
        {[](sender_config& c) { c.self_hostname.assign(256, 'h'); },
         "self_hostname must be at most 255 bytes"},
        {[](sender_config& c) { c.servers[0].path = "socket"; },
         "servers[0].path must be an absolute path, or @ and an abstract name, but is \"socket\""},
        {[](sender_config& c) { c.servers[0].path = '/' + std::string(200, 'x'); },
         "servers[0].path must be at most "},
        {[](sender_config& c) { c.servers[0].auth.username = "me"; },
         "servers[0].auth.shared_key must be given"},
        {[](sender_config& c) { c.handshake_timeout = 0ms; }, "handshake_timeout must be between"},
    };
    for (auto const& one : all) {
        auto config = client;
        config.tls.enabled = true;
        one.change(config);
        try {
            sender s(config);
            BOOST_ERROR("taken: " << one.sentence);
        } catch (std::invalid_argument const& error) {
            BOOST_TEST(std::string(error.what()).find(one.sentence) == 0u, error.what());
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
