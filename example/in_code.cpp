// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Sinks made in code, without a settings file; two of them share one sender, so one thread, one connection
// and one buffer: in_code [host port]

#include <log_fluentd/sink_backend.hpp>

#include <boost/lexical_cast.hpp>
#include <boost/log/core.hpp>
#include <boost/log/expressions.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace logging = boost::log;
namespace expr = boost::log::expressions;
namespace src = boost::log::sources;
namespace keywords = boost::log::keywords;
namespace trivial = boost::log::trivial;

int main(int argc, char* argv[])
{
    log_fluentd::sender_config server;
    server.tag = "app";
    if (argc > 2)
        server.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    auto sender = std::make_shared<log_fluentd::sender>(server);

    log_fluentd::sink_config shop;
    shop.tag = "shop"; // the events' tag is app.shop
    shop.format = {{"host", "%HostName%"}, {"level", "%Severity%"}, {"order", {{"id", "%OrderId%"}}}};

    log_fluentd::sink_config audit;
    audit.tag = "audit"; // no format: every attribute of the record under its own name

    auto core = logging::core::get();
    core->add_sink(log_fluentd::make_sink(sender, shop));
    auto sink = log_fluentd::make_sink(sender, audit);
    sink->set_filter(expr::attr<std::string>("Channel") == "audit");
    core->add_sink(sink);

    src::severity_channel_logger<trivial::severity_level, std::string> log(keywords::channel = "shop");
    BOOST_LOG_SEV(log, trivial::info) << "order placed" << logging::add_value("OrderId", 4711);
    BOOST_LOG_CHANNEL_SEV(log, "audit", trivial::warning) << "price changed by hand";
}
