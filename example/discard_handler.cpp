// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What could not be sent is printed: discard_handler [host port]

#include <log_fluentd/sender.hpp>

#include <boost/lexical_cast.hpp>
#include <msgpack.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>

namespace {

void handler(log_fluentd::discarded_events const& pendings)
{
    std::size_t offset = 0;
    while (offset < pendings.entries.size()) {
        auto const unpacked = msgpack::unpack(pendings.entries.data(), pendings.entries.size(), offset);
        auto const& entry = unpacked.get().via.array; // [time, map]
        std::cout << pendings.tag << ' ' << entry.ptr[1] << '\n';
    }
    std::cout << pendings.events << " not sent: " << make_error_code(pendings.reason).message() << '\n';
}

} // namespace

int main(int argc, char* argv[])
{
    log_fluentd::sender_config config;
    config.tag = "app";
    if (argc > 2)
        config.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    config.on_discard = handler;
    log_fluentd::sender sender(config);

    sender.emit("follow", {{"from", "userA"}, {"to", "userB"}});
    sender.emit("follow", {{"from", "userC"}, {"to", "userD"}});
    sender.close(std::chrono::seconds(1)); // without a Fluentd both go to the handler
}
