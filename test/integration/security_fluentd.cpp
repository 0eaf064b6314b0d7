// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Every way to guard a connection, with a real Fluentd on the other side, in both directions. It prints what
// it went through.

#include "support/certificates.hpp"
#include "support/fluentd.hpp"
#include "support/raw_connection.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/error.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

enum class transport
{
    plain,
    tls,
    mutual_tls
};
enum class authentication
{
    none,
    key,
    key_and_user
};

char const* const transport_names[] = {"plain", "TLS", "mutual TLS"};
char const* const authentication_names[] = {"none", "shared key", "shared key and user"};

struct way
{
    transport over;
    authentication with;
};

std::ostream& operator<<(std::ostream& out, way const& w)
{
    return out << transport_names[static_cast<int>(w.over)] << ", "
               << authentication_names[static_cast<int>(w.with)];
}

std::vector<way> all_ways()
{
    std::vector<way> result;
    for (auto const over : {transport::plain, transport::tls, transport::mutual_tls})
        for (auto const with : {authentication::none, authentication::key, authentication::key_and_user})
            result.push_back({over, with});
    return result;
}

/// Certificates of both sides; making keys takes time.
struct certificates
{
    authority ca;
    key_pair server = ca.issue("server");
    key_pair client = ca.issue("client");
};

certificates& made()
{
    static certificates all;
    return all;
}

/// The lines of `<source> @type forward` for that.
std::string source_lines(way const& w)
{
    std::string lines;
    if (w.over != transport::plain)
        lines += "<transport tls>\n  cert_path " + made().server.certificate_file + "\n  private_key_path " +
                 made().server.key_file + "\n";
    if (w.over == transport::mutual_tls)
        lines += "  client_cert_auth true\n  ca_path " + made().ca.ca_file() + "\n";
    if (w.over != transport::plain)
        lines += "</transport>\n";
    if (w.with != authentication::none)
        lines += "<security>\n  self_hostname server\n  shared_key the shared key\n";
    if (w.with == authentication::key_and_user)
        lines += "  user_auth true\n  <user>\n    username me\n    password the password\n  </user>\n";
    if (w.with != authentication::none)
        lines += "</security>\n";
    return lines;
}

sender_config client_of(way const& w, std::uint16_t port, diagnostics& told)
{
    auto config = sender_to(port, told);
    if (w.over != transport::plain) {
        config.tls.enabled = true;
        config.tls.ca_file = made().ca.ca_file();
    }
    if (w.over == transport::mutual_tls) {
        config.tls.certificate_file = made().client.certificate_file;
        config.tls.key_file = made().client.key_file;
    }
    if (w.with != authentication::none)
        config.auth.shared_key = "the shared key";
    if (w.with == authentication::key_and_user) {
        config.auth.username = "me";
        config.auth.password = "the password";
    }
    return config;
}

/// One of every type.
constexpr char const* every_type =
    R"({"nil":null,"yes":true,"no":false,"int":-7,"big":18446744073709551615,"double":1.5,"text":"grün",)"
    R"("list":[1,"b",{"c":2}],"map":{"deep":{"er":1}},"n":0})";

void emit(sender& s, int number)
{
    auto record = boost::json::parse(every_type).as_object();
    record["n"] = number;
    s.emit("t", record);
}

/// \return whether those that arrived are what was sent, each once.
bool all_arrived(std::vector<received_event> const& events, std::size_t from, int count)
{
    bool good = events.size() == from + static_cast<std::size_t>(count);
    for (int i = 0; good && i < count; ++i) {
        auto expected = boost::json::parse(every_type).as_object();
        expected["n"] = i;
        auto const& event = events[from + static_cast<std::size_t>(i)];
        good = event.tag == "test.t" && event.record == expected;
    }
    return good;
}

/// The lines of `<match **> @type forward` to our receiver, and the receiver.
std::string match_lines(way const& w, std::uint16_t port, bool ack, bool gzip)
{
    std::string lines = "@type forward\n  heartbeat_type none\n  require_ack_response " +
                        std::string(ack ? "true" : "false") + "\n";
    if (gzip)
        lines += "  compress gzip\n";
    if (w.over != transport::plain)
        lines += "  transport tls\n  tls_cert_path " + made().ca.ca_file() + "\n";
    if (w.over == transport::mutual_tls)
        lines += "  tls_client_cert_path " + made().client.certificate_file +
                 "\n  tls_client_private_key_path " + made().client.key_file + "\n";
    if (w.with != authentication::none)
        lines += "  <security>\n    self_hostname client\n    shared_key the shared key\n  </security>\n";
    lines += "  <server>\n    host localhost\n    port " + std::to_string(port) + "\n";
    if (w.with == authentication::key_and_user)
        lines += "    username me\n    password the password\n";
    return lines +
           "  </server>\n  <buffer tag>\n    @type memory\n    flush_mode immediate\n    retry_wait 0.1\n"
           "    flush_thread_interval 0.05\n  </buffer>\n";
}

receiver_config receiver_of(way const& w)
{
    receiver_config config;
    if (w.over != transport::plain) {
        config.security.certificate_file = made().server.certificate_file;
        config.security.key_file = made().server.key_file;
    }
    if (w.over == transport::mutual_tls)
        config.security.client_ca_file = made().ca.ca_file();
    if (w.with != authentication::none)
        config.security.shared_key = "the shared key";
    if (w.with == authentication::key_and_user)
        config.security.users = {{"me", "the password"}};
    return config;
}

/// What Fluentd does to a client that it does not want, or whose server it is not.
struct misfit
{
    char const* name;
    way server;
    void (*change)(sender_config&);
    errc expected;
    diagnostic_kind kind;
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

misfit const misfits[] = {
    {"another key", plain_key, [](sender_config& c) { c.auth.shared_key = "another"; },
     errc::wrong_shared_key, failed},
    {"another password", plain_user, [](sender_config& c) { c.auth.password = "another"; },
     errc::wrong_password, failed},
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
    {"no client certificate", mutual_none,
     [](sender_config& c) {
         c.tls.certificate_file.clear();
         c.tls.key_file.clear();
     },
     errc::client_certificate_refused, failed},
    {"TLS to a plain input", plain_none,
     [](sender_config& c) {
         c.tls.enabled = true;
         c.tls.ca_file = made().ca.ca_file();
         c.handshake_timeout = 300ms;
     },
     errc::no_tls, failed},
};

void check_log(std::string const& log)
{
    for (char const* const word : {"[error]", "backtrace", "/gems/"})
        BOOST_TEST(log.find(word) == std::string::npos, log);
}

/// A Fluentd that has a unix socket too, and what sends to that.
struct with_in_unix
{
    temporary_folder folder;
    std::string path = (folder.path() / "socket").string();
    fluentd server{options()};
    diagnostics told;
    sender_config config = client_of(plain_none, server.port(), told);

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

BOOST_DATA_TEST_CASE(into_fluentd, boost::unit_test::data::make(all_ways()), w)
{
    fluentd_options options;
    options.source_lines = source_lines(w);
    fluentd server(options);
    std::size_t arrived = 0;
    for (auto const& [ack, gzip] : {std::pair(true, false), {true, true}, {false, false}, {false, true}}) {
        diagnostics told;
        auto config = client_of(w, server.port(), told);
        config.require_ack = ack;
        config.compress.method = gzip ? compression::gzip : compression::none;
        config.compress.min_size = 0;
        config.buffer.flush_interval = 1h; // all in one chunk
        sender s(config);
        constexpr int count = 10;
        for (int i = 0; i < count; ++i)
            emit(s, i);
        bool good = bool(s.flush(patience)) && bool(s.close(patience));
        arrived += count;
        good = good && server.wait_for(arrived) && all_arrived(server.events(), arrived - count, count);
        BOOST_TEST(checked(s).compressed.events == (gzip ? 10u : 0u));
        BOOST_TEST(good, server.log());
        BOOST_TEST(told.count(diagnostic_kind::connection_lost) == 0u);
        std::printf("%-12s %-20s acknowledgements %-4s %-5s %s\n", transport_names[static_cast<int>(w.over)],
                    authentication_names[static_cast<int>(w.with)], ack ? "on" : "off",
                    gzip ? "gzip" : "plain", good ? "good" : "FAILED");
    }
    server.stop();
    check_log(server.log());
}

BOOST_DATA_TEST_CASE(out_of_fluentd, boost::unit_test::data::make(all_ways()), w)
{
    // Four outputs at once: with and without acknowledgements, with and without gzip.
    std::mutex mutex;
    std::multiset<std::pair<bool, frame_kind>> kinds;
    auto config = receiver_of(w);
    config.on_frame = [&](received_frame const& frame) {
        std::lock_guard<std::mutex> const lock(mutex);
        kinds.insert({frame.chunk.has_value(), frame.kind});
        return acknowledge(frame);
    };
    receiver server(config);
    fluentd_options options;
    options.match_lines = "@type copy\n";
    for (bool const ack : {true, false})
        for (bool const gzip : {true, false})
            options.match_lines += "<store>\n" + match_lines(w, server.port(), ack, gzip) + "</store>\n";
    fluentd relay(options);
    raw_connection connection(relay.port());
    // ["app.t", [[1, {"n": 1}]]]
    BOOST_TEST_REQUIRE(connection.send("\x92\xa5"
                                       "app.t\x91\x92\x01\x81\xa1n\x01"));
    bool good = server.wait_for(4, patience);
    relay.stop();
    server.stop();
    auto const plain_kind = frame_kind::packed_forward;
    auto const gzip_kind = frame_kind::compressed_packed_forward;
    std::multiset<std::pair<bool, frame_kind>> const expected = {
        {true, plain_kind}, {true, gzip_kind}, {false, plain_kind}, {false, gzip_kind}};
    good = good && kinds == expected && server.errors().empty();
    BOOST_TEST(good, relay.log());
    check_log(relay.log());
    std::printf("out_forward: %-12s %-20s acknowledgements on and off, gzip on and off: %s\n",
                transport_names[static_cast<int>(w.over)], authentication_names[static_cast<int>(w.with)],
                good ? "good" : "FAILED");
}

BOOST_DATA_TEST_CASE(each_misfit_has_its_own_error, boost::unit_test::data::make(misfits), m)
{
    fluentd_options options;
    options.source_lines = source_lines(m.server);
    fluentd server(options);
    diagnostics told;
    auto config = client_of(m.server, server.port(), told);
    m.change(config);
    config.close_timeout = 0ms;
    sender s(config);
    emit(s, 0);
    auto const why = told.wait_for(m.kind);
    BOOST_TEST(why.error == m.expected, why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
    if (m.expected != errc::no_tls) { // which is garbage for a plain input, and may be anything
        BOOST_TEST(server.events().empty());
        BOOST_TEST(server.log().find("/gems/") == std::string::npos, server.log());
    }
    std::printf("%-24s %s\n", m.name, why.message.c_str());
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

/// It never acknowledges: that is told, with what to do.
BOOST_FIXTURE_TEST_CASE(acknowledgements_of_in_unix, with_in_unix)
{
    config.ack_timeout = 100ms;
    config.close_timeout = 0ms;
    sender s(config);
    emit(s, 0);
    auto const why = told.wait_for(lost);
    BOOST_TEST(why.error == errc::ack_timeout);
    BOOST_TEST(why.message.find("in_unix") != std::string::npos, why.message);
}

/// OpenSSL thinks that such a client is worth no alert.
BOOST_AUTO_TEST_CASE(plain_to_a_tls_input_is_told_with_a_guess)
{
    fluentd_options options;
    options.source_lines = source_lines(tls_none);
    fluentd server(options);
    diagnostics told;
    auto config = client_of(plain_none, server.port(), told);
    config.close_timeout = 0ms;
    sender s(config);
    emit(s, 0);
    auto const why = told.wait_for(lost);
    BOOST_TEST(why.message.find("does it want TLS?") != std::string::npos, why.message);
    BOOST_TEST(checked(s).waiting.events == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
