// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/settings_text.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/json/serialize.hpp>
#include <boost/log/expressions/keyword.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>

using namespace log_fluentd;
using namespace std::chrono_literals;
using boost::log::trivial::severity_level;

BOOST_AUTO_TEST_SUITE(settings_end_to_end)

using logger = boost::log::sources::severity_channel_logger<severity_level, std::string>;

std::string text_of(received_event const& event)
{
    return event.tag + ' ' + boost::json::serialize(event.record);
}

BOOST_AUTO_TEST_CASE(from_a_settings_file_to_received_events)
{
    receiver server{receiver_config{}};
    test::clean_core const clean;
    register_sink_factory();
    test::init("[Sinks.Fluent]\n"
               "Destination=Fluentd\n"
               "Name=shop\n"
               "TagPrefix=prod\n"
               "Tag=app.shop\n"
               "Host=127.0.0.1\n"
               "Port=" +
               std::to_string(server.port()) +
               "\n"
               "Filter=\"%Severity% >= info\"\n"
               "IncludeOthers=true\n"
               "Exclude=\"Secret\"\n"
               "\n"
               "[Sinks.Fluent.Format]\n"
               "where=\"%Channel%/%Severity%\"\n"
               "order.id=\"%OrderId%\"\n"
               "load=\"100%%\"\n"
               "\n"
               "[Sinks.Audit]\n"
               "Destination=fluentd\n"
               "Sender=shop\n"
               "Tag=audit\n"
               "Format=\"{\\\"@level\\\":\\\"%Severity%\\\",\\\"v\\\":1}\"\n"
               "MessageKey=\"\"\n");

    logger log(boost::log::keywords::channel = "shop");
    BOOST_LOG_SEV(log, severity_level::info)
        << "placed" << boost::log::add_value("OrderId", 4711) << boost::log::add_value("Secret", "x")
        << boost::log::add_value("Other", true);
    auto const shop = find_sender("shop");
    BOOST_REQUIRE(shop);
    BOOST_TEST(bool(shop->flush(30s)));

    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 2u);
    auto const& first = events.at(events[0].tag == "prod.audit" ? 1 : 0);
    auto const& second = events.at(events[0].tag == "prod.audit" ? 0 : 1);
    BOOST_TEST(text_of(first) == R"(prod.app.shop {"where":"shop/info","order":{"id":4711},"load":"100%",)"
                                 R"("Other":true,"message":"placed"})");
    BOOST_TEST(text_of(second) == R"(prod.audit {"@level":"info","v":1})");
}

BOOST_AUTO_TEST_CASE(the_filter_of_the_settings_file_counts)
{
    receiver server{receiver_config{}};
    test::clean_core const clean;
    register_sink_factory();
    test::init(
        "[Sinks.Fluent]\nDestination=Fluentd\nName=few\nTag=t\nFilter=\"%Severity% >= warning\"\nPort=" +
        std::to_string(server.port()));
    logger log(boost::log::keywords::channel = "shop");
    BOOST_LOG_SEV(log, severity_level::info) << "left out";
    BOOST_LOG_SEV(log, severity_level::warning) << "sent";
    BOOST_TEST(bool(find_sender("few")->flush(30s)));
    auto const events = server.events();
    BOOST_REQUIRE(events.size() == 1u);
    BOOST_TEST(events[0].record.at("message").as_string() == "sent");
}

BOOST_AUTO_TEST_SUITE_END()
