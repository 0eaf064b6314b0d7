// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Every way to guard a connection, with a real Fluentd on the other side, in both directions. It prints what
// it went through.

#include "support/guarded_fluentd.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

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

struct mode
{
    char const* name;
    event_mode events;
    compression method;
};

/// Whether this Fluentd takes zstd; if not, it says once what is not run.
bool with_zstd()
{
    static bool const result = [] {
        if (!fluentd_takes_zstd())
            std::printf("zstd is skipped because it is taken by Fluentd 1.19 and later, and this is %s\n",
                        fluentd_version().c_str());
        return fluentd_takes_zstd();
    }();
    return result;
}

std::vector<mode> modes()
{
    std::vector<mode> result = {
        {"PackedForward", event_mode::packed_forward, compression::none},
        {"CompressedPackedForward, gzip", event_mode::packed_forward, compression::gzip},
        {"Forward", event_mode::forward, compression::none},
        {"Message", event_mode::message, compression::none}};
    if (with_zstd())
        result.push_back({"CompressedPackedForward, zstd", event_mode::packed_forward, compression::zstd});
    return result;
}

/// What `compress` of Fluentd's out_forward may be.
std::vector<std::string> methods()
{
    return with_zstd() ? std::vector<std::string>{"text", "gzip", "zstd"}
                       : std::vector<std::string>{"text", "gzip"};
}

std::string name(way const& w)
{
    char text[64];
    std::snprintf(text, sizeof text, "%-12s %-20s", transport_names[static_cast<int>(w.over)],
                  authentication_names[static_cast<int>(w.with)]);
    return text;
}

/// \return whether all that a sender of its own sends is what Fluentd writes next.
bool sends_every_type(fluentd& server, way const& w, mode const& m, bool ack)
{
    constexpr int count = 10;
    std::size_t const before = server.events().size();
    diagnostics reported;
    auto config = client_of(w, server.port(), reported);
    config.require_ack = ack;
    config.frame.mode = m.events;
    config.compress.method = m.method;
    config.compress.min_size = 0;
    config.buffer.flush_interval = 1h; // all in one chunk, but for Message
    sender s(config);
    for (int i = 0; i < count; ++i)
        emit(s, i);
    bool const sent = bool(s.flush(patience)) && bool(s.close(patience));
    auto const counters = checked(s);
    return sent && server.wait_for(before + count) && all_arrived(server.events(), before, count) &&
           counters.compressed.events == (m.method == compression::none ? 0u : count) &&
           reported.count(diagnostic_kind::connection_lost) == 0u;
}

/// The lines of `<match **> @type forward` to our receiver, and the receiver.
std::string match_lines(way const& w, std::uint16_t port, bool ack, std::string const& method)
{
    std::string lines = "@type forward\n  heartbeat_type none\n  require_ack_response " +
                        std::string(ack ? "true" : "false") + "\n  compress " + method + "\n";
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

void check_log(std::string const& log)
{
    for (char const* const word : {"[error]", "backtrace", "/gems/"})
        BOOST_TEST(log.find(word) == std::string::npos, log);
}

} // namespace

BOOST_AUTO_TEST_SUITE(security_matrix, *boost::unit_test::precondition(needs_fluentd))

BOOST_DATA_TEST_CASE(into_fluentd, boost::unit_test::data::make(all_ways()), w)
{
    fluentd_options options;
    options.source_lines = source_lines(w);
    fluentd server(options);
    for (auto const& mode : modes()) {
        for (bool const ack : {true, false}) {
            bool const good = sends_every_type(server, w, mode, ack);
            BOOST_TEST(good, server.log());
            std::printf("%s acknowledgements %-3s %-29s %s\n", name(w).c_str(), ack ? "on" : "off", mode.name,
                        good ? "good" : "FAILED");
        }
    }
    server.stop();
    check_log(server.log());
}

BOOST_DATA_TEST_CASE(out_of_fluentd, boost::unit_test::data::make(all_ways()), w)
{
    // An output for each way to compress, with and without acknowledgements, all at once.
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
    std::multiset<std::pair<bool, frame_kind>> expected;
    for (bool const ack : {true, false}) {
        for (auto const& method : methods()) {
            options.match_lines += "<store>\n" + match_lines(w, server.port(), ack, method) + "</store>\n";
            expected.insert(
                {ack, method == "text" ? frame_kind::packed_forward : frame_kind::compressed_packed_forward});
        }
    }
    fluentd relay(options);
    raw_connection connection(relay.port());
    // ["app.t", [[1, {"n": 1}]]]
    BOOST_TEST_REQUIRE(connection.send("\x92\xa5"
                                       "app.t\x91\x92\x01\x81\xa1n\x01"));
    bool good = server.wait_for(expected.size(), patience);
    relay.stop();
    server.stop();
    good = good && kinds == expected && server.errors().empty();
    BOOST_TEST(good, relay.log());
    check_log(relay.log());
    std::printf("out_forward: %s acknowledgements on and off, each compression: %s\n", name(w).c_str(),
                good ? "good" : "FAILED");
}

BOOST_AUTO_TEST_SUITE_END()
