// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A test of a program's own: it survives a Fluentd that takes everything and acknowledges nothing.

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>

using namespace std::chrono_literals;

namespace {

/// What is tested. \return how long its slowest statement took.
std::chrono::steady_clock::duration run_the_program(log_fluentd::sender& log)
{
    auto slowest = std::chrono::steady_clock::duration::zero();
    for (int i = 0; i < 1000; ++i) {
        auto const begin = std::chrono::steady_clock::now();
        log.emit("order", {{"number", i}});
        slowest = std::max(slowest, std::chrono::steady_clock::now() - begin);
    }
    return slowest;
}

} // namespace

int main()
{
    log_fluentd::receiver server;
    server.misbehave(log_fluentd::faults::never_acknowledge());

    log_fluentd::sender_config config;
    config.tag = "shop";
    config.servers = {{"127.0.0.1", server.port()}};
    config.ack_timeout = 100ms; // for a test that does not take a minute
    config.retry.initial_interval = 10ms;
    config.on_diagnostic = [](log_fluentd::diagnostic const&) {};
    log_fluentd::sender log(config);

    bool const goes_on = run_the_program(log) < 1s;
    server.behave();
    bool const arrived = log.flush(30s) && server.wait_for(1000, 30s);
    std::cout << (goes_on && arrived ? "survived\n" : "did not survive\n");
    return goes_on && arrived ? 0 : 1;
}
