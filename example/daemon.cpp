// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program that becomes a daemon: daemon [host port]

#include <log_fluentd/prepare_fork.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/lexical_cast.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <unistd.h>

int main(int argc, char* argv[])
{
    log_fluentd::sender_config config;
    config.tag = "daemon";
    if (argc > 2)
        config.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    log_fluentd::sender sender(config);
    sender.emit("start", {{"pid", ::getpid()}});

    // What is in the buffer now would end with this process: the one that goes on is its child.
    auto const delivered = log_fluentd::prepare_fork(std::chrono::seconds(5));
    if (!delivered)
        std::cerr << delivered.left.events << " events are lost: " << delivered.error.message() << '\n';
    if (::daemon(1, 0) != 0)
        return EXIT_FAILURE;

    // The same object is a sender of the child's own now, with a connection and a thread.
    sender.emit("work", {{"pid", ::getpid()}});
}
