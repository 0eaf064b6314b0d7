// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Runs each program of example/ against a receiver and looks at what arrived; and against a real Fluentd,
// where the same arrives.

#include "support/fluentd.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using boost::json::value;
using log_fluentd::received_event;
using log_fluentd::receiver;

constexpr std::chrono::seconds arrival_timeout{30};

/// The programs end only when all was delivered, or discarded: what is not there by then never comes. The
/// wait is for the receiver's own thread.
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

/// example/shop.ini for that port, in a file that goes with this object.
class settings_file
{
public:
    explicit settings_file(std::uint16_t port)
        : path_(fs::temp_directory_path() / ("log_fluentd-shop-" + std::to_string(port) + ".ini"))
    {
        std::ifstream original(LOG_FLUENTD_EXAMPLE_DIR "/shop.ini");
        std::string text{std::istreambuf_iterator<char>(original), {}};
        std::string const default_port = "Port=24224";
        auto const at = text.find(default_port);
        BOOST_TEST_REQUIRE(at != std::string::npos);
        text.replace(at, default_port.size(), "Port=" + std::to_string(port));
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
    settings_file settings(server.port());
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
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_emit, address_of(server), 4);
    std::map<std::string, int> tags;
    for (auto const& event : events) {
        ++tags[event.tag];
        if (event.tag == "app.follow")
            BOOST_TEST(value(event.record) == value({{"from", "userA"}, {"to", "userB"}}));
        if (event.tag == "app.order") {
            BOOST_TEST(event.record.at("total") == value(19.99));
            BOOST_TEST(event.record.at("customer") == value({{"name", "userA"}, {"vip", true}}));
        }
    }
    BOOST_TEST((tags == std::map<std::string, int>{{"app.follow", 2}, {"app.order", 1}, {"app.audit", 1}}));
}

/// What was logged before it became one, and after.
BOOST_AUTO_TEST_CASE(becoming_a_daemon)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_daemon, address_of(server), 2);
    BOOST_TEST(events[0].tag == "daemon.start");
    BOOST_TEST(events[1].tag == "daemon.work");
    BOOST_TEST(events[0].record.at("pid") != events[1].record.at("pid"));
}

BOOST_AUTO_TEST_CASE(global_sender)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_event, address_of(server), 2);
    for (auto const& event : events)
        BOOST_TEST(value(event.record) == value({{"from", "userA"}, {"to", "userB"}}));
    BOOST_TEST((std::set<std::string>{events[0].tag, events[1].tag} ==
                std::set<std::string>{"app.follow", "app.unfollow"}));
}

BOOST_AUTO_TEST_CASE(discard_handler)
{
    receiver server;
    auto const port = std::to_string(server.port());
    auto const print = [&] {
        auto const done =
            log_fluentd::test::run_process({LOG_FLUENTD_EXAMPLE_discard_handler, "127.0.0.1", port});
        BOOST_TEST(done.status == 0, done.errors);
        return done.output;
    };
    BOOST_TEST(print() == ""); // all was delivered
    BOOST_TEST(server.wait_for(2, arrival_timeout));
    server.stop();
    BOOST_TEST(print() == "app.follow {\"from\":\"userA\",\"to\":\"userB\"}\n"
                          "app.follow {\"from\":\"userC\",\"to\":\"userD\"}\n"
                          "2 not sent: the sender is closed\n");
}

BOOST_AUTO_TEST_CASE(survives)
{
    auto const done = log_fluentd::test::run_process({LOG_FLUENTD_EXAMPLE_survives});
    BOOST_TEST(done.status == 0, done.errors);
    BOOST_TEST(done.output == "survived\n");
}

BOOST_AUTO_TEST_CASE(tags_with_placeholders)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_tags, address_of(server), 3);
    std::map<std::string, std::string> messages;
    for (auto const& event : events)
        messages[event.tag] = event.record.at("message").as_string().c_str();
    BOOST_TEST(messages["app.shop.info"] == "order placed");
    BOOST_TEST(messages["app.back_office.error"] == "printer on fire");
    BOOST_TEST(messages["app._.info"] == "no channel");
}

BOOST_AUTO_TEST_CASE(on_your_executor)
{
    receiver server;
    auto const events = run_against(server, LOG_FLUENTD_EXAMPLE_on_your_executor, address_of(server), 1);
    BOOST_TEST(events[0].tag == "app.follow");
    BOOST_TEST(value(events[0].record) == value({{"from", "userA"}, {"to", "userB"}}));
}

/// Tag and record of each event, in any order: each tag is a chunk of its own. Addresses in a stack trace are
/// others in each run.
template <typename Events>
std::multiset<std::string> what_arrived(Events const& events)
{
    std::multiset<std::string> result;
    std::regex const address("0x[0-9A-Fa-f]+");
    for (auto const& event : events) {
        auto const record = boost::json::serialize(event.record);
        result.insert(event.tag + ' ' + std::regex_replace(record, address, "0x"));
    }
    return result;
}

BOOST_AUTO_TEST_CASE(fluentd_takes_the_configuration_of_the_readme,
                     *boost::unit_test::precondition(log_fluentd::test::needs_fluentd))
{
    BOOST_TEST(std::system("fluentd --dry-run -q -c '" LOG_FLUENTD_EXAMPLE_DIR "/fluent.conf'") == 0);
}

BOOST_AUTO_TEST_CASE(a_real_fluentd_gets_the_same,
                     *boost::unit_test::precondition(log_fluentd::test::needs_fluentd))
{
    struct
    {
        std::string program;
        std::size_t events;
    } const programs[] = {{LOG_FLUENTD_EXAMPLE_shop, 2},
                          {LOG_FLUENTD_EXAMPLE_in_code, 3},
                          {LOG_FLUENTD_EXAMPLE_emit, 4},
                          {LOG_FLUENTD_EXAMPLE_event, 2},
                          {LOG_FLUENTD_EXAMPLE_tags, 3},
                          {LOG_FLUENTD_EXAMPLE_discard_handler, 2},
                          {LOG_FLUENTD_EXAMPLE_user_types, 3},
                          {LOG_FLUENTD_EXAMPLE_exception, 1},
                          {LOG_FLUENTD_EXAMPLE_on_your_executor, 1}};
    receiver server;
    log_fluentd::test::fluentd real;
    settings_file settings(server.port()), real_settings(real.port());
    std::size_t expected = 0;
    for (auto const& [program, events] : programs) {
        bool const is_shop = program == LOG_FLUENTD_EXAMPLE_shop;
        expected += events;
        run_against(server, program, is_shop ? "'" + settings.path() + "'" : address_of(server), expected);
        auto const command =
            "'" + program + "' " +
            (is_shop ? "'" + real_settings.path() + "'" : "127.0.0.1 " + std::to_string(real.port()));
        BOOST_TEST_REQUIRE(std::system(command.c_str()) == 0, command);
        BOOST_TEST_REQUIRE(real.wait_for(expected), command);
        BOOST_TEST((what_arrived(server.events()) == what_arrived(real.events())), command);
    }
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
