// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A real Fluentd is killed with SIGKILL and started again, again and again, while threads log numbered
// events. At the end every event that was accepted is in Fluentd's file, and no more are doubled than
// `resent` says.
//
//     kill_storm [KILLS] [EVENTS PER SECOND] [SEED]

#include "storm.hpp"
#include "support/fluentd.hpp"

#include <map>
#include <random>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

int skipped(std::string const& why)
{
    bool const is_ci = std::getenv("CI") && std::string(std::getenv("CI")) == "true";
    std::printf("%s: %s\n", is_ci ? "FAILED" : "skipped", why.c_str());
    return is_ci ? 1 : 77;
}

sender_config config_for(std::uint16_t port)
{
    sender_config config;
    config.tag = "test";
    config.servers = {{"127.0.0.1", port}};
    config.buffer.flush_interval = std::chrono::milliseconds(20);
    config.retry.initial_interval = std::chrono::milliseconds(20);
    config.retry.max_interval = std::chrono::milliseconds(200);
    config.on_diagnostic = [](diagnostic const&) {};
    return config;
}

/// \return whether all that counts is as it must be.
bool judge(fluentd& server, loggers const& log, statistics const& s)
{
    std::map<std::int64_t, std::uint64_t> times;
    for (auto const& event : server.events())
        ++times[event.record.at("n").to_number<std::int64_t>()];
    std::uint64_t doubled = 0;
    for (auto const& [number, count] : times)
        doubled += count - 1;
    auto const lost = log.accepted() - static_cast<std::int64_t>(times.size());
    bool const good = lost == 0 && doubled <= s.resent.events && log.added_up() && adds_up(s) &&
                      s.delivered.events == static_cast<std::uint64_t>(log.accepted()) &&
                      log.accepted() == log.emitted();
    std::printf(
        "%lld events emitted, %lld accepted, %lld lost, %llu doubled of %llu resent; %llu connections, "
        "%llu lost; the accounting held at %u samples: %s\n",
        static_cast<long long>(log.emitted()), static_cast<long long>(log.accepted()),
        static_cast<long long>(lost), static_cast<unsigned long long>(doubled),
        static_cast<unsigned long long>(s.resent.events), static_cast<unsigned long long>(s.connects),
        static_cast<unsigned long long>(s.connections_lost), log.samples(), log.added_up() ? "yes" : "NO");
    return good;
}

} // namespace

int main(int count, char** arguments)
{
    if (!find_program("fluentd"))
        return skipped("there is no Fluentd here; tools/setup fluentd installs one");
    unsigned const kills = argument(count, arguments, 1, 20);
    unsigned const per_second = argument(count, arguments, 2, 2000);
    unsigned const seed = argument(count, arguments, 3, std::random_device()());
    std::printf("%u kills, the seed is %u\n", kills, seed);
    std::fflush(stdout);
    std::minstd_rand random(seed);

    fluentd server;
    sender s(config_for(server.port()));
    loggers log(s, 3, per_second);
    for (unsigned i = 0; i < kills; ++i) {
        // While it takes frames, early or late.
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
        server.kill();
        server.restart();
    }
    log.stop();
    auto const left = s.close(std::chrono::minutes(2));
    server.stop();
    bool const good = judge(server, log, s.statistics()) && left;
    std::printf("%s\n", good ? "good" : "FAILED");
    return good ? 0 : 1;
}
