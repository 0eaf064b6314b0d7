// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Keys, passwords and pass phrases are in nothing that the library prints.

#include "guarded.hpp"

#include <log_fluentd/prometheus.hpp>

#include <condition_variable>
#include <mutex>
#include <stdexcept>
#include <string>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_FIXTURE_TEST_SUITE(security, guarded)

/// Whatever happens, and whatever of it is printed.
BOOST_AUTO_TEST_CASE(no_secret_is_ever_printed)
{
    auto const secret_of = [](char const* what) { return std::string("hush ") + what; };
    std::string printed;
    std::mutex mutex;
    std::condition_variable changed;
    bool has_tried = false; // to connect
    client.on_diagnostic = [&](diagnostic const& what) {
        std::lock_guard<std::mutex> const lock(mutex);
        printed += what.message + '\n';
        has_tried = has_tried || what.kind == diagnostic_kind::connected ||
                    what.kind == diagnostic_kind::connect_failed;
        changed.notify_all();
    };
    with_tls();
    certificate_options options;
    options.passphrase = secret_of("pass phrase");
    auto const own = trusted().issue("quiet-client", options);
    client.tls.certificate_file = own.certificate_file;
    client.tls.key_file = own.key_file;
    client.auth.username = "me";
    server.security.users = {{"me", secret_of("password")}};
    server.security.shared_key = secret_of("key");
    server.security.client_ca_file = trusted().ca_file();
    for (char const* const key : {"another key", "key"}) {
        for (char const* const password : {"another password", "password"}) {
            client.auth.shared_key = secret_of(key);
            client.auth.password = secret_of(password);
            client.tls.key_passphrase = secret_of("pass phrase");
            listen();
            sender s(client);
            s.emit("t", {{"n", 1}});
            {
                std::unique_lock<std::mutex> lock(mutex);
                BOOST_REQUIRE(
                    changed.wait_for(lock, patience, [&] { return std::exchange(has_tried, false); }));
            }
            s.close(0ms);
            auto const counters = checked(s);
            printed += prometheus_text(counters, "") + counters.last_error +
                       counters.servers.at(0).last_error + s.last_error().message;
            for (auto const& sentence : running->errors())
                printed += sentence;
            client.tls.key_passphrase = secret_of("another pass phrase");
            try {
                sender refused(client);
                BOOST_ERROR("a wrong pass phrase is taken");
            } catch (std::invalid_argument const& error) {
                printed += error.what();
            }
            server.port = 0;
        }
    }
    std::lock_guard<std::mutex> const lock(mutex);
    BOOST_TEST(printed.find("shared_key mismatch") != std::string::npos, printed);
    BOOST_TEST(printed.find("key_passphrase") != std::string::npos, printed);
    BOOST_TEST(printed.find("hush") == std::string::npos, printed);
}

BOOST_AUTO_TEST_SUITE_END()
