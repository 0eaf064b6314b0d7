// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A plugin that logs, through a sink from a settings file and one made in code.

#include <log_fluentd/settings.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/utility/setup/from_stream.hpp>

#include <chrono>
#include <cstdint>
#include <sstream>
#include <string>

extern "C" void begin_to_log(std::uint16_t port)
{
    log_fluentd::register_sink_factory();
    std::istringstream settings("[Sinks.Fluent]\nDestination=Fluentd\nTag=from.settings\nPort=" +
                                std::to_string(port));
    boost::log::init_from_stream(settings);

    log_fluentd::sink_config config;
    config.tag = "from.code";
    config.sender.servers = {{"127.0.0.1", port}};
    // Sent when the plugin has been unloaded long since: at the exit, if not before.
    config.sender.buffer.flush_interval = std::chrono::milliseconds(300);
    boost::log::core::get()->add_sink(log_fluentd::make_sink(config));
    boost::log::sources::logger log;
    BOOST_LOG(log) << "hello";
}
