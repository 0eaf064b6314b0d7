// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A server that says no more, or goes, at any byte of either handshake.

#include "guarded.hpp"
#include "stalling_relay.hpp"

#include <log_fluentd/error.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

/// A sender whose server stalls, or closes, behind so many bytes.
struct attempt
{
    attempt(sender_config config, std::uint16_t server, std::size_t bytes, bool closes)
        : relay(server, bytes, closes)
    {
        config.servers[0].port = relay.port();
        config.on_diagnostic = reported.handler();
        client = std::make_unique<sender>(config);
        client->emit("t", {{"n", static_cast<std::int64_t>(bytes)}});
    }

    stalling_relay relay;
    diagnostics reported;
    std::unique_ptr<sender> client;
};

struct stalling : guarded
{
    stalling()
    {
        client.handshake_timeout = 2s;
        client.retry.max_interval = 60min; // half of that is what a refusal costs, and silence is none
    }

    /// How much a server says until a connection stands.
    std::size_t greeting_size()
    {
        auto silent = server;
        silent.on_frame = [](received_frame const&) { return frame_reply{}; };
        receiver const measured(silent);
        auto config = client;
        config.handshake_timeout = patience;
        attempt whole(config, measured.port(), stalling_relay::everything, false);
        whole.reported.wait_for(diagnostic_kind::connected);
        return whole.relay.passed();
    }

    /// What is reported of servers that stop at some bytes all over the handshakes, the first of them at
    /// none. Then they heal, and everything arrives.
    std::vector<std::error_code> errors(bool closes)
    {
        constexpr std::size_t count = 16;
        std::size_t const size = greeting_size();
        listen();
        std::vector<std::unique_ptr<attempt>> attempts; // all at once, so that they wait at once
        for (std::size_t i = 0; i < count; ++i)
            attempts.push_back(std::make_unique<attempt>(client, running->port(), i * size / count, closes));
        std::vector<std::error_code> result;
        for (auto const& one : attempts) {
            auto const why = one->reported.wait_for(diagnostic_kind::connect_failed);
            BOOST_TEST(why.message.find("the shared key") == std::string::npos, why.message);
            result.push_back(why.error);
            // With a session to resume, a later attempt may have been short enough.
            BOOST_TEST(checked(*one->client).total_discarded().events == 0u);
            one->relay.heal();
        }
        for (auto const& one : attempts)
            BOOST_TEST(bool(one->client->flush(patience)));
        BOOST_TEST(running->event_count() == count);
        return result;
    }
};

using error_set = std::set<std::error_code>;

} // namespace

BOOST_FIXTURE_TEST_SUITE(stalls, stalling)

BOOST_AUTO_TEST_CASE(in_the_handshake_of_the_protocol)
{
    with_key();
    auto const all = errors(false);
    BOOST_TEST((all.front() == errc::no_handshake));
    BOOST_TEST((error_set(all.begin() + 1, all.end()) == error_set{errc::handshake_timeout}));
}

/// Between the two handshakes it has said nothing of the second.
BOOST_AUTO_TEST_CASE(in_both_handshakes)
{
    with_tls();
    with_key();
    auto const all = errors(false);
    BOOST_TEST((all.front() == errc::no_tls));
    BOOST_TEST(
        (error_set(all.begin() + 1, all.end()) == error_set{errc::handshake_timeout, errc::no_handshake}));
}

BOOST_AUTO_TEST_CASE(closed_in_the_handshake_of_the_protocol)
{
    with_key();
    auto const all = errors(true);
    BOOST_TEST((error_set(all.begin(), all.end()) == error_set{errc::connection_closed}));
}

BOOST_AUTO_TEST_CASE(closed_in_both_handshakes)
{
    with_tls();
    with_key();
    auto const all = errors(true);
    BOOST_TEST((error_set(all.begin(), all.end()) == error_set{errc::connection_closed}));
}

BOOST_AUTO_TEST_SUITE_END()
