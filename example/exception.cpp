// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Exceptions in records, with what they were caused by and where: exception [host port]

#include <log_fluentd/sink_backend.hpp>
#include <log_fluentd/stacktrace.hpp>

#include <boost/exception/enable_error_info.hpp>
#include <boost/exception/errinfo_file_name.hpp>
#include <boost/exception/info.hpp>
#include <boost/lexical_cast.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>

#include <cstdint>
#include <exception>
#include <stdexcept>

namespace logging = boost::log;
namespace trivial = boost::log::trivial;

void read_prices()
{
    throw boost::enable_error_info(std::runtime_error("no such file"))
        << boost::errinfo_file_name("/etc/shop/prices")
        << log_fluentd::stacktrace_info(boost::stacktrace::stacktrace());
}

void place_order()
{
    try {
        read_prices();
    } catch (std::exception const&) {
        std::throw_with_nested(std::logic_error("order 4711 has no price"));
    }
}

int main(int argc, char* argv[])
{
    log_fluentd::sink_config config;
    config.tag = "app.shop";
    if (argc > 2)
        config.sender.servers = {{argv[1], boost::lexical_cast<std::uint16_t>(argv[2])}};
    config.format = {{"level", "%Severity%"}, {"exception", "%Exception%"}};
    logging::core::get()->add_sink(log_fluentd::make_sink(config));

    log_fluentd::register_stacktrace();
    log_fluentd::register_error_info<boost::errinfo_file_name>("file");

    logging::sources::severity_logger<trivial::severity_level> log;
    try {
        place_order();
    } catch (std::exception const&) {
        BOOST_LOG_SEV(log, trivial::error)
            << "order failed" << logging::add_value("Exception", std::current_exception());
    }
}
