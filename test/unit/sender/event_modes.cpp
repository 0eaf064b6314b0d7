// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Every way to frame events, into the receiver.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <ostream>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct way
{
    event_mode mode;
    bool as_string;
    bool options;
    bool seconds;
};

std::ostream& operator<<(std::ostream& out, way const& w)
{
    return out << "mode " << static_cast<int>(w.mode) << (w.as_string ? ", str" : "")
               << (w.options ? "" : ", no options") << (w.seconds ? ", seconds" : "");
}

std::vector<way> all_ways()
{
    std::vector<way> result;
    for (auto const mode : {event_mode::packed_forward, event_mode::forward, event_mode::message})
        for (bool const as_string : {false, true})
            for (bool const options : {false, true})
                for (bool const seconds : {false, true})
                    if (!as_string || mode == event_mode::packed_forward)
                        result.push_back({mode, as_string, options, seconds});
    return result;
}

/// Those with acknowledgements: best effort promises less.
std::vector<way> acknowledged_ways()
{
    auto result = all_ways();
    result.erase(std::remove_if(result.begin(), result.end(), [](way const& w) { return !w.options; }),
                 result.end());
    return result;
}

frame_kind kind_of(event_mode mode)
{
    switch (mode) {
    case event_mode::forward:
        return frame_kind::forward;
    case event_mode::message:
        return frame_kind::message;
    default:
        return frame_kind::packed_forward;
    }
}

} // namespace

BOOST_AUTO_TEST_SUITE(event_modes)

BOOST_DATA_TEST_CASE(everything_arrives_once, boost::unit_test::data::make(all_ways()), w)
{
    std::mutex mutex;
    std::set<frame_kind> kinds;
    std::set<std::size_t> sizes; // of the options
    receiver_config receiving;
    receiving.on_frame = [&](received_frame const& frame) {
        std::lock_guard<std::mutex> const lock(mutex);
        kinds.insert(frame.kind);
        sizes.insert(frame.options.size());
        return acknowledge(frame);
    };
    receiver server(receiving);
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.frame.mode = w.mode;
    config.frame.packed_as_string = w.as_string;
    config.frame.options = w.options;
    config.frame.time_as_integer = w.seconds;
    config.require_ack = w.options;
    sender s(config);
    constexpr int count = 50;
    for (int i = 0; i < count; ++i) // larger than a slab, now and then
        s.emit_with_time("t", event_time(std::chrono::system_clock::time_point(1700000000s + 5ms)),
                         {{"n", i}, {"text", std::string(i % 10 ? 10u : 6000u, 'x')}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST_REQUIRE(server.wait_for(count, patience));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == static_cast<std::uint64_t>(count));
    BOOST_TEST(
        (w.mode != event_mode::message || counters.chunks_delivered == static_cast<std::uint64_t>(count)));
    s.close(patience);
    server.stop();
    auto const events = server.events();
    BOOST_TEST_REQUIRE(events.size() == static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i) {
        auto const& event = events[static_cast<std::size_t>(i)];
        BOOST_TEST(event.record.at("n").to_number<int>() == i);
        BOOST_TEST(event.seconds == 1700000000);
        BOOST_TEST(event.nanoseconds == (w.seconds ? 0u : 5000000u));
    }
    BOOST_TEST((kinds == std::set<frame_kind>{kind_of(w.mode)}));
    BOOST_TEST((sizes == std::set<std::size_t>{w.options ? 2u : 0u}));
    BOOST_TEST(server.errors().empty());
    BOOST_TEST(reported.count(diagnostic_kind::connection_lost) == 0u);
}

BOOST_DATA_TEST_CASE(after_a_fault_each_mode_is_resent, boost::unit_test::data::make(acknowledged_ways()), w)
{
    receiver server;
    server.misbehave(faults::close_after(300));
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.frame.mode = w.mode;
    config.frame.packed_as_string = w.as_string;
    sender s(config);
    for (int i = 0; i < 20; ++i)
        s.emit("t", {{"n", i}, {"text", std::string(100, 'x')}});
    reported.wait_for(diagnostic_kind::connection_lost);
    server.behave();
    BOOST_TEST(bool(s.flush(patience)));
    std::set<std::int64_t> arrived;
    for (auto const& event : server.events())
        arrived.insert(event.record.at("n").to_number<std::int64_t>());
    BOOST_TEST(arrived.size() == 20u);
    BOOST_TEST(server.event_count() - 20 <= checked(s).resent.events);
}

BOOST_AUTO_TEST_CASE(a_gap_event_has_the_same_time)
{
    receiver server;
    server.stop();
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.frame.time_as_integer = true;
    config.frame.mode = event_mode::forward;
    config.buffer.limit = 64 * 1024;
    config.buffer.chunk_limit = 4 * 1024;
    sender s(config);
    while (s.emit("t", {{"text", std::string(1000, 'x')}})) {
    }
    server.start();
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST_REQUIRE(server.wait_for(s.statistics().accepted.events + 1, patience));
    auto const last = server.events().back();
    BOOST_TEST(last.record.at("log_fluentd").as_string() == "gap");
    BOOST_TEST(last.nanoseconds == 0u);
}

BOOST_AUTO_TEST_CASE(no_options_and_acknowledgements_exclude_each_other)
{
    sender_config config;
    config.frame.options = false;
    BOOST_CHECK_EXCEPTION(sender{config}, std::invalid_argument, [](std::invalid_argument const& error) {
        return std::string(error.what()).find("frame.options must be true where require_ack is") == 0;
    });
}

BOOST_AUTO_TEST_SUITE_END()
