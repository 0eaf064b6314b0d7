// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Tags that depend on the record: tags [host port]

#include <log_fluentd/sink_backend.hpp>

#include <boost/lexical_cast.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>

#include <cstdint>
#include <string>

namespace logging = boost::log;
namespace src = boost::log::sources;
namespace keywords = boost::log::keywords;
namespace trivial = boost::log::trivial;

int main(int argc, char* argv[])
{
    log_fluentd::sink_config config;
    config.tag = "app.%Channel%.%Severity%";
    if (argc > 2)
        config.sender.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    logging::core::get()->add_sink(log_fluentd::make_sink(config));

    src::severity_channel_logger<trivial::severity_level, std::string> log(keywords::channel = "shop");
    BOOST_LOG_SEV(log, trivial::info) << "order placed";                            // app.shop.info
    BOOST_LOG_CHANNEL_SEV(log, "back office", trivial::error) << "printer on fire"; // app.back_office.error

    src::severity_logger<trivial::severity_level> other;
    BOOST_LOG_SEV(other, trivial::info) << "no channel"; // app._.info
}
