// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What comes from outside is not trusted in a sentence: that goes to somebody's terminal, or log.

#include "msgpack/utf8.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/format_dictionary.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>
#include <msgpack.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

constexpr char const evil[] = "\x1b]0;x\a\nlog_fluentd: all is well\r\xc2\x9b"
                              "2J";
constexpr char const harmless[] = "\\x1b]0;x\\x07\\nlog_fluentd: all is well\\r\\u009b2J";

bool is_one_line(std::string const& text)
{
    return detail::is_utf8(text) && text.find("\xc2\x9b") == text.npos &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != '\x7f'; });
}

void check(std::string const& sentence)
{
    BOOST_TEST(is_one_line(sentence), sentence);
    BOOST_TEST(sentence.find(harmless) != sentence.npos, sentence);
}

/// What a server says that refuses the client, for this reason.
std::string refusing_greeting(std::string const& reason)
{
    msgpack::sbuffer bytes;
    msgpack::packer<msgpack::sbuffer> pack(bytes);
    pack.pack_array(2).pack("HELO").pack_map(3);
    pack.pack("nonce").pack("0123456789abcdef");
    pack.pack("auth").pack("");
    pack.pack("keepalive").pack(true);
    pack.pack_array(5).pack("PONG").pack(false).pack(reason).pack("").pack("");
    return {bytes.data(), bytes.size()};
}

/// What a sender says that a server has refused for this reason.
struct refused_sender
{
    explicit refused_sender(std::string const& reason)
    {
        receiver_config config;
        config.on_connection = [reason](std::size_t) {
            connection_plan plan;
            plan.greeting = refusing_greeting(reason);
            return plan;
        };
        receiver server(config);
        diagnostics reported;
        auto to = sender_to(server.port(), reported);
        to.auth.shared_key = "k";
        sender s(to);
        BOOST_TEST(s.emit("a", {{"n", 1}}));
        sentence = reported.wait_for(diagnostic_kind::connect_failed).message;
        counters = s.statistics();
    }

    std::string sentence;
    statistics counters;
};

} // namespace

BOOST_AUTO_TEST_SUITE(words_from_outside)

BOOST_AUTO_TEST_CASE(a_label_that_a_server_refuses)
{
    receiver server;
    server.misbehave(faults::refuse_frames());
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    BOOST_TEST(s.emit(evil, {{"n", 1}}));
    check(reported.wait_for(diagnostic_kind::refused).message);
}

BOOST_AUTO_TEST_CASE(the_reason_of_a_peer)
{
    refused_sender const refused(evil);
    check(refused.sentence);
    check(refused.counters.last_error);
    check(refused.counters.servers.at(0).last_error);
}

BOOST_AUTO_TEST_CASE(a_very_long_reason_of_a_peer_is_cut)
{
    auto const sentence = refused_sender(std::string(3000, 'x')).sentence;
    BOOST_TEST(std::count(sentence.begin(), sentence.end(), 'x') < 300);
}

BOOST_AUTO_TEST_CASE(the_name_of_a_sender_and_of_a_unix_socket)
{
    diagnostics reported;
    auto config = sender_to(1, reported);
    config.name = evil;
    config.servers[0].path = std::string("/nowhere/") + evil;
    sender s(config);
    BOOST_TEST(s.emit("a", {{"n", 1}}));
    auto const sentence = reported.wait_for(diagnostic_kind::connect_failed).message;
    check(sentence);
    BOOST_TEST(sentence.find(std::string("unix:/nowhere/") + harmless) != sentence.npos);
    check(s.statistics().servers.at(0).address);
}

BOOST_AUTO_TEST_CASE(values_of_a_configuration)
{
    auto const error_of = [](auto f) {
        try {
            f();
        } catch (std::exception const& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    check(error_of([] {
        format_dictionary twice;
        twice.add(evil, "x");
        twice.add(evil, "y");
    }));
    receiver_config config;
    config.address = evil;
    check(error_of([&] { receiver server(config); }));
    check(error_of([] { parse_receiver_fault(evil); }));
}

BOOST_AUTO_TEST_CASE(what_the_receiver_says_of_a_peer)
{
    receiver_config config;
    config.on_frame = [](received_frame const&) -> frame_reply { throw std::runtime_error(evil); };
    receiver server(config);
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    BOOST_TEST(s.emit("a", {{"n", 1}}));
    BOOST_TEST(server.wait_for_errors(1, patience));
    check(server.errors().at(0));
}

BOOST_AUTO_TEST_SUITE_END()
