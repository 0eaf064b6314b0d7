// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd ping: tries servers step by step.

#include "base/config_error.hpp"
#include "base/printable.hpp"
#include "command/ping_server.hpp"
#include "command/server_options.hpp"
#include "command/subcommand.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <cstdio>
#include <iomanip>
#include <iostream>

namespace log_fluentd::detail::command {

namespace {

double milliseconds_of(std::chrono::microseconds time)
{
    return static_cast<double>(time.count()) / 1000;
}

/// "0.412 ms"
std::string readable_time(std::chrono::microseconds time)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3f ms", milliseconds_of(time));
    return text;
}

void print_row(ping_step step, std::string const& time, std::string const& rest)
{
    std::cout << "  " << std::left << std::setw(13) << name_of(step) << std::right << std::setw(13) << time;
    if (!rest.empty())
        std::cout << "  " << printable(rest, longest_sentence);
    std::cout << '\n';
}

void print_ping(ping_result const& result)
{
    std::cout << result.server << '\n';
    for (auto const& one : result.done)
        print_row(one.step, one.took ? readable_time(*one.took) : "-",
                  one.took ? one.detail : "not configured");
    if (result.failed)
        print_row(result.failed->step, readable_time(result.failed->took), "failed: " + result.failed->text);
    std::cout << std::flush;
}

void print_ping_as_json(ping_result const& result)
{
    boost::json::array steps;
    for (auto const& one : result.done)
        if (one.took)
            steps.push_back(boost::json::object{{"step", name_of(one.step)},
                                                {"milliseconds", milliseconds_of(*one.took)},
                                                {"detail", one.detail}});
    boost::json::object line{
        {"server", result.server}, {"right", !result.failed}, {"steps", std::move(steps)}};
    if (result.failed)
        line["failed"] = boost::json::object{{"step", name_of(result.failed->step)},
                                             {"milliseconds", milliseconds_of(result.failed->took)},
                                             {"text", printable(result.failed->text, longest_sentence)}};
    std::cout << boost::json::serialize(line) << std::endl;
}

/// \throws bad_usage
checked_sender checked(named_sender const& from)
{
    try {
        return checked_sender(from.config);
    } catch (config_error const& error) {
        throw bad_usage(error.what());
    }
}

} // namespace

int ping(call const& from)
{
    server_options chosen;
    bool as_json = false;
    options::options_description known("Options");
    chosen.describe(known);
    known.add_options()("json", options::bool_switch(&as_json), "print each server as a line of JSON");
    add_common_options(known);
    auto const given = parse(
        from, known, {"server"},
        {"SERVER | FILE [options]",
         "Resolves the server's name, connects, goes through the handshakes, and sends one event with the "
         "tag\n"
         "log_fluentd.ping, which the server has to acknowledge. SERVER is HOST, HOST:PORT or unix:PATH;\n"
         "with a settings file or a dictConfig all servers of its senders are tried.\n",
         "  log_fluentd ping logs.example.net:24224 --tls --shared-key-file key\n"
         "  log_fluentd ping unix:/run/fluent.sock --timeout 1s\n"
         "  log_fluentd ping /etc/shop/logging.ini\n"});
    if (!given)
        return exit_right;
    auto const& target = required(*given, "server", "the server, or the name of a file, is missing");
    bool is_right = true;
    for (auto const& sender : senders_of(target, chosen)) {
        auto const usable = checked(sender);
        for (std::size_t i = 0; i != std::max<std::size_t>(usable.config.servers.size(), 1); ++i) {
            auto const result = ping_server(usable, i);
            is_right = is_right && !result.failed;
            as_json ? print_ping_as_json(result) : print_ping(result);
        }
    }
    return is_right ? exit_right : exit_wrong;
}

} // namespace log_fluentd::detail::command
