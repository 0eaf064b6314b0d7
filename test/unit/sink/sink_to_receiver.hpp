// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_SINK_SINK_TO_RECEIVER_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_SINK_SINK_TO_RECEIVER_HPP_INCLUDED_

/// \file
/// A receiver, the configuration of a sink to it, and a logger.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>

#include <string>

namespace log_fluentd::test {

using logger_type =
    boost::log::sources::severity_channel_logger<boost::log::trivial::severity_level, std::string>;

/// The test makes the sink and adds it to the core. The destructor removes all sinks and global attributes.
struct sink_to_receiver
{
    log_fluentd::receiver server;
    diagnostics reported;
    sink_config config;
    boost::log::core_ptr core = boost::log::core::get();
    logger_type log{boost::log::keywords::channel = "shop"};

    sink_to_receiver() { config.sender = sender_to(server.port(), reported); }
    ~sink_to_receiver()
    {
        core->remove_all_sinks();
        core->set_global_attributes({});
    }
};

} // namespace log_fluentd::test

#endif
