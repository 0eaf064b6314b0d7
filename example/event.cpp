// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events without a sender at hand: event [host port]

#include <log_fluentd/event.hpp>

#include <boost/lexical_cast.hpp>

#include <cstdint>

namespace {

// Somewhere in the program.
void follow()
{
    log_fluentd::event("follow", {{"from", "userA"}, {"to", "userB"}}); // tag app.follow
}

} // namespace

int main(int argc, char* argv[])
{
    if (argc > 2) {
        log_fluentd::sender_config config;
        config.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
        log_fluentd::setup("app", config);
    } else {
        log_fluentd::setup("app"); // a Fluentd on this machine
    }

    follow();

    log_fluentd::global_sender()->emit("unfollow", {{"from", "userA"}, {"to", "userB"}});
    log_fluentd::close(); // not needed for delivery
}
