// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd show: what a record becomes under the settings of a file.

#include "base/printable.hpp"
#include "command/configured_sink.hpp"
#include "command/sample_record.hpp"
#include "command/subcommand.hpp"
#include "command/wire_frame.hpp"
#include "delivery/server_name.hpp"
#include "receiver/frame_parser.hpp"
#include "receiver/print.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>

namespace log_fluentd::detail::command {

namespace {

struct show_options
{
    std::string file;
    std::string section;
    std::string sink;
    std::string time;
    std::string chunk;
    std::string severity;
    std::vector<std::string> attributes;
    sample record;
    bool json = false;
};

options::options_description describe_show(show_options& chosen)
{
    options::options_description known("Options");
    auto add = known.add_options();
    add("sink", options::value(&chosen.sink)->value_name("NAME"),
        "only the sink of the section [Sinks.NAME], or of the handler NAME");
    add("section", options::value(&chosen.section)->value_name("PATH"),
        "where in a dictConfig's file the configuration stands, such as logging");
    add("time", options::value(&chosen.time)->value_name("TIME"),
        "the record's time: 1700000000.5, or 2023-11-14T22:13:20.5Z");
    add("chunk", options::value(&chosen.chunk)->value_name("ID"), "the id of the chunk");
    add("message", options::value(&chosen.record.message)->value_name("TEXT"), "the record's message");
    add("severity", options::value(&chosen.severity)->value_name("LEVEL"), "its severity; info without");
    add("channel", options::value(&chosen.record.channel)->value_name("NAME"), "its channel");
    add("attribute", options::value(&chosen.attributes)->value_name("NAME=VALUE"),
        "another attribute, in place of OrderId; may be given several times");
    add("json", options::bool_switch(&chosen.json), "print each sink as a line of JSON");
    add_common_options(known);
    return known;
}

/// \throws bad_usage
void read_record(show_options& chosen)
{
    auto& record = chosen.record;
    record.time = std::chrono::system_clock::now();
    try {
        if (!chosen.time.empty())
            record.time = parse_time(chosen.time);
    } catch (std::invalid_argument const& error) {
        throw bad_usage("--time " + chosen.time + ' ' + error.what());
    }
    if (!chosen.severity.empty() &&
        !boost::log::trivial::from_string(chosen.severity.data(), chosen.severity.size(), record.severity))
        throw bad_usage("'" + chosen.severity +
                        "' is not a level; there are trace, debug, info, warning, error and fatal");
    if (!chosen.attributes.empty())
        record.more.clear();
    for (auto const& one : chosen.attributes) {
        auto const equals = one.find('=');
        if (equals == 0 || equals == one.npos)
            throw bad_usage("--attribute '" + one + "' has no name or no value; write such as OrderId=4711");
        record.more.emplace_back(one.substr(0, equals), one.substr(equals + 1));
    }
}

std::string hex_of(std::string_view bytes, std::string_view between)
{
    std::string result;
    for (char const c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        if (!result.empty())
            result += between;
        result += "0123456789abcdef"[byte >> 4];
        result += "0123456789abcdef"[byte & 0xf];
    }
    return result;
}

/// Rows of 16 bytes, each with what is ASCII of it.
std::string rows_of(std::string_view bytes)
{
    constexpr std::size_t width = 16;
    std::ostringstream out;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(width, bytes.size()))) {
        auto const row = bytes.substr(0, width);
        std::string shown;
        for (char const c : row)
            shown += c >= ' ' && c <= '~' ? c : '.';
        out << "    " << std::left << std::setw(3 * width) << hex_of(row, " ") << " |" << shown << "|\n";
    }
    return out.str();
}

/// What a receiver makes of the bytes.
received_event decoded(std::string_view bytes)
{
    constexpr std::size_t largest = std::size_t{64} << 20;
    receiving::frame_parser parser(largest);
    parser.feed(bytes);
    auto const frame = parser.next();
    if (!frame || frame->events.size() != 1)
        throw std::runtime_error("the receiver does not understand the frame: " + parser.error());
    return frame->events.front();
}

struct shown_event
{
    std::string name;
    std::string server;
    std::string bytes;
    received_event event;
    bool passes = true;
};

void print_as_json(shown_event const& what)
{
    boost::json::object line{{"sink", what.name},
                             {"tag", what.event.tag},
                             {"server", what.server},
                             {"passes_filter", what.passes}};
    auto text = boost::json::serialize(line);
    text.pop_back();
    // The event as `log_fluentd receive --json` prints it, which escapes what JSON or a terminal does not
    // take.
    std::cout << text << ",\"event\":" << receiving::print_json(what.event) << ",\"bytes\":\""
              << hex_of(what.bytes, "") << "\"}\n";
}

void print_as_text(shown_event const& what)
{
    std::cout << printable(what.name) << '\n'
              << "  tag     " << printable(what.event.tag) << '\n'
              << "  server  " << what.server << '\n';
    if (!what.passes)
        std::cout << "  filter  the sink's filter does not pass this record\n";
    std::cout << "  event   " << receiving::print_json(what.event) << '\n'
              << "  bytes   " << what.bytes.size() << '\n'
              << rows_of(what.bytes);
}

shown_event show_one(configured_sink const& from, show_options const& chosen)
{
    shown_event result;
    result.name = from.name;
    auto servers = from.config.sender.servers;
    if (servers.empty())
        servers.emplace_back();
    with_sample_record(chosen.record, [&](boost::log::record_view const& record) {
        auto const frame = frame_of(from.config, record, chosen.chunk);
        result.bytes = frame.bytes;
        result.server = readable(servers.at(frame.server));
        result.passes = from.filter(record.attribute_values());
    });
    result.event = decoded(result.bytes);
    return result;
}

} // namespace

int show(call const& from)
{
    show_options chosen;
    auto const known = describe_show(chosen);
    auto const given = parse(
        from, known, {"file"},
        {"FILE [options]",
         "Shows what a sample record becomes under a settings file or a dictConfig (.yaml, .yml, .json): "
         "its\n"
         "tag, server and event, and the bytes of the frame. With --time and --chunk these are the bytes\n"
         "that go over the wire.\n",
         "  log_fluentd show logging.ini\n"
         "  log_fluentd show logging.ini --sink Audit --severity error --attribute User=anna\n"
         "  log_fluentd show app.yaml --section logging --time 1700000000 --chunk id --json\n"});
    if (!given)
        return exit_right;
    chosen.file = required(*given, "file", "the name of the file is missing");
    read_record(chosen);
    bool is_any = false;
    std::string names;
    for (auto const& sink : read_sinks(chosen.file, chosen.section)) {
        names += (names.empty() ? "" : ", ") + sink.name;
        if (!chosen.sink.empty() && chosen.sink != sink.name)
            continue;
        is_any = true;
        auto const event = show_one(sink, chosen);
        chosen.json ? print_as_json(event) : print_as_text(event);
    }
    if (!is_any)
        throw std::runtime_error("there is no sink " + chosen.sink + " to Fluentd; there are " + names);
    return exit_right;
}

} // namespace log_fluentd::detail::command
