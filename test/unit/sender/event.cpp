// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The global sender. The order of the cases matters: the first are those before the first set-up.

#include "sender_to_receiver.hpp"

#include <log_fluentd/event.hpp>

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct fixture : sender_to_receiver
{
    fixture() { config.close_timeout = patience; }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(global, fixture)

BOOST_AUTO_TEST_CASE(before_setup_events_are_rejected_and_counted)
{
    BOOST_TEST(!global_sender());
    BOOST_TEST(!event("follow", {{"from", "userA"}}));
    BOOST_TEST(!event("follow", {{"from", "userA"}}));
    BOOST_TEST(events_before_setup() == 2u);
    BOOST_TEST(bool(log_fluentd::close()));
    BOOST_TEST(bool(log_fluentd::close(1ms)));
}

BOOST_AUTO_TEST_CASE(a_setup_that_fails_changes_nothing)
{
    config.window = 0;
    BOOST_CHECK_THROW(setup("app", config), std::invalid_argument);
    BOOST_TEST(!global_sender());
}

BOOST_AUTO_TEST_CASE(events_go_to_the_sender_that_was_set_up)
{
    setup("app", config);
    BOOST_TEST(global_sender()->config().tag == "app");
    BOOST_TEST(event("follow", {{"from", "userA"}, {"to", "userB"}}));
    BOOST_TEST(bool(log_fluentd::close()));
    auto const events = server.events();
    for (auto const& event : events)
        BOOST_TEST_INFO(event.tag << ": " << event.record);
    BOOST_TEST_REQUIRE(events.size() == 1u);
    BOOST_TEST(events[0].tag == "app.follow");
    BOOST_TEST(boost::json::serialize(events[0].record) == R"({"from":"userA","to":"userB"})");
    BOOST_TEST(events_before_setup() == 2u); // those of the first case
}

BOOST_AUTO_TEST_CASE(after_close_events_are_rejected_until_the_next_setup)
{
    setup("app", config);
    BOOST_TEST(event("a", {{"n", 1}}));
    BOOST_TEST(bool(log_fluentd::close(patience)));
    BOOST_TEST(!event("a", {{"n", 2}}));
    BOOST_TEST((global_sender()->last_error().code == errc::closed));
    BOOST_TEST(checked(*global_sender()).rejected[std::size_t(rejection::closed)].events == 1u);
    BOOST_TEST(bool(log_fluentd::close())); // again
    setup("again", config);
    BOOST_TEST(event("a", {{"n", 3}}));
    BOOST_TEST(bool(log_fluentd::close()));
    BOOST_TEST(server.events().back().tag == "again.a");
    BOOST_TEST(server.event_count() == 2u);
}

BOOST_AUTO_TEST_CASE(a_second_setup_takes_the_place_and_loses_nothing)
{
    config.buffer.flush_interval = 1h;
    setup("one", config);
    BOOST_TEST(event("a", {{"n", 1}}));
    setup("two", config); // nobody holds the first: it is delivered in the background
    BOOST_TEST(event("a", {{"n", 2}}));
    BOOST_TEST(server.wait_for(1, patience));
    BOOST_TEST(server.events().at(0).tag == "one.a");
    BOOST_TEST(bool(log_fluentd::close()));
    BOOST_TEST(server.events().at(1).tag == "two.a");
}

BOOST_AUTO_TEST_CASE(whoever_holds_the_old_one_may_use_it)
{
    setup("one", config);
    auto const old = global_sender();
    setup("two", config);
    BOOST_TEST(old->emit("a", {{"n", 1}}));
    BOOST_TEST(bool(old->close(patience)));
    BOOST_TEST(server.events().at(0).tag == "one.a");
    BOOST_TEST(bool(log_fluentd::close()));
}

BOOST_AUTO_TEST_CASE(threads_may_set_up_close_and_make_events_at_once)
{
    config.close_timeout = 100ms; // some are not done when the server goes
    setup("app", config);
    std::vector<std::thread> threads;
    for (int t = 0; t < 2; ++t)
        threads.emplace_back([] {
            for (int i = 0; i < 2000; ++i)
                event("a", {{"n", i}});
        });
    threads.emplace_back([&] {
        for (int i = 0; i < 10; ++i)
            setup("app", config);
    });
    threads.emplace_back([] {
        for (int i = 0; i < 10; ++i)
            log_fluentd::close(0ms);
    });
    for (auto& thread : threads)
        thread.join();
    log_fluentd::close();
    checked(*global_sender());
}

BOOST_AUTO_TEST_SUITE_END()
