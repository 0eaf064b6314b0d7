// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What becomes of senders whose sections have changed: they deliver what they have, and hold nothing.

#include "reloading.hpp"
#include "support/own_resources.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/log/sources/logger.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(settings_reload_senders)

/// Another sender for each number.
std::string numbered(int number, unsigned port, std::string const& more)
{
    return section("numbered", port,
                   "FlushInterval=1h\nMaxTags=" + std::to_string(1000 + number) +
                       "\nIdleTimeout=" + std::to_string(1000 + number) + "s\n" + more);
}

BOOST_FIXTURE_TEST_CASE(four_hundred_settings_hold_few_descriptors_and_threads_and_lose_nothing, clean)
{
    receiver server{receiver_config{}};
    std::size_t most_descriptors = 0, most_threads = 0;
    auto const descriptors_before = descriptors();
    auto const threads_before = threads();
    constexpr int count = 400;
    for (int i = 0; i != count; ++i) {
        reload(numbered(i, server.port(), "CloseTimeout=1min\n"));
        log(std::to_string(i));
        most_descriptors = std::max(most_descriptors, descriptors());
        most_threads = std::max(most_threads, threads());
    }
    reload("");
    BOOST_TEST(server.wait_for(count, 60s));
    std::set<std::string> arrived;
    for (auto const& event : server.events())
        arrived.emplace(event.record.at("message").as_string());
    BOOST_TEST(arrived.size() == std::size_t{count});
    // At most sixteen close at a time, each with four, and one of the receiver's.
    BOOST_TEST(most_descriptors < descriptors_before + 120);
    BOOST_TEST(most_threads < threads_before + 40);
}

BOOST_FIXTURE_TEST_CASE(without_a_server_few_senders_wait_for_one, clean)
{
    std::size_t most_threads = 0;
    auto const before = threads();
    for (int i = 0; i != 60; ++i) {
        reload(numbered(i, 1, "CloseTimeout=400ms\n"));
        log("nobody is there");
        most_threads = std::max(most_threads, threads());
    }
    BOOST_TEST(most_threads < before + 40);
}

BOOST_FIXTURE_TEST_CASE(an_idle_sender_closes_its_connection_at_once, clean)
{
    receiver server{receiver_config{}};
    reload(section("idle", server.port(), "CloseTimeout=1min\n"));
    log("delivered");
    BOOST_TEST(bool(find_sender("idle")->flush(60s)));
    auto const start = std::chrono::steady_clock::now();
    reload("");
    BOOST_TEST(find_sender("idle") == nullptr);
    BOOST_TEST(server.wait_for_connections(0, 60s));
    BOOST_TEST((std::chrono::steady_clock::now() - start < 8s)); // it is not a matter of ten seconds
}

BOOST_FIXTURE_TEST_CASE(a_record_on_its_way_to_a_sender_that_closed_arrives, clean)
{
    receiver server{receiver_config{}};
    reload(section("left", server.port(), "CloseTimeout=1min\n"));
    boost::log::sources::logger source;
    auto record = source.open_record();
    BOOST_TEST_REQUIRE(!!record);
    reload("");
    BOOST_TEST(find_sender("left") == nullptr);
    boost::log::record_ostream stream(record);
    stream << "late";
    stream.flush();
    source.push_record(std::move(record));
    BOOST_TEST(server.wait_for(1, 60s));
    BOOST_TEST(server.wait_for_connections(0, 60s));
}

BOOST_FIXTURE_TEST_CASE(a_sender_that_the_program_holds_stays, clean)
{
    reload(section("held"));
    auto const held = find_sender("held");
    reload("");
    BOOST_TEST(held->emit("label", {{"key", 1}}));
}

BOOST_AUTO_TEST_SUITE_END()
