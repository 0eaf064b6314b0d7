// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What peers that have not shown who they are can do to a receiver: little, and not for long.

#include "support/certificates.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct strangers
{
    receiver_config config;

    void with_key() { config.security.shared_key = "the shared key"; }
    void with_tls()
    {
        static authority issuer;
        static key_pair const pair = issuer.issue("server");
        config.security.certificate_file = pair.certificate_file;
        config.security.key_file = pair.key_file;
    }

    /// Lets a peer send that, or say nothing, and wait for the end. \return what the receiver says of it.
    std::string said_of(std::string const& bytes)
    {
        receiver server(config);
        raw_connection peer(server.port());
        if (!bytes.empty()) {
            peer.send(bytes);
            peer.finish();
        }
        peer.receive_all();
        server.stop();
        BOOST_TEST(server.event_count() == 0u);
        auto const errors = server.errors();
        return errors.size() == 1 ? errors[0] : std::to_string(errors.size()) + " errors";
    }
};

// ["app", [[1, {"n": 1}]]]
std::string const frame = "\x92\xa3"
                          "app\x91\x92\x01\x81\xa1n\x01";

bool contains(std::string const& text, char const* part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(receiver_security_, strangers)

BOOST_AUTO_TEST_CASE(the_time_for_a_handshake_has_bounds)
{
    for (auto const timeout :
         {0ms, -1ms, std::chrono::milliseconds(1h) + 1ms, std::chrono::milliseconds::max()}) {
        config.security.handshake_timeout = timeout;
        BOOST_CHECK_EXCEPTION(receiver{config}, std::invalid_argument,
                              [&](std::invalid_argument const& error) {
                                  return error.what() == "receiver_security::handshake_timeout is " +
                                                             std::to_string(timeout.count()) +
                                                             " ms; it must be between 1 ms and 1 h";
                              });
    }
    for (auto const timeout : {1ms, std::chrono::milliseconds(1h)}) {
        config.security.handshake_timeout = timeout;
        BOOST_CHECK_NO_THROW(receiver{config});
    }
}

BOOST_AUTO_TEST_CASE(one_that_says_nothing_is_let_go)
{
    config.security.handshake_timeout = 50ms;
    with_key();
    auto const reported = said_of("");
    BOOST_TEST(contains(reported, "its handshake took more than 50 ms"), reported);
    with_tls();
    auto const reported_with_tls = said_of("");
    BOOST_TEST(contains(reported_with_tls, "its handshake took more than 50 ms"), reported_with_tls);
}

BOOST_AUTO_TEST_CASE(events_before_the_handshake_are_not_taken)
{
    with_key();
    auto const reported = said_of(frame);
    BOOST_TEST(contains(reported, "invalid ping message"), reported);
}

BOOST_AUTO_TEST_CASE(four_kilobytes_without_an_end_are_enough)
{
    with_key();
    // A string of 1 MiB, which does not come to its end.
    auto const reported = said_of(std::string("\xdb\x00\x10\x00\x00", 5) + std::string(8000, 'x'));
    BOOST_TEST((contains(reported, "no PING in the first 4096 bytes") || contains(reported, "invalid ping")),
               reported);
}

BOOST_AUTO_TEST_CASE(no_tls_where_it_is_wanted)
{
    with_tls();
    auto const reported = said_of(frame);
    BOOST_TEST(contains(reported, "The TLS handshake failed: "), reported);
}

BOOST_AUTO_TEST_SUITE_END()
