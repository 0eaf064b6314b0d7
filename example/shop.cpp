// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// An ordinary Boost.Log program. Its settings file says that its records go to Fluentd: shop [settings file]

#include <log_fluentd/settings.hpp>

#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/log/utility/setup/from_stream.hpp>

#include <fstream>
#include <iostream>
#include <string>

namespace logging = boost::log;
namespace src = boost::log::sources;
namespace keywords = boost::log::keywords;
namespace trivial = boost::log::trivial;

int main(int argc, char* argv[])
{
    log_fluentd::register_sink_factory(); // Destination=Fluentd
    std::ifstream settings(argc > 1 ? argv[1] : "shop.ini");
    if (!settings) {
        std::cerr << "cannot open the settings file\n";
        return 1;
    }
    logging::init_from_stream(settings);
    logging::add_common_attributes();

    src::severity_channel_logger<trivial::severity_level, std::string> log(keywords::channel = "shop");
    BOOST_LOG_FUNCTION();
    BOOST_LOG_SEV(log, trivial::info) << "order placed" << logging::add_value("OrderId", 4711);
    BOOST_LOG_SEV(log, trivial::warning) << R"({"from":"userA","to":{"id":7,"vip":true}})";
    BOOST_LOG_SEV(log, trivial::debug) << "not sent: the settings say info and above";
} // no closing call: what was logged still arrives
