// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A real Fluentd that does not want a client, or whose client does not want it, and its unix socket. It
// prints what was said.

#include "support/guarded_fluentd.hpp"

#include <log_fluentd/error.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <sstream>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

/// What Fluentd does to a client that it does not want, or whose server it is not.
struct misfit
{
    char const* name;
    way server;
    void (*change)(sender_config&);
    errc expected;
    diagnostic_kind kind;
    /// The lines of its source, where they are others than those of `server`.
    std::string (*lines)() = nullptr;
};

std::ostream& operator<<(std::ostream& out, misfit const& m)
{
    return out << m.name;
}

constexpr way plain_key{transport::plain, authentication::key};
constexpr way plain_user{transport::plain, authentication::key_and_user};
constexpr way plain_none{transport::plain, authentication::none};
constexpr way tls_none{transport::tls, authentication::none};
constexpr way mutual_none{transport::mutual_tls, authentication::none};
constexpr auto failed = diagnostic_kind::connect_failed;
constexpr auto lost = diagnostic_kind::connection_lost;

void without_certificate(sender_config& config)
{
    config.tls.certificate_file.clear();
    config.tls.key_file.clear();
}

misfit const misfits[] = {
    {"another key", plain_key, [](sender_config& c) { c.auth.shared_key = "another"; },
     errc::wrong_shared_key, failed},
    {"another password", plain_user, [](sender_config& c) { c.auth.password = "another"; },
     errc::wrong_password, failed},
    {"another user", plain_user, [](sender_config& c) { c.auth.username = "you"; }, errc::wrong_password,
     failed},
    {"no user", plain_user,
     [](sender_config& c) {
         c.auth.username.clear();
         c.auth.password = {};
     },
     errc::wrong_password, failed},
    {"no key", plain_key, [](sender_config& c) { c.auth = {}; }, errc::unexpected_handshake, lost},
    {"a key too many", plain_none,
     [](sender_config& c) {
         c.auth.shared_key = "the shared key";
         c.handshake_timeout = 300ms;
     },
     errc::no_handshake, failed},
    {"the server's own name", plain_key, [](sender_config& c) { c.self_hostname = "server"; },
     errc::own_hostname, failed},
    {"another name", tls_none, [](sender_config& c) { c.servers[0].tls_name = "logs.example.net"; },
     errc::certificate_wrong_name, failed},
    {"another authority", tls_none, [](sender_config& c) { c.tls.ca_file.clear(); },
     errc::certificate_untrusted, failed},
    {"a certificate of its own", tls_none, [](sender_config&) {}, errc::certificate_untrusted, failed,
     [] { return std::string("<transport tls>\n  insecure true\n</transport>\n"); }},
    {"an expired certificate", tls_none, [](sender_config&) {}, errc::certificate_expired, failed,
     [] {
         certificate_options options;
         options.begin = -20;
         options.end = -10;
         return source_lines(tls_none, made().ca.issue("expired", options));
     }},
    // What Fluentd speaks by default.
    {"TLS that is too old", tls_none, [](sender_config& c) { c.tls.min_version = tls_version::v1_3; },
     errc::tls_too_old, failed},
    {"no client certificate with TLS 1.3", mutual_none, without_certificate, errc::client_certificate_refused,
     lost, [] { return source_lines(mutual_none, made().server, "  version TLSv1_3\n"); }},
    {"no client certificate", mutual_none, without_certificate, errc::client_certificate_refused, failed},
    {"TLS to a plain input", plain_none,
     [](sender_config& c) {
         c.tls.enabled = true;
         c.tls.ca_file = made().ca.ca_file();
         c.handshake_timeout = 1s; // of which a slow machine needs some to read the certificate
     },
     errc::no_tls, failed},
};

/// A Fluentd that has a unix socket too, and what sends to that.
struct with_in_unix
{
    temporary_folder folder;
    std::string path = (folder.path() / "socket").string();
    fluentd server{options()};
    diagnostics reported;
    sender_config config = client_of(plain_none, server.port(), reported);

    with_in_unix() { config.servers[0].path = path; }
    fluentd_options options() const
    {
        fluentd_options result;
        result.source_lines = "</source>\n<source>\n  @type unix\n  path " + path;
        return result;
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(security_fluentd, *boost::unit_test::precondition(needs_fluentd))

BOOST_DATA_TEST_CASE(each_misfit_has_its_own_error, boost::unit_test::data::make(misfits), m)
{
    fluentd_options options;
    options.source_lines = m.lines ? m.lines() : source_lines(m.server);
    fluentd server(options);
    diagnostics reported;
    auto config = client_of(m.server, server.port(), reported);
    m.change(config);
    sender s(config);
    emit(s, 0);
    auto const why = reported.wait_for(m.kind);
    // TLS is garbage for a plain input, and may be anything: it waits for more, or closes the connection.
    bool const is_garbage = m.expected == errc::no_tls;
    BOOST_TEST((why.error == m.expected || (is_garbage && why.error == errc::connection_closed)),
               why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
    if (!is_garbage) {
        BOOST_TEST(server.events().empty());
        BOOST_TEST(server.log().find("/gems/") == std::string::npos, server.log());
    }
    std::printf("%-34s %s\n", m.name, why.message.c_str());
}

BOOST_FIXTURE_TEST_CASE(into_in_unix, with_in_unix)
{
    config.require_ack = false;
    sender s(config);
    for (int i = 0; i < 10; ++i)
        emit(s, i);
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(server.wait_for(10), server.log());
    BOOST_TEST(all_arrived(server.events(), 0, 10));
}

/// It never acknowledges: that is reported, with what to do.
BOOST_FIXTURE_TEST_CASE(acknowledgements_of_in_unix, with_in_unix)
{
    config.ack_timeout = 100ms;
    sender s(config);
    emit(s, 0);
    auto const why = reported.wait_for(lost);
    BOOST_TEST(why.error == errc::ack_timeout);
    BOOST_TEST(why.message.find("in_unix") != std::string::npos, why.message);
}

/// OpenSSL thinks that such a client is worth no alert.
BOOST_AUTO_TEST_CASE(plain_to_a_tls_input_is_reported_with_a_guess)
{
    fluentd_options options;
    options.source_lines = source_lines(tls_none);
    fluentd server(options);
    diagnostics reported;
    auto config = client_of(plain_none, server.port(), reported);
    sender s(config);
    emit(s, 0);
    auto const why = reported.wait_for(lost);
    BOOST_TEST(why.message.find("does it want TLS?") != std::string::npos, why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
}

/// OpenSSL's words where a connection ends without a close_notify; Fluentd's log has them.
BOOST_AUTO_TEST_CASE(the_end_of_tls_is_no_warning)
{
    fluentd_options options;
    options.source_lines = source_lines(tls_none);
    fluentd server(options);
    diagnostics reported;
    auto config = client_of(tls_none, server.port(), reported);
    constexpr int count = 6;
    for (int i = 0; i < count; ++i) {
        config.idle_timeout = i == 0 ? 10ms : 0ms;
        sender s(config);
        emit(s, i);
        BOOST_TEST(bool(s.flush(patience)));
        if (i % 2)
            s.close(patience);
    }
    BOOST_TEST(server.wait_for(count), server.log());
    server.stop(); // it has seen all ends
    std::istringstream log(server.log());
    for (std::string line; std::getline(log, line);) {
        bool const is_ours = line.find("before accepting TLS") == std::string::npos; // not who looked for it
        BOOST_TEST((!is_ours || line.find("unexpected eof") == std::string::npos), line);
    }
}

BOOST_AUTO_TEST_SUITE_END()
