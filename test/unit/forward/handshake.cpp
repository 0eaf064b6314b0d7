// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The client's handshake against the server's, byte by byte and each with what no honest peer sends.

#include "forward/handshake.hpp"

#include "forward/digest.hpp"
#include "receiver/server_handshake.hpp"

#include <log_fluentd/error.hpp>

#include <boost/test/unit_test.hpp>
#include <msgpack.hpp>

#include <string>
#include <vector>

using namespace log_fluentd;
using log_fluentd::detail::handshake;
using log_fluentd::detail::sha512_hex;
using log_fluentd::detail::receiving::server_handshake;

namespace {

struct talk
{
    auth_config client;
    receiver_security server;
    std::string self_hostname = "client";
    std::size_t step = 4096;
    std::string reason;
    std::string rest;
    std::string ping;

    talk()
    {
        client.shared_key = "a key";
        server.shared_key = "a key";
        server.self_hostname = "server";
    }

    std::error_code say(handshake& to, std::string const& bytes)
    {
        std::error_code error;
        for (std::size_t at = 0; at < bytes.size() && !error; at += step)
            error = to.feed(bytes.data() + at, std::min(step, bytes.size() - at));
        return error;
    }

    /// \return what the client thinks of it.
    std::error_code run()
    {
        server_handshake s(server, std::string("nonce\0nonce\xff", 12), "user salt");
        handshake c(client, self_hostname, "0123456789abcdef");
        if (auto const error = say(c, s.helo()))
            return error;
        ping = c.take_output();
        std::string pong;
        for (std::size_t at = 0; at < ping.size(); at += step)
            pong += s.feed(std::string_view(ping).substr(at, step));
        auto const error = say(c, pong + rest);
        reason = c.reason();
        BOOST_TEST(c.done() == !error);
        BOOST_TEST(s.done() == s.error().empty());
        if (!error)
            BOOST_TEST(c.rest() == std::string_view(rest).substr(0, c.rest().size()));
        return error;
    }
};

template <typename... Parts>
std::string packed(Parts const&... parts)
{
    msgpack::sbuffer out;
    msgpack::packer<msgpack::sbuffer> pack(out);
    pack.pack_array(sizeof...(parts));
    (pack.pack(parts), ...);
    return {out.data(), out.size()};
}

std::string helo(std::map<std::string, std::string> const& options = {{"nonce", "n"}, {"auth", ""}})
{
    return packed("HELO", options);
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(handshake_, talk)

BOOST_AUTO_TEST_CASE(both_sides_know_the_key)
{
    for (std::size_t const bytes : {1u, 2u, 7u, 4096u}) {
        step = bytes;
        BOOST_TEST(!run());
    }
}

BOOST_AUTO_TEST_CASE(a_user_with_a_password)
{
    client.username = "me";
    client.password = "secret";
    server.users = {{"you", "other"}, {"me", "secret"}};
    BOOST_TEST(!run());
    client.password = "other";
    BOOST_TEST(run() == errc::wrong_password);
    client.password = "secret";
    client.username = "you";
    BOOST_TEST(run() == errc::wrong_password);
    client.username = "nobody";
    BOOST_TEST(run() == errc::wrong_password);
}

BOOST_AUTO_TEST_CASE(a_user_of_a_server_whose_key_is_empty)
{
    client.shared_key = server.shared_key = "";
    client.empty_shared_key = true;
    BOOST_TEST(client.enabled());
    client.username = "me";
    client.password = "pass";
    server.users = {{"me", "pass"}};
    BOOST_TEST(!run());
    client.password = "another";
    BOOST_TEST(run() == errc::wrong_password);
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_one_message_for_each_connection_says_so)
{
    auto const keeps = [&](char const* option, auto value) {
        msgpack::sbuffer out;
        msgpack::packer<msgpack::sbuffer> pack(out);
        pack.pack_array(2).pack("HELO").pack_map(2).pack("nonce").pack("n").pack(option).pack(value);
        handshake c(client, "client", "salt");
        BOOST_TEST(!say(c, {out.data(), out.size()}));
        return c.keeps_alive();
    };
    BOOST_TEST(!keeps("keepalive", false));
    BOOST_TEST(keeps("keepalive", true));
    BOOST_TEST(keeps("auth", "")); // Fluent Bit does not say
    BOOST_TEST(keeps("keepalive", "false"));
}

BOOST_AUTO_TEST_CASE(a_user_where_none_is_asked_for_is_not_sent)
{
    client.username = "me";
    client.password = "secret";
    BOOST_TEST(!run());
    BOOST_TEST(ping.find("me\x00") == std::string::npos);
    BOOST_TEST(ping.find(sha512_hex({"me", "secret"})) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(another_key)
{
    client.shared_key = "another key";
    BOOST_TEST(run() == errc::wrong_shared_key);
    BOOST_TEST(reason == "shared_key mismatch");
}

BOOST_AUTO_TEST_CASE(neither_key_nor_password_is_on_the_wire)
{
    client.shared_key = server.shared_key = "the shared key";
    client.username = "me";
    client.password = "the password";
    server.users = {{"me", "the password"}};
    BOOST_TEST(!run());
    BOOST_TEST(ping.find("the shared key") == std::string::npos);
    BOOST_TEST(ping.find("the password") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(ping_is_small_enough_for_one_read_of_fluent_bits)
{
    self_hostname.assign(255, 'h');
    client.username.assign(255, 'u');
    client.password = "p";
    server.users = {{client.username, "p"}};
    BOOST_TEST(!run());
    BOOST_TEST(ping.size() < handshake::max_ping_size);
}

BOOST_AUTO_TEST_CASE(a_server_with_our_own_name)
{
    server.self_hostname = self_hostname;
    BOOST_TEST(run() == errc::own_hostname);
}

BOOST_AUTO_TEST_CASE(what_comes_behind_pong_is_kept)
{
    rest = "\x81\xa3";
    BOOST_TEST(!run());
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_know_the_key_is_not_believed)
{
    handshake c(client, "client", "salt");
    BOOST_TEST(!say(c, helo()));
    BOOST_TEST(say(c, packed("PONG", true, "", "server", sha512_hex({"salt", "server", "n", "guess"}))) ==
               errc::false_server);
    BOOST_TEST(!c.done());
}

BOOST_AUTO_TEST_CASE(a_server_with_another_reason)
{
    handshake c(client, "client", "salt");
    BOOST_TEST(!say(c, helo()));
    BOOST_TEST(say(c, packed("PONG", false, "anonymous host 'x' denied", "", "")) == errc::handshake_refused);
    BOOST_TEST(c.reason() == "anonymous host 'x' denied");
}

BOOST_AUTO_TEST_CASE(what_is_no_step_is_an_error)
{
    std::vector<std::string> const wrong = {packed("PONG", true, "", "server", ""),
                                            "\x01",
                                            packed("HELO"),
                                            packed("HELO", 1),
                                            "\xc1",
                                            helo({{"auth", ""}}),
                                            std::string("\x93\xa4HELO\xc0\xc0", 8),
                                            "\x81\xa3"
                                            "ack\xa1x",
                                            std::string(5000, '\x93')};
    for (auto const& bytes : wrong) {
        handshake c(client, "client", "salt");
        BOOST_TEST(say(c, bytes) == errc::bad_handshake);
    }
    std::vector<std::string> const wrong_pongs = {helo(), packed("PONG"), packed("PONG", 1), "\xc1"};
    for (auto const& bytes : wrong_pongs) {
        handshake c(client, "client", "salt");
        BOOST_TEST(!say(c, helo()));
        BOOST_TEST(say(c, bytes) == errc::bad_handshake);
    }
    handshake c(client, "client", "salt");
    BOOST_TEST(say(c, "HTTP/1.1 400 Bad Request") == errc::not_forward);
    handshake d(client, "client", "salt");
    BOOST_TEST(say(d, "\x15\x03\x01") == errc::wants_tls);
}

BOOST_AUTO_TEST_CASE(the_server_refuses_what_is_no_ping)
{
    std::vector<std::string> const wrong = {packed("PING"), packed("tag", 1), "\xc1",
                                            packed("PING", 1, 2, 3, 4, 5)};
    for (auto const& bytes : wrong) {
        server_handshake s(server, "n", "a");
        BOOST_TEST(!s.feed(bytes).empty());
        BOOST_TEST(s.error() == "The handshake failed: invalid ping message.");
        BOOST_TEST(!s.done());
    }
    server_handshake s(server, "n", "a");
    for (int i = 0; i < 6 && s.error().empty(); ++i)
        s.feed("\xdb\x7f" + std::string(1000, '\x01'));
    BOOST_TEST(!s.error().empty());
}

BOOST_AUTO_TEST_SUITE_END()
