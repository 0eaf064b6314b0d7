// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Runs each program of example/ against a receiver and looks at what arrived.

#include <log_fluentd/receiver.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using boost::json::value;
using log_fluentd::received_event;
using log_fluentd::receiver;

constexpr std::chrono::seconds arrival_timeout{30};

/// The programs end only when all was delivered, or given up: what is not there by then never comes. The wait
/// is for the receiver's own thread.
std::vector<received_event> run_against(receiver const& server, std::string const& program,
                                        std::string const& arguments, std::size_t expected)
{
    std::string const command = "'" + program + "' " + arguments;
    BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0, command);
    server.wait_for(expected, arrival_timeout);
    auto events = server.events();
    BOOST_TEST_REQUIRE(events.size() == expected);
    BOOST_TEST(server.errors().empty());
    return events;
}

std::string address_of(receiver const& server)
{
    return "127.0.0.1 " + std::to_string(server.port());
}

/// example/shop.ini for the port of `server`, in a file that goes with this object.
class settings_file
{
public:
    explicit settings_file(receiver const& server)
        : path_(fs::temp_directory_path() / ("log_fluentd-shop-" + std::to_string(server.port()) + ".ini"))
    {
        std::ifstream original(LOG_FLUENTD_EXAMPLE_DIR "/shop.ini");
        std::string text{std::istreambuf_iterator<char>(original), {}};
        std::string const default_port = "Port=24224";
        auto const at = text.find(default_port);
        BOOST_TEST_REQUIRE(at != std::string::npos);
        text.replace(at, default_port.size(), "Port=" + std::to_string(server.port()));
        std::ofstream(path_) << text;
    }
    settings_file(settings_file const&) = delete;
    settings_file& operator=(settings_file const&) = delete;
    ~settings_file()
    {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }

    std::string path() const { return path_.string(); }

private:
    fs::path path_;
};

} // namespace

BOOST_AUTO_TEST_SUITE(examples)

BOOST_AUTO_TEST_CASE(shop)
{
    receiver server;
    settings_file settings(server);
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_shop, "'" + settings.path() + "'", 2);

    auto const& order = events[0].record;
    BOOST_TEST(events[0].tag == "app.shop");
    BOOST_TEST(!order.at("host").as_string().empty());
    auto const where = std::string(order.at("where").as_string());
    BOOST_TEST(where.find("shop.cpp:") != std::string::npos, where);
    BOOST_TEST(where.find("main") != std::string::npos, where);
    BOOST_TEST(order.at("level") == value("info"));
    BOOST_TEST(order.at("line").is_number());
    BOOST_TEST(order.at("order") == value(4711));
    BOOST_TEST(order.at("message") == value("order placed"));
    BOOST_TEST(order.size() == 6u);

    auto const& message = events[1].record;
    BOOST_TEST(message.at("level") == value("warning"));
    BOOST_TEST(message.at("from") == value("userA"));
    BOOST_TEST(message.at("to") == value({{"id", 7}, {"vip", true}}));
    BOOST_TEST(!message.contains("order"));
    BOOST_TEST(!message.contains("message"));
}

BOOST_AUTO_TEST_CASE(in_code)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_in_code, address_of(server), 3);
    BOOST_TEST(server.connections() == 1u, "the two sinks share one connection");

    std::vector<boost::json::object> shop, audit;
    for (auto const& event : events)
        (event.tag == "app.shop" ? shop : audit).push_back(event.record);
    BOOST_TEST_REQUIRE(shop.size() == 2u);
    BOOST_TEST_REQUIRE(audit.size() == 1u);
    BOOST_TEST(shop[0].at("level") == value("info"));
    BOOST_TEST(shop[0].at("order") == value({{"id", 4711}}));
    BOOST_TEST(shop[0].at("message") == value("order placed"));
    BOOST_TEST(audit[0].at("Channel") == value("audit"));
    BOOST_TEST(audit[0].at("Severity") == value("warning"));
}

BOOST_AUTO_TEST_CASE(emit)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_emit, address_of(server), 2);
    for (auto const& event : events) {
        if (event.tag == "app.follow")
            BOOST_TEST(value(event.record) == value({{"from", "userA"}, {"to", "userB"}}));
        else {
            BOOST_TEST(event.tag == "app.order");
            BOOST_TEST(event.record.at("total") == value(19.99));
            BOOST_TEST(event.record.at("customer") == value({{"name", "userA"}, {"vip", true}}));
        }
    }
}

BOOST_AUTO_TEST_CASE(on_your_executor)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_on_your_executor, address_of(server), 1);
    BOOST_TEST(events[0].tag == "app.follow");
    BOOST_TEST(value(events[0].record) == value({{"from", "userA"}, {"to", "userB"}}));
}

BOOST_AUTO_TEST_CASE(user_types)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_user_types, address_of(server), 3);
    value const order{{"id", 4711}, {"items", {{"cup", 2}, {"tea", 1}}}};
    for (auto const& event : events) {
        if (event.tag == "app.shop")
            BOOST_TEST(value(event.record) == value({{"level", "urgent"},
                                                     {"order", order},
                                                     {"from", {52.5, 13.4}},
                                                     {"message", "order placed"}}));
        else if (event.tag == "app.order")
            BOOST_TEST(value(event.record) == order);
        else {
            BOOST_TEST(event.tag == "app.day");
            BOOST_TEST(event.record.at("orders") == value(boost::json::array{order}));
            BOOST_TEST(event.record.at("level") == value("routine"));
        }
    }
}

BOOST_AUTO_TEST_CASE(exception)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_exception, address_of(server), 1);
    auto const& record = events[0].record;
    BOOST_TEST(events[0].tag == "app.shop");
    BOOST_TEST(record.at("message") == value("order failed"));
    auto const& shown = record.at("exception");
    BOOST_TEST(shown.at("type") == value("std::logic_error"));
    BOOST_TEST(shown.at("message") == value("order 4711 has no price"));
    auto const& cause = shown.at("nested");
    BOOST_TEST(cause.at("message") == value("no such file"));
    BOOST_TEST(cause.at("file") == value("/etc/shop/prices"));
    auto const trace = std::string(cause.at("stacktrace").as_string());
    BOOST_TEST(trace.find(" 0# ") != std::string::npos, trace);
    auto const diagnostic = std::string(cause.at("diagnostic").as_string());
    BOOST_TEST(diagnostic.find("/etc/shop/prices") != std::string::npos, diagnostic);
}

BOOST_AUTO_TEST_SUITE_END()
