// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program that uses the first library alone, and no server: after `close` an event is rejected.

#include <log_fluentd/sender.hpp>

#include <iostream>

int main()
{
    log_fluentd::sender_config config;
    config.tag = "app";
    log_fluentd::sender sender(config);
    sender.close();
    if (sender.emit("follow", {{"from", "userA"}, {"to", "userB"}})) {
        std::cerr << "an event was accepted after close\n";
        return 1;
    }
    std::cout << sender.last_error().message << '\n';
}
