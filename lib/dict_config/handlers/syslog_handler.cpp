// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/host.hpp"
#include "dict_config/handlers/handler_life.hpp"
#include "dict_config/handlers/handler_sink.hpp"
#include "dict_config/handlers/handlers.hpp"
#include "dict_config/python_format/record_fields.hpp"
#include "os/standard_streams.hpp"

#include <boost/log/keywords/facility.hpp>
#include <boost/log/keywords/ip_version.hpp>
#include <boost/log/keywords/use_impl.hpp>
#include <boost/log/sinks/syslog_backend.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/make_shared.hpp>
#include <boost/system/system_error.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <syslog.h>
#include <utility>

namespace log_fluentd::detail {

namespace sinks = boost::log::sinks;
namespace keywords = boost::log::keywords;

namespace {

struct facility_name
{
    std::string_view name;
    int number;
};

// Python's names.
constexpr facility_name facilities[] = {
    {"kern", 0},    {"user", 1},    {"mail", 2},    {"daemon", 3},  {"auth", 4},    {"security", 4},
    {"syslog", 5},  {"lpr", 6},     {"news", 7},    {"uucp", 8},    {"cron", 9},    {"authpriv", 10},
    {"ftp", 11},    {"ntp", 12},    {"local0", 16}, {"local1", 17}, {"local2", 18}, {"local3", 19},
    {"local4", 20}, {"local5", 21}, {"local6", 22}, {"local7", 23},
};

struct syslog_config
{
    sinks::syslog::facility facility = sinks::syslog::user;
    /// If empty, the system's own log, /dev/log.
    std::string host = "localhost";
    std::uint16_t port = 514;
};

sinks::syslog::facility read_facility(node const& from)
{
    constexpr int most = 23;
    if (from.value().is_number()) {
        auto const number = from.whole_number();
        if (number > most)
            from.fail_value("is not a facility; write a name, or a number from 0 to 23");
        return sinks::syslog::make_facility(static_cast<int>(number) * 8);
    }
    auto const name = from.text();
    std::vector<std::string_view> known;
    for (auto const& one : facilities) {
        if (one.name == name)
            return sinks::syslog::make_facility(one.number * 8);
        known.push_back(one.name);
    }
    from.fail_value("is not a facility" + suggest(name, known));
}

void read_address(node const& from, syslog_config& into)
{
    if (from.value().is_string()) {
        if (from.text() != "/dev/log")
            from.fail_value(
                "is not an address here; write /dev/log for the system's own log, or [host, 514]");
        into.host.clear();
        return;
    }
    auto const parts = from.elements();
    if (parts.size() != 2)
        from.fail_value("is not an address; write [host, 514], or /dev/log");
    into.host = parts[0].text();
    if (into.host.empty())
        parts[0].fail("is empty; write a name or an address");
    if (into.host.front() == '/' || into.host.front() == '@')
        parts[0].fail_value("is not the name of a host; write address: /dev/log for the system's own log, or "
                            "the name or the address of a host");
    if (auto const why = why_no_host(into.host, {config_member("host"), config_member("port"), {}});
        !why.empty())
        parts[0].fail_value(why.text({[](config_member const& of) { return "the " + of.path; }, " "}));
    auto const port = parts[1].whole_number();
    if (port == 0 || port > std::numeric_limits<std::uint16_t>::max())
        parts[1].fail_value("is not a port; write a number from 1 to 65535");
    into.port = static_cast<std::uint16_t>(port);
}

sinks::syslog::level level_of(boost::log::record_view const& record)
{
    constexpr sinks::syslog::level levels[] = {sinks::syslog::debug, sinks::syslog::debug,
                                               sinks::syslog::info,  sinks::syslog::warning,
                                               sinks::syslog::error, sinks::syslog::critical};
    auto const index = static_cast<std::size_t>(severity_of(record.attribute_values()));
    return levels[std::min(index, std::size(levels) - 1)];
}

/// The system's own log. Boost.Log's own backend for it is not in every build of Boost, and it sets the
/// facility of the whole process.
class system_log_backend
    : public sinks::basic_formatted_sink_backend<char,
                                                 sinks::combine_requirements<sinks::concurrent_feeding>::type>
{
public:
    explicit system_log_backend(sinks::syslog::facility facility) : facility_(facility) {}

    void consume(boost::log::record_view const& record, std::string const& text)
    {
        standard_streams_held const streams; // any record may open its connection
        ::syslog(static_cast<int>(facility_) | static_cast<int>(level_of(record)), "%s", text.c_str());
    }

private:
    sinks::syslog::facility facility_;
};

boost::shared_ptr<sinks::syslog_backend> make_udp_backend(syslog_config const& config)
{
    bool const is_v6 = config.host.find(':') != std::string::npos;
    standard_streams_held const streams;
    auto backend = boost::make_shared<sinks::syslog_backend>(
        keywords::use_impl = sinks::syslog::udp_socket_based, keywords::facility = config.facility,
        keywords::ip_version = is_v6 ? sinks::v6 : sinks::v4);
    backend->set_severity_mapper(&level_of);
    backend->set_target_address(config.host, config.port);
    return backend;
}

/// Boost.Log's own backend, released when another configuration is in force.
class udp_backend : public sinks::basic_formatted_sink_backend<
                        char, sinks::combine_requirements<sinks::synchronized_feeding>::type>
{
public:
    explicit udp_backend(syslog_config config)
        : config_(std::move(config)),
          backend_(make_udp_backend(config_))
    {}

    void commit() noexcept {}
    void retire() noexcept { backend_.reset(); }
    void consume(boost::log::record_view const& record, std::string const& text)
    {
        standard_streams_held const streams; // the first record makes the socket
        auto const backend = backend_ ? backend_ : make_udp_backend(config_); // made here for a late record
        backend->consume(record, text);
    }

private:
    syslog_config config_;
    boost::shared_ptr<sinks::syslog_backend> backend_;
};

using system_log_sink = sinks::unlocked_sink<system_log_backend>;
using udp_sink = handler_sink<udp_backend>;

made_sink make_syslog_sink(node const& from, syslog_config const& config, boost::log::formatter const& format)
{
    if (config.host.empty()) {
        auto const backend = boost::make_shared<system_log_backend>(config.facility);
        auto const sink = boost::make_shared<system_log_sink>(backend);
        sink->set_formatter(format);
        return {sink, nullptr};
    }
    try {
        auto const sink = boost::make_shared<udp_sink>(boost::make_shared<udp_backend>(config));
        sink->set_formatter(format);
        return {sink, std::make_shared<locked_handler_life<udp_backend>>(sink)};
    } catch (boost::system::system_error const& error) {
        // Without what(), which names a source line of Boost.
        from.fail("the address " + config.host + " cannot be used: " + error.code().message());
    }
}

} // namespace

void parse_syslog_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    syslog_config config;
    if (auto const address = from.find("address"))
        read_address(*address, config);
    if (auto const facility = from.find("facility"))
        config.facility = read_facility(*facility);
    if (auto const type = from.find("socktype"))
        if (auto const name = type->external(); name != "socket.SOCK_DGRAM")
            type->fail_value("is not supported; write ext://socket.SOCK_DGRAM, or nothing");
    into.make = [from, config, format = text_formatter_of(from, formatter)](made_senders&) {
        return make_syslog_sink(from, config, format);
    };
}

} // namespace log_fluentd::detail
