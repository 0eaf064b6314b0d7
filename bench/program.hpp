// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_BENCH_PROGRAM_HPP_INCLUDED_
#define LOG_FLUENTD_BENCH_PROGRAM_HPP_INCLUDED_

/// \file
/// The program that all benchmarks measure: that of the README, with its settings.

#include <log_fluentd/sink_backend.hpp>

#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/log/sources/severity_channel_logger.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/manipulators/add_value.hpp>
#include <boost/log/utility/setup/common_attributes.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/make_shared.hpp>

#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <string>

namespace bench {

namespace logging = boost::log;
namespace sinks = boost::log::sinks;
using logger_type = logging::sources::severity_channel_logger<logging::trivial::severity_level, std::string>;

/// Does nothing, to measure the cost that every sink has.
class empty_backend : public sinks::basic_sink_backend<
                          sinks::combine_requirements<sinks::concurrent_feeding, sinks::flushing>::type>
{
public:
    void consume(logging::record_view const&) noexcept {}
    void flush() noexcept {}
};

inline log_fluentd::sink_config config_for(std::uint16_t port)
{
    log_fluentd::sink_config config;
    config.tag = "app.shop";
    config.format = {{"host", "%HostName%"},
                     {"where", "%File%:%Line% %Function%"},
                     {"level", "%Severity%"},
                     {"line", "%LineID%"},
                     {"order", "%OrderId%"}};
    config.sender.servers = {{"127.0.0.1", port}};
    return config;
}

template <typename Sink>
boost::shared_ptr<Sink> add(boost::shared_ptr<Sink> sink)
{
    sink->set_filter(logging::parse_filter("%Severity% >= info"));
    logging::core::get()->add_sink(sink);
    return sink;
}

inline auto add_empty_sink()
{
    return add(boost::make_shared<sinks::unlocked_sink<empty_backend>>(boost::make_shared<empty_backend>()));
}

inline logger_type make_logger()
{
    return logger_type(logging::keywords::channel = "shop");
}

/// One record, as the README's program makes it.
inline void log_one(logger_type& log)
{
    BOOST_LOG_SEV(log, logging::trivial::info) << "order placed" << logging::add_value("OrderId", 4711);
}

/// The processor time of this thread. Wall-clock time would include how the machine divides two cores among
/// the logger, the sender's thread and the server.
inline double thread_nanoseconds()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

/// \returns processor nanoseconds of the logging thread per record, for `count` records.
inline double cost_of_many(std::uint64_t count)
{
    auto log = make_logger();
    BOOST_LOG_FUNCTION();
    double const begin = thread_nanoseconds();
    for (std::uint64_t i = 0; i < count; ++i)
        log_one(log);
    return (thread_nanoseconds() - begin) / static_cast<double>(count);
}

/// \returns nanoseconds per record, for `count` records of one thread.
inline double log_many(std::uint64_t count)
{
    auto log = make_logger();
    BOOST_LOG_FUNCTION();
    auto const begin = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < count; ++i)
        log_one(log);
    std::chrono::duration<double, std::nano> const took = std::chrono::steady_clock::now() - begin;
    return took.count() / static_cast<double>(count);
}

/// The port in the environment, at which tools/bench has started a server.
inline std::uint16_t port_from_environment()
{
    char const* const port = std::getenv("LOG_FLUENTD_BENCH_PORT");
    if (!port) {
        std::cerr
            << "LOG_FLUENTD_BENCH_PORT must name the port of a Forward server; tools/bench starts one\n";
        std::exit(2);
    }
    return static_cast<std::uint16_t>(std::atoi(port));
}

} // namespace bench

#endif
