// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What becomes of handlers whose configuration was replaced: they deliver what they have, and hold nothing.

#include "support/own_resources.hpp"
#include "unit/dict_config/configuration.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>
#include <log_fluentd/settings.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

#include <algorithm>
#include <atomic>
#include <memory>
#include <set>
#include <thread>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(dict_config_replaced)

/// One handler, `h`, which takes every record.
void apply_handler(std::string const& keys)
{
    dict_config(json(R"({"version": 1, "handlers": {"h": {)" + keys +
                     R"(}}, "root": {"handlers": ["h"], "level": "NOTSET"}})"));
}

std::string fluentd(unsigned port, std::string const& more = {})
{
    return R"("class": "fluentd", "tag": "test", "host": "127.0.0.1", "flush_interval": "1h", "port": )" +
           std::to_string(port) + more;
}

std::set<std::string> messages_of(receiver const& server)
{
    std::set<std::string> result;
    for (auto const& event : server.events())
        result.emplace(event.record.at("message").as_string());
    return result;
}

/// A record that is opened now and logged later.
class record_on_the_way
{
public:
    record_on_the_way() : record_(source_.open_record(boost::log::keywords::severity = severity::info))
    {
        BOOST_TEST_REQUIRE(!!record_);
    }

    void arrive(std::string const& message)
    {
        boost::log::record_ostream stream(record_);
        stream << message;
        stream.flush();
        source_.push_record(std::move(record_));
    }

private:
    logger source_{boost::log::keywords::channel = "shop"};
    boost::log::record record_;
};

BOOST_AUTO_TEST_CASE(four_hundred_configurations_hold_few_descriptors_and_threads_and_lose_nothing)
{
    configured const here;
    receiver server;
    logger kept(boost::log::keywords::channel = "shop.of_the_first"); // held by the program all the time
    std::size_t most_descriptors = 0, most_threads = 0;
    auto const descriptors_before = descriptors();
    auto const threads_before = threads();
    constexpr int count = 400;
    for (int i = 0; i != count; ++i) {
        apply_handler(fluentd(server.port(), R"(, "close_timeout": "60s")"));
        BOOST_LOG_SEV(kept, severity::info) << i;
        most_descriptors = std::max(most_descriptors, descriptors());
        most_threads = std::max(most_threads, threads());
    }
    apply_handler(R"("class": "null")");
    BOOST_TEST(server.wait_for(count, 60s));
    BOOST_TEST(messages_of(server).size() == std::size_t{count});
    // At most sixteen close at a time, each with four, and one of the receiver's.
    BOOST_TEST(most_descriptors < descriptors_before + 120);
    BOOST_TEST(most_threads < threads_before + 40);
}

BOOST_AUTO_TEST_CASE(without_a_server_few_senders_wait_for_one)
{
    configured const here;
    std::size_t most_threads = 0;
    auto const before = threads();
    for (int i = 0; i != 60; ++i) {
        apply_handler(fluentd(1, R"(, "close_timeout": "20ms")"));
        log("shop", severity::info, "nobody is there");
        most_threads = std::max(most_threads, threads());
    }
    BOOST_TEST(most_threads < before + 40);
}

BOOST_AUTO_TEST_CASE(senders_that_have_ended_hold_nothing_without_a_later_configuration)
{
    configured const here;
    apply_handler(R"("class": "null")");
    // Senders and threads of other tests come and go meanwhile; these ten have thirty descriptors.
    auto const descriptors_before = descriptors();
    auto const threads_before = threads();
    for (int i = 0; i != 10; ++i) {
        apply_handler(fluentd(1, R"(, "close_timeout": "20ms")"));
        log("shop", severity::info, "nobody is there");
    }
    apply_handler(R"("class": "null")");
    BOOST_TEST(poll_until(
        [&] { return descriptors() < descriptors_before + 15 && threads() < threads_before + 8; }, 30s));
}

BOOST_AUTO_TEST_CASE(a_handler_that_is_busy_while_it_is_replaced_is_closed_when_it_is_not)
{
    configured const here;
    apply_handler(R"("class": "null")");
    apply_handler(fluentd(1, R"(, "overflow": "block", "block_timeout": "3s", "buffer_limit": "64KiB",
                                  "chunk_limit": "4KiB", "close_timeout": "100ms")"));
    std::weak_ptr<sender> const old = find_sender("h");
    std::atomic<bool> is_over{false};
    std::thread writer([&] {
        while (!is_over)
            log("shop", severity::info, std::string(1000, 'x'));
    });
    auto const has_no_room = [&] {
        auto const now = old.lock()->statistics();
        return now.buffer_bytes + 4096 > 64 * 1024;
    };
    BOOST_TEST(poll_until(has_no_room, 30s));
    apply_handler(R"("class": "null")"); // waits for a second, less than the record does
    is_over = true;
    writer.join();
    BOOST_TEST(poll_until([&] { return old.expired(); }, 30s));
}

BOOST_AUTO_TEST_CASE(replaced_syslog_and_file_handlers_hold_nothing)
{
    configured const here;
    boost::asio::io_context context;
    boost::asio::ip::udp::socket socket(context, {boost::asio::ip::address_v4::loopback(), 0});
    auto const syslog = R"("class": "syslog", "address": ["127.0.0.1", )" +
                        std::to_string(socket.local_endpoint().port()) + "]";
    auto const before = descriptors();
    constexpr std::size_t count = 200;
    for (std::size_t i = 0; i != count; ++i) {
        apply_handler(syslog);
        log("shop", severity::info, "x");
        apply_handler(R"("class": "file", "filename": ")" + here.path("log") + '"');
        log("shop", severity::info, "x");
    }
    // The file, and what Boost.Log keeps for all its sockets. (Senders of other tests may have ended
    // meanwhile.)
    BOOST_TEST(descriptors() < before + 20);
    BOOST_TEST(here.lines("log").size() == count);
}

BOOST_AUTO_TEST_CASE(a_record_on_the_way_to_a_replaced_handler_arrives)
{
    configured const here;
    receiver server;
    boost::asio::io_context context;
    boost::asio::ip::udp::socket socket(context, {boost::asio::ip::address_v4::loopback(), 0});
    dict_config(json(R"({"version": 1, "handlers": {"fluentd": {)" + fluentd(server.port()) +
                     R"(}, "shares": {"class": "fluentd", "tag": "shared", "sender": "fluentd"},
                         "syslog": {"class": "syslog", "address": ["127.0.0.1", )" +
                     std::to_string(socket.local_endpoint().port()) +
                     R"(]}, "file": {"class": "file", "filename": ")" + here.path("log") +
                     R"("}}, "root": {"level": 10, "handlers": ["fluentd", "shares", "syslog", "file"]}})"));
    record_on_the_way late;
    apply_handler(R"("class": "null")");
    BOOST_TEST(!find_sender("fluentd"));
    late.arrive("late");
    BOOST_TEST(server.wait_for(2, 60s));
    std::set<std::string> tags;
    for (auto const& event : server.events())
        tags.insert(event.tag);
    BOOST_TEST(tags == (std::set<std::string>{"shared", "test"}), boost::test_tools::per_element());
    char packet[1024];
    std::string const said(packet, socket.receive(boost::asio::buffer(packet)));
    BOOST_TEST(said.find("late") != std::string::npos, said);
    BOOST_TEST(here.lines("log") == std::vector<std::string>{"late"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_sender_that_is_used_elsewhere_stays)
{
    configured const here;
    receiver server;
    apply_handler(fluentd(server.port()));
    auto const held = find_sender("h");
    dict_config(json(R"({"version": 1, "handlers": {"g": {"class": "fluentd", "tag": "g", "sender": "h"}},
                         "root": {"handlers": ["g"], "level": 10}})"));
    log("shop", severity::info, "by the handler that shares it");
    apply_handler(R"("class": "null")");
    BOOST_TEST(held->emit("by_hand", {{"message", "by the program"}}));
    BOOST_TEST(bool(held->flush(60s)));
    BOOST_TEST(server.event_count() == 2u);
    BOOST_TEST(server.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(a_configuration_that_fails_replaces_nothing)
{
    configured const here;
    receiver server;
    apply_handler(fluentd(server.port()));
    auto const* const sender = find_sender("h").get();
    log("shop", severity::info, "before");
    auto const bad = R"({"version": 1, "handlers": {"h": {)" + fluentd(server.port()) +
                     R"(}, "z": {"class": "file", "filename": "/dev/null/z"}},
                        "root": {"handlers": ["h"], "level": "NOTSET"}})";
    BOOST_CHECK_THROW(dict_config(json(bad)), dict_config_error);
    BOOST_TEST(find_sender("h").get() == sender);
    log("shop", severity::info, "after");
    BOOST_TEST(bool(find_sender("h")->flush(60s)));
    BOOST_TEST(server.event_count() == 2u);
    BOOST_TEST(server.connections() == 1u);
}

BOOST_AUTO_TEST_CASE(no_record_is_lost_while_senders_are_replaced)
{
    configured const here;
    receiver server;
    auto const keys = fluentd(server.port(), R"(, "close_timeout": "60s")");
    apply_handler(keys);
    constexpr int each = 1000;
    std::atomic<int> running{2};
    std::vector<std::thread> threads;
    for (int t = 0; t != 2; ++t)
        threads.emplace_back([&, t] {
            for (int i = 0; i != each; ++i)
                log("shop", severity::info, std::to_string(t) + '/' + std::to_string(i));
            --running;
        });
    while (running != 0)
        apply_handler(keys);
    for (auto& thread : threads)
        thread.join();
    apply_handler(R"("class": "null")");
    // One that is logged while senders are replaced may come twice.
    auto const all_came = [&] { return messages_of(server).size() == std::size_t{2 * each}; };
    while (!all_came() && server.wait_for(server.events().size() + 1, 60s)) {
    }
    BOOST_TEST(all_came());
}

BOOST_AUTO_TEST_SUITE_END()
