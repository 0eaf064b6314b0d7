// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A sender that has no thread of its own: its work runs on an Asio executor that the program has anyway.
// on_your_executor [host port]

#include <log_fluentd/asio.hpp>

#include <boost/asio/thread_pool.hpp>
#include <boost/lexical_cast.hpp>

#include <chrono>
#include <cstdint>
#include <iostream>

int main(int argc, char* argv[])
{
    log_fluentd::sender_config config;
    config.tag = "app";
    if (argc > 2)
        config.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};

    boost::asio::thread_pool pool(1);
    auto sender = log_fluentd::make_sender(pool.get_executor(), config);
    sender->emit("follow", {{"from", "userA"}, {"to", "userB"}});

    // Delivery at the end of the program is promised only for a sender with its own thread: close this one
    // while the pool runs, and not from a thread of the pool.
    auto const result = sender->close(std::chrono::seconds(5));
    pool.join();
    if (!result) {
        std::cerr << result.left.events << " events were not delivered: " << result.error.message() << '\n';
        return 1;
    }
}
