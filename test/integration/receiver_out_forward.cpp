// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Fluentd's own out_forward as the sender, our receiver as its peer: what goes into Fluentd comes out there.

#include "support/fluentd.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <atomic>
#include <mutex>
#include <set>
#include <string>

namespace {

using namespace log_fluentd::test;
using log_fluentd::frame_kind;
using log_fluentd::received_event;
using log_fluentd::received_frame;
using log_fluentd::receiver;
using log_fluentd::receiver_config;
using namespace std::string_literals;

constexpr std::chrono::seconds plenty{30};

/// out_forward to `port`, with an acknowledgement for everything.
fluentd_options forward_to(std::uint16_t port, std::string const& more)
{
    fluentd_options result;
    result.match_lines =
        "@type forward\n"
        "require_ack_response true\n"
        "ack_response_timeout 5s\n" +
        more + "\n<server>\n  host 127.0.0.1\n  port " + std::to_string(port) +
        "\n</server>\n"
        "<buffer tag>\n  @type memory\n  flush_mode immediate\n  retry_wait 0.1\n"
        "  retry_randomize false\n  retry_type periodic\n  flush_thread_interval 0.05\n</buffer>";
    return result;
}

// ["app.hand", [[EventTime(1700000000, 123456789), {"n": number, "s": "ü"}]]]
std::string hand_made_frame(char number)
{
    return "\x92\xa8"
           "app.hand\x91\x92\xd7\x00\x65\x53\xf1\x00\x07\x5b\xcd\x15\x82\xa1n"s +
           number + "\xa1s\xa2\xc3\xbc"s;
}

struct variant
{
    char const* name;
    char const* lines;
    frame_kind kind;
};

std::ostream& operator<<(std::ostream& out, variant const& printed)
{
    return out << printed.name;
}

variant const variants[] = {
    {"keepalive", "keepalive true\nheartbeat_type none", frame_kind::packed_forward},
    {"a connection per chunk", "keepalive false\nheartbeat_type transport\nheartbeat_interval 0.2s",
     frame_kind::packed_forward},
    {"gzip", "compress gzip\nheartbeat_type none", frame_kind::compressed_packed_forward},
    {"times in seconds", "time_as_integer true\nheartbeat_type none", frame_kind::packed_forward},
};

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_out_forward, *boost::unit_test::precondition(needs_fluentd))

BOOST_DATA_TEST_CASE(everything_arrives_and_is_acknowledged, boost::unit_test::data::make(variants), tested)
{
    std::mutex mutex;
    std::multiset<std::string> chunks;
    std::set<frame_kind> kinds;
    receiver_config config;
    config.on_frame = [&](received_frame const& frame) {
        std::lock_guard const lock(mutex);
        chunks.insert(frame.chunk.value_or("none"));
        kinds.insert(frame.kind);
        return acknowledge(frame);
    };
    receiver server(config);
    fluentd sender(forward_to(server.port(), tested.lines));
    constexpr std::size_t count = 5;
    raw_connection connection(sender.port());
    for (std::size_t i = 0; i != count; ++i) {
        BOOST_TEST_REQUIRE(connection.send(hand_made_frame(static_cast<char>(i))));
        // One at a time, so that each is a chunk of its own.
        BOOST_TEST_REQUIRE(server.wait_for(i + 1, plenty), sender.log());
    }
    // It ends only when it has its acknowledgements, and says so when it has not.
    sender.stop();
    server.stop();
    bool const in_seconds = std::string_view(tested.lines).find("time_as_integer") != std::string_view::npos;
    BOOST_TEST_REQUIRE(server.event_count() == count);
    for (std::size_t i = 0; i != count; ++i) {
        received_event const event = server.events()[i];
        BOOST_TEST(event.tag == "app.hand");
        BOOST_TEST(event.seconds == 1700000000);
        BOOST_TEST(event.nanoseconds == (in_seconds ? 0u : 123456789u));
        BOOST_TEST(event.record == (boost::json::object{{"n", i}, {"s", "ü"}}));
    }
    BOOST_TEST(server.errors().empty());
    BOOST_TEST((kinds == std::set<frame_kind>{tested.kind}));
    BOOST_TEST(chunks.size() == count);
    BOOST_TEST(chunks.count("none") == 0u);
    BOOST_TEST(sender.log().find("[warn]") == std::string::npos, sender.log());
    BOOST_TEST(sender.log().find("[error]") == std::string::npos, sender.log());
}

BOOST_AUTO_TEST_CASE(what_is_not_acknowledged_comes_again_with_the_same_chunk)
{
    std::mutex mutex;
    std::vector<std::string> chunks;
    receiver_config config;
    config.on_frame = [&](received_frame const& frame) {
        std::lock_guard const lock(mutex);
        chunks.push_back(frame.chunk.value_or("none"));
        if (chunks.size() < 3)
            return log_fluentd::frame_reply{"", true, true};
        return acknowledge(frame);
    };
    receiver server(config);
    fluentd sender(forward_to(server.port(), "heartbeat_type none"));
    raw_connection connection(sender.port());
    BOOST_TEST_REQUIRE(connection.send(hand_made_frame(1)));
    BOOST_TEST_REQUIRE(server.wait_for(3, plenty), sender.log());
    sender.stop();
    server.stop();
    BOOST_TEST_REQUIRE(chunks.size() == 3u, sender.log());
    BOOST_TEST(chunks[0] == chunks[1]);
    BOOST_TEST(chunks[0] == chunks[2]);
}

BOOST_AUTO_TEST_SUITE_END()
