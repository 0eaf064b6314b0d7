// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Several servers over real sockets: weights, one that dies and comes back, and a standby.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

struct several
{
    std::vector<std::unique_ptr<log_fluentd::receiver>> servers;
    diagnostics reported;
    int emitted = 0;

    explicit several(std::size_t count)
    {
        while (servers.size() < count)
            servers.push_back(std::make_unique<log_fluentd::receiver>());
    }

    sender_config config()
    {
        auto result = sender_to(1, reported);
        result.servers.clear();
        for (auto const& one : servers)
            result.servers.push_back({"127.0.0.1", one->port()});
        return result;
    }

    /// So many chunks of ten events each.
    void send(sender& s, int chunks)
    {
        for (int c = 0; c < chunks; ++c) {
            for (int i = 0; i < 10; ++i)
                BOOST_TEST(s.emit("several", {{"n", emitted++}}));
            BOOST_TEST(bool(s.flush(patience)));
        }
    }

    /// Every event is with at least one of the servers.
    void check_all_arrived(sender& s)
    {
        std::set<std::int64_t> seen;
        std::size_t all = 0;
        for (auto const& one : servers) {
            for (auto const& event : one->events()) {
                seen.insert(event.record.at("n").to_number<std::int64_t>());
                ++all;
            }
        }
        auto const counters = checked(s);
        BOOST_TEST(seen.size() == static_cast<std::size_t>(emitted));
        BOOST_TEST(all - seen.size() <= counters.resent.events);
        BOOST_TEST(counters.delivered.events == static_cast<std::uint64_t>(emitted));
    }

    void wait_for_state(sender& s, std::size_t server, server_state state)
    {
        auto const end = std::chrono::steady_clock::now() + patience;
        while (s.statistics().servers.at(server).state != state) {
            BOOST_REQUIRE(std::chrono::steady_clock::now() < end);
            send(s, 1);
        }
    }
};

} // namespace

BOOST_AUTO_TEST_SUITE(several_servers)

BOOST_AUTO_TEST_CASE(weights_are_kept_within_a_few_per_cent)
{
    several with(3);
    auto config = with.config();
    config.servers[0].weight = 10;
    config.servers[1].weight = 30;
    config.servers[2].weight = 60;
    sender s(config);
    for (std::size_t i = 0; i < 3; ++i)
        with.wait_for_state(s, i, server_state::up);
    auto const before = with.emitted;
    std::vector<std::size_t> had;
    for (auto const& one : with.servers)
        had.push_back(one->event_count());
    with.send(s, 200);
    double const sent = with.emitted - before;
    for (std::size_t i = 0; i < 3; ++i) {
        auto const share = static_cast<double>(with.servers[i]->event_count() - had[i]) / sent * 100;
        BOOST_CHECK_MESSAGE(std::abs(share - config.servers[i].weight) <= 3,
                            share << " % of " << config.servers[i].weight);
    }
    with.check_all_arrived(s);
}

BOOST_AUTO_TEST_CASE(one_dies_and_comes_back)
{
    several with(2);
    sender s(with.config());
    with.wait_for_state(s, 0, server_state::up);
    with.wait_for_state(s, 1, server_state::up);
    with.servers[0]->stop();
    with.send(s, 20);
    BOOST_TEST((s.statistics().servers[0].state == server_state::down));
    BOOST_TEST(s.statistics().connected);
    auto const had = with.servers[0]->event_count();
    with.servers[0]->start();
    with.wait_for_state(s, 0, server_state::up);
    with.send(s, 20);
    BOOST_TEST(with.servers[0]->event_count() > had);
    BOOST_TEST(s.statistics().reconnects >= 1u);
    with.check_all_arrived(s);
}

BOOST_AUTO_TEST_CASE(a_standby_takes_over_and_gives_back)
{
    several with(2);
    auto config = with.config();
    config.servers[1].standby = true;
    sender s(config);
    with.send(s, 10);
    BOOST_TEST(with.servers[1]->connections() == 0u);
    with.servers[0]->stop();
    with.send(s, 10);
    BOOST_TEST(with.servers[1]->event_count() >= 10u);
    with.servers[0]->start();
    with.wait_for_state(s, 0, server_state::up);
    with.send(s, 1); // what the standby has under way is done by then
    auto const had = with.servers[1]->event_count();
    with.send(s, 10);
    BOOST_TEST(with.servers[1]->event_count() == had);
    BOOST_TEST((s.statistics().servers[1].state == server_state::idle));
    with.check_all_arrived(s);
}

BOOST_AUTO_TEST_CASE(one_that_never_reads_holds_up_nobody)
{
    several with(2);
    with.servers[0]->misbehave(faults::never_acknowledge());
    auto config = with.config();
    config.ack_timeout = 300ms;
    sender s(config);
    for (int i = 0; i < 200; ++i) {
        s.emit("several", {{"n", with.emitted++}});
        static_cast<void>(s.flush(0ms));
    }
    BOOST_TEST(bool(s.flush(patience)));
    with.check_all_arrived(s);
    BOOST_TEST(with.servers[1]->event_count() > 0u);
}

BOOST_AUTO_TEST_SUITE_END()
