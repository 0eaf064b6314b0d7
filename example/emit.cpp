// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events without Boost.Log: emit [host port]

#include <log_fluentd/sender.hpp>

#include <boost/lexical_cast.hpp>

#include <chrono>
#include <cstdint>
#include <ctime>
#include <iostream>

int main(int argc, char* argv[])
{
    log_fluentd::sender_config config;
    config.tag = "app";
    if (argc > 2)
        config.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    log_fluentd::sender sender(config);

    // The current time; the tag is app.follow.
    sender.emit("follow", {{"from", "userA"}, {"to", "userB"}});

    // A time of your own.
    std::time_t const time = std::time(nullptr);
    sender.emit_with_time("follow", time, {{"from", "userA"}, {"to", "userB"}});

    // Values keep their types, and maps may be nested.
    if (!sender.emit("order",
                     {{"id", 4711}, {"total", 19.99}, {"customer", {{"name", "userA"}, {"vip", true}}}})) {
        std::cerr << sender.last_error().message << '\n';
        sender.clear_last_error(); // it was handled
    }

    // For an audit trail: goes on when Fluentd has acknowledged the event, or not within two seconds.
    auto const written = sender.emit_and_wait("audit", {{"who", "userA"}}, std::chrono::seconds(2));
    if (!written)
        std::cerr << "no trace of userA: " << written.error.message() << '\n';

    // Not needed for delivery; it tells whether everything arrived.
    auto const result = sender.close();
    if (!result) {
        std::cerr << result.left.events << " events were not delivered: " << result.error.message() << '\n';
        return 1;
    }
    std::cout << sender.statistics().delivered.events << " events delivered\n";
}
