// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A program of a user's, in one file: uses each of the three libraries, and succeeds when its record arrived.

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/setup/from_stream.hpp>

#include <chrono>
#include <iostream>
#include <sstream>
#include <string>

int main()
{
    log_fluentd::receiver receiver;
    log_fluentd::register_sink_factory();
    std::istringstream settings("[Sinks.Fluent]\nDestination=Fluentd\nTag=from.settings\nPort=" +
                                std::to_string(receiver.port()));
    boost::log::init_from_stream(settings);

    log_fluentd::sink_config config;
    config.tag = "from.code";
    config.sender.servers = {{"127.0.0.1", receiver.port()}};
    boost::log::core::get()->add_sink(log_fluentd::make_sink(config));

    boost::log::sources::logger log;
    BOOST_LOG(log) << "hello";

    if (!receiver.wait_for(2, std::chrono::seconds(30))) {
        std::cerr << "only " << receiver.event_count() << " of two events arrived\n";
        return 1;
    }
    for (auto const& event : receiver.events()) {
        if (event.record.at("message").as_string() != "hello") {
            std::cerr << event.tag << " has another message\n";
            return 1;
        }
    }
    std::cout << "both events arrived\n";
}
