// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The logging.yaml of a Python program drives this one: the console and Fluentd get what they get there.
//   python_logging [FILE [PORT]]

#include <log_fluentd/dict_config.hpp>

#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

namespace src = boost::log::sources;
using boost::log::keywords::channel;
using boost::log::trivial::severity_level;
using logger = src::severity_channel_logger_mt<severity_level, std::string>;

void follow(logger& log)
{
    BOOST_LOG_FUNCTION();
    BOOST_LOG_SEV(log, severity_level::info) << R"({"from": "userA", "to": "userB"})";
    BOOST_LOG_SEV(log, severity_level::warning) << "userC is followed by too many";
}

int main(int argc, char* argv[])
{
    log_fluentd::dict_overrides overrides; // what differs from one deployment to another
    if (argc > 2)
        overrides = {{"handlers.fluent.port", std::atoi(argv[2])}};
    try {
        log_fluentd::dict_config_file(argc > 1 ? argv[1] : "logging.yaml", "logging", overrides);
    } catch (log_fluentd::dict_config_error const& error) {
        std::cerr << error.what() << '\n'; // logging.yaml:27: handlers.fluent.port: ...
        return 1;
    }

    BOOST_LOG_FUNCTION();
    logger root(channel = ""), shop(channel = "shop.orders"), amqp(channel = "amqp.connection"),
        conf(channel = "conf");
    BOOST_LOG_SEV(root, severity_level::debug) << "started";
    follow(shop);
    BOOST_LOG_SEV(shop, severity_level::fatal) << "this log entry gets the additional key: 'message'";
    BOOST_LOG_SEV(amqp, severity_level::error) << "nobody hears this";
    BOOST_LOG_SEV(conf, severity_level::error) << "nor this";
} // no closing call: what was logged still arrives
