// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_SENDER_GUARDED_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_SENDER_GUARDED_HPP_INCLUDED_

/// \file
/// A connection that is guarded by TLS, a shared key, or both, between a sender and the receiver.

#include "support/certificates.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace log_fluentd::test {

using namespace std::chrono_literals;

/// The authority that both sides trust; making keys takes time.
inline authority& trusted()
{
    static authority made;
    return made;
}

/// A receiver and the configuration of a sender to it, plain until they are changed.
struct guarded
{
    receiver_config server;
    sender_config client;
    diagnostics reported;
    std::unique_ptr<receiver> running;

    guarded() { client = sender_to(1, reported); }

    void with_tls(key_pair const& pair = trusted().issue("server"))
    {
        server.security.certificate_file = pair.certificate_file;
        server.security.key_file = pair.key_file;
        client.tls.enabled = true;
        client.tls.ca_file = trusted().ca_file();
    }
    void with_key()
    {
        server.security.shared_key = "the shared key";
        client.auth.shared_key = "the shared key";
    }
    void listen()
    {
        running = std::make_unique<receiver>(server);
        if (running->port())
            client.servers[0].port = running->port();
    }

    /// Sends some events, all of which arrive.
    statistics deliver()
    {
        listen();
        sender s(client);
        for (int i = 0; i < 20; ++i)
            s.emit("t", {{"n", i}, {"text", std::string(5000, 'x')}});
        BOOST_TEST(bool(s.flush(patience)));
        BOOST_TEST(running->wait_for(20, patience));
        BOOST_TEST(running->connections() == 1u);
        BOOST_TEST((reported.count(diagnostic_kind::connected) == 1u));
        return checked(s);
    }

    /// An event that the server, or its certificate, keeps from being sent. \return why.
    diagnostic refused()
    {
        listen();
        return refused_by_what_listens();
    }
    diagnostic refused_by_what_listens()
    {
        sender s(client);
        s.emit("t", {{"n", 1}});
        auto const why = reported.wait_for(diagnostic_kind::connect_failed);
        BOOST_TEST(why.message.find("cannot connect to ") == 0u, why.message);
        BOOST_TEST(why.message.find("the shared key") == std::string::npos);
        auto const counters = checked(s);
        BOOST_TEST(counters.waiting.events == 1u); // nothing is lost
        if (running)
            BOOST_TEST(running->event_count() == 0u);
        return why;
    }
};

} // namespace log_fluentd::test

#endif
