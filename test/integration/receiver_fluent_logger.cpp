// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The gem fluent-logger as the sender: Message frames.

#include "support/needs.hpp"
#include "support/process.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace {

using namespace log_fluentd::test;
using log_fluentd::frame_kind;
using log_fluentd::received_event;
using log_fluentd::received_frame;
using log_fluentd::receiver;
using log_fluentd::receiver_config;

/// Events by fluent-logger, sent to a receiver.
std::vector<received_event> events_of(std::string const& options, std::string const& statements)
{
    bool only_messages = true;
    receiver_config config;
    config.on_frame = [&](received_frame const& frame) {
        only_messages = only_messages && frame.kind == frame_kind::message;
        return acknowledge(frame);
    };
    receiver server(config);
    process_result const result =
        run_process({"ruby", "-e",
                     "require 'fluent-logger'\n"
                     "log = Fluent::Logger::FluentLogger.new('app', host: '127.0.0.1', port: " +
                         std::to_string(server.port()) + options + ")\n" + statements + "\nlog.close\n"});
    BOOST_TEST(result.status == 0, result.errors);
    BOOST_TEST(result.errors == "");
    BOOST_TEST(server.wait_for(3, std::chrono::seconds(30)));
    server.stop();
    BOOST_TEST(server.errors().empty());
    BOOST_TEST(only_messages);
    return server.events();
}

std::string const three_events = R"(
log.post_with_time('first', {'n' => 1, 'list' => [nil, true, 2.5, -7]}, Time.at(1700000000, 123456789, :nsec))
log.post_with_time('second', {'text' => "\u00fc", 'to' => {'id' => 2**63}}, Time.at(1700000001, 999999999, :nsec))
log.post('third', {})
)";

void check_events(std::vector<received_event> const& events)
{
    BOOST_TEST_REQUIRE(events.size() == 3u);
    BOOST_TEST(events[0].tag == "app.first");
    BOOST_TEST(events[0].seconds == 1700000000);
    BOOST_TEST(boost::json::serialize(events[0].record) == R"({"n":1,"list":[null,true,2.5E0,-7]})");
    BOOST_TEST(events[1].tag == "app.second");
    BOOST_TEST(events[1].seconds == 1700000001);
    BOOST_TEST(boost::json::serialize(events[1].record) == R"({"text":"ü","to":{"id":9223372036854775808}})");
    BOOST_TEST(events[2].tag == "app.third");
    BOOST_TEST(events[2].record.empty());
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_fluent_logger, *boost::unit_test::precondition(needs_fluent_logger))

BOOST_AUTO_TEST_CASE(events_with_times_in_seconds)
{
    std::vector<received_event> const events = events_of("", three_events);
    check_events(events);
    BOOST_TEST(events[0].nanoseconds == 0u);
}

BOOST_AUTO_TEST_CASE(events_with_times_in_nanoseconds)
{
    std::vector<received_event> const events = events_of(", nanosecond_precision: true", three_events);
    check_events(events);
    BOOST_TEST(events[0].nanoseconds == 123456789u);
    BOOST_TEST(events[1].nanoseconds == 999999999u);
}

BOOST_AUTO_TEST_SUITE_END()
