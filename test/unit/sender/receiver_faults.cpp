// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A sender under each fault of the receiver, over real sockets: it goes on, and once the fault is over all
// that was accepted arrives.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <map>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

char const* const all_faults[] = {"refuse",
                                  "never-read",
                                  "read-slowly:3000",
                                  "close-after:0",
                                  "close-after:700",
                                  "reset-after:700",
                                  "stall-after:700",
                                  "never-acknowledge",
                                  "acknowledge-late:20",
                                  "acknowledge-twice",
                                  "acknowledge-wrongly",
                                  "acknowledge-another",
                                  "send-garbage",
                                  "send-half",
                                  "refuse-frames"};

sender_config quick(std::uint16_t port, diagnostics& reported)
{
    auto config = sender_to(port, reported);
    config.buffer.flush_interval = 2ms;
    config.window = 4;
    config.ack_timeout = 60ms;
    config.write_timeout = 60ms;
    return config;
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_faults)

BOOST_DATA_TEST_CASE(what_was_accepted_arrives_once_the_fault_is_over,
                     boost::unit_test::data::make(all_faults), words)
{
    log_fluentd::receiver server;
    server.misbehave(parse_receiver_fault(words));
    diagnostics reported;
    sender s(quick(server.port(), reported));
    int events = 0;
    auto const end = std::chrono::steady_clock::now() + 150ms;
    while (std::chrono::steady_clock::now() < end) {
        for (int i = 0; i < 20; ++i)
            BOOST_TEST(s.emit("fault", {{"n", events++}}));
        static_cast<void>(s.flush(5ms));
        checked(s);
    }
    server.behave();
    BOOST_TEST(bool(s.flush(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == static_cast<std::uint64_t>(events));
    std::map<std::int64_t, std::uint64_t> arrived;
    for (auto const& event : server.events())
        ++arrived[event.record.at("n").to_number<std::int64_t>()];
    BOOST_TEST(arrived.size() == static_cast<std::size_t>(events));
    std::uint64_t doubled = 0;
    for (auto const& [number, times] : arrived)
        doubled += times - 1;
    BOOST_TEST(doubled <= counters.resent.events);
}

BOOST_AUTO_TEST_CASE(each_fault_has_its_own_words)
{
    struct expected
    {
        char const* fault;
        errc error;
    };
    for (auto const& [words, error] :
         {expected{"never-acknowledge", errc::ack_timeout}, expected{"send-half", errc::ack_timeout},
          expected{"acknowledge-wrongly", errc::unknown_ack}, expected{"send-garbage", errc::protocol_error},
          expected{"refuse-frames", errc::connection_closed}}) {
        log_fluentd::receiver server;
        server.misbehave(parse_receiver_fault(words));
        diagnostics reported;
        auto config = quick(server.port(), reported);
        sender s(config);
        s.emit("fault", {{"n", 1}});
        BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == error), words);
        BOOST_TEST((s.statistics().servers.at(0).last_error_code == error), words);
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_read_costs_write_timeout)
{
    log_fluentd::receiver server;
    server.misbehave(faults::never_read());
    diagnostics reported;
    auto config = quick(server.port(), reported);
    config.buffer.limit = std::size_t{64} << 20;
    config.ack_timeout = patience;
    config.window = 64;
    sender s(config);
    std::string const text(100000, 'x');
    for (int i = 0; i < 400; ++i) // more than the kernels take
        s.emit("fault", {{"text", text}});
    BOOST_TEST((reported.wait_for(diagnostic_kind::connection_lost).error == errc::write_timeout));
    checked(s);
}

BOOST_AUTO_TEST_CASE(a_refused_event_is_found_over_real_sockets)
{
    receiver_config refusing;
    refusing.on_frame = [](received_frame const& frame) {
        for (auto const& event : frame.events) {
            auto const* const n = event.record.if_contains("n"); // a gap event has none
            if (n && n->to_number<int>() == 37)
                return frame_reply{"", true, false, {}};
        }
        return acknowledge(frame);
    };
    log_fluentd::receiver server(refusing);
    diagnostics reported;
    auto config = quick(server.port(), reported);
    config.retry = {1ms, 5ms};
    std::vector<std::string> discarded;
    config.on_discard = [&](discarded_events const& what) {
        discarded.push_back(std::string(what.tag) + ' ' + std::to_string(what.events) +
                            (what.reason == errc::refused ? " refused" : ""));
    };
    sender s(config);
    int events = 0;
    while (!reported.count(diagnostic_kind::event_refused)) {
        for (int i = 0; i < 8; ++i)
            s.emit("poison", {{"n", events++}});
        static_cast<void>(s.flush(4ms));
    }
    s.close(patience);
    auto const counters = checked(s);
    BOOST_TEST(counters.discarded[std::size_t(discard_reason::refused)].events == 1u);
    BOOST_TEST(counters.delivered.events == static_cast<std::uint64_t>(events) - 1);
    BOOST_TEST(discarded == std::vector<std::string>{"test.poison 1 refused"},
               boost::test_tools::per_element());
    BOOST_TEST(
        (reported.wait_for(diagnostic_kind::refused).message.find("others go first") != std::string::npos));
}

BOOST_AUTO_TEST_SUITE_END()
