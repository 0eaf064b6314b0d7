// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd send: lines of JSON as events.

#include "base/printable.hpp"
#include "command/sample_record.hpp"
#include "command/server_options.hpp"
#include "command/subcommand.hpp"
#include "format/json_parser.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <chrono>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <unistd.h>

namespace log_fluentd::detail::command {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct send_options
{
    std::string tag;
    std::string file;
    std::string to;
    std::string time_key;
    server_options server;
    bool json = false;
};

/// A line that is not sent; the text continues a sentence after its number.
struct bad_line : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

boost::json::object parse_line(std::string const& line)
{
    std::size_t read = 0;
    boost::system::error_code error;
    auto value = parse_json_exactly(line, read, error);
    if (error)
        throw bad_line("is not JSON (" + error.message() +
                       "); write an object such as {\"message\":\"hello\"}");
    if (line.find_first_not_of(" \t\r", read) != line.npos)
        throw bad_line("goes on after its JSON; write one object in each line");
    if (!value.is_object())
        throw bad_line("is not an object; write such as {\"message\":\"hello\"}");
    return std::move(value.get_object());
}

/// In the year 2262: as far as nanoseconds since 1970 go in 64 bits. Seconds.
constexpr double end_of_time = 9223372036.;

/// Takes the time out of the event.
/// \throws bad_line
event_time take_time(boost::json::object& from, std::string const& key)
{
    auto const* const value = from.if_contains(key);
    if (!value)
        throw bad_line("has no key " + key + "; write it, or leave --time-key out");
    try {
        std::optional<event_time> result;
        if (value->is_string())
            result = event_time(parse_time(std::string(value->get_string())));
        else if (value->is_int64())
            result = event_time(value->get_int64(), 0U);
        else if (value->is_double() && value->get_double() >= 0 && value->get_double() < end_of_time) {
            auto const whole = std::floor(value->get_double());
            auto const micros = std::min(std::llround((value->get_double() - whole) * 1e6), 999'999LL);
            result = event_time(static_cast<std::int64_t>(whole), static_cast<std::uint32_t>(micros * 1000));
        }
        if (!result)
            throw std::invalid_argument("is not a time; write seconds since 1970, or UTC such as "
                                        "2023-11-14T22:13:20.5Z");
        from.erase(key);
        return *result;
    } catch (std::invalid_argument const& error) {
        throw bad_line("has the key " + key + ", whose value " + error.what());
    }
}

/// The number of events that the server has taken.
std::uint64_t delivered_by(sender const& by)
{
    return by.statistics().delivered.events;
}

/// Shows on a terminal how far it is, twice a second.
class progress
{
public:
    progress() : is_shown_(shows_colour(STDERR_FILENO)) {}

    void show(std::uint64_t sent, sender const& by)
    {
        auto const now = steady_clock::now();
        if (!is_shown_ || now < next_)
            return;
        next_ = now + milliseconds(500);
        std::cerr << '\r' << sent << " sent, " << delivered_by(by) << " acknowledged" << std::flush;
        is_line_open_ = true;
    }
    void end_line()
    {
        if (std::exchange(is_line_open_, false))
            std::cerr << "\r\x1b[K" << std::flush;
    }

private:
    bool is_shown_;
    bool is_line_open_ = false;
    steady_clock::time_point next_ = steady_clock::now() + milliseconds(500);
};

/// One run of the subcommand.
class line_sender
{
public:
    line_sender(send_options const& chosen, std::string program, sender& by)
        : chosen_(chosen),
          program_(std::move(program)),
          by_(by)
    {}

    /// \returns false if the server has not taken anything for too long.
    bool send_all(std::istream& lines)
    {
        for (std::string line; std::getline(lines, line);) {
            ++number_;
            if (line.find_first_not_of(" \t\r") != line.npos && !send_line(line))
                return false;
        }
        return true;
    }

    /// Waits until everything is acknowledged, as long as some of it is.
    void wait(milliseconds patience)
    {
        constexpr milliseconds slice{200};
        auto before = delivered_by(by_);
        auto since = steady_clock::now();
        while (!by_.flush(slice) && steady_clock::now() - since < patience) {
            progress_.show(sent_, by_);
            auto const now = delivered_by(by_);
            if (std::exchange(before, now) != now)
                since = steady_clock::now();
        }
        progress_.end_line();
    }

    int report() const
    {
        auto const delivered = delivered_by(by_);
        bool const acknowledges = by_.config().require_ack;
        if (chosen_.json)
            std::cout << boost::json::serialize(
                             boost::json::object{{"sent", sent_},
                                                 {"acknowledged", acknowledges ? delivered : 0},
                                                 {"delivered", delivered},
                                                 {"wrong_lines", wrong_}})
                      << '\n';
        else
            std::cout << delivered << " of " << sent_ << (sent_ == 1 ? " event" : " events")
                      << (acknowledges ? " acknowledged" : " received by the server's kernel") << '\n';
        return delivered == sent_ && wrong_.empty() && !is_lost_ ? exit_right : exit_wrong;
    }

private:
    bool send_line(std::string const& line)
    {
        try {
            auto event = parse_line(line);
            auto const time = chosen_.time_key.empty() ? event_time(std::chrono::system_clock::now())
                                                       : take_time(event, chosen_.time_key);
            progress_.show(sent_, by_);
            if (by_.emit_with_time(chosen_.tag, time, event)) {
                ++sent_;
                return true;
            }
            auto const why = by_.last_error();
            if (why.code != errc::buffer_full)
                throw bad_line("is not sent: " + why.message);
            complain("line " + std::to_string(number_) + " and those after it are not sent: " + why.message);
            is_lost_ = true;
            return false;
        } catch (bad_line const& error) {
            complain("line " + std::to_string(number_) + ' ' + error.what());
            wrong_.push_back(number_);
            return true;
        }
    }

    void complain(std::string const& sentence)
    {
        progress_.end_line();
        std::cerr << program_ << ": " << printable(sentence, longest_sentence) << '\n';
    }

    send_options const& chosen_;
    std::string const program_;
    sender& by_;
    progress progress_;
    std::uint64_t number_ = 0; // of the line
    std::uint64_t sent_ = 0;
    boost::json::array wrong_; // the numbers of the lines
    bool is_lost_ = false;
};

sender_config config_of(send_options const& chosen, std::string const& program)
{
    auto senders = senders_of(chosen.to, chosen.server);
    if (senders.size() != 1)
        throw bad_usage("'" + chosen.to + "' has " + std::to_string(senders.size()) +
                        " sinks with a sender; choose one with --sink");
    auto config = std::move(senders.front().config);
    config.buffer.overflow = overflow_policy::block;
    config.buffer.block_timeout = config.ack_timeout;
    config.tag.clear();
    config.on_diagnostic = [program](diagnostic const& what) {
        if (what.kind != diagnostic_kind::connected && what.kind != diagnostic_kind::resent)
            std::cerr << program + ": " + printable(what.message, longest_sentence) + '\n';
    };
    return config;
}

options::options_description describe_send(send_options& chosen)
{
    options::options_description known("Options");
    known.add_options()("to",
                        options::value(&chosen.to)->default_value("127.0.0.1:24224")->value_name("SERVER"),
                        "HOST, HOST:PORT, unix:PATH, or a file with settings")(
        "time-key", options::value(&chosen.time_key)->value_name("KEY"),
        "take the time of each event out of this key: seconds since 1970, or UTC such as "
        "2023-11-14T22:13:20.5Z");
    chosen.server.describe(known);
    known.add_options()("json", options::bool_switch(&chosen.json), "print the counts as an object of JSON");
    add_common_options(known);
    return known;
}

int send_from(std::istream& lines, send_options const& chosen, std::string const& program)
{
    sender by(config_of(chosen, program));
    line_sender run(chosen, program, by);
    run.send_all(lines);
    auto const patience = by.config().ack_timeout;
    run.wait(patience);
    by.close(milliseconds(0));
    return run.report();
}

} // namespace

int send(call const& from)
{
    send_options chosen;
    auto const known = describe_send(chosen);
    auto const given = parse(
        from, known, {"tag", "lines"},
        {"TAG [FILE] [options]",
         "Sends each line of FILE, or of standard input, which is an object of JSON, as an event with the "
         "tag\n"
         "TAG, and waits until the server has acknowledged all of them. It gives up when the server has\n"
         "acknowledged nothing for --timeout.\n",
         "  echo '{\"message\":\"hello\"}' | log_fluentd send app.test\n"
         "  log_fluentd send app.old events.json --time-key time --to logs.example.net:24224 --tls\n"
         "  log_fluentd send app.test events.json --to /etc/shop/logging.ini --json\n"});
    if (!given)
        return exit_right;
    chosen.tag = required(*given, "tag", "the tag is missing");
    if (given->count("lines") == 0 || (*given)["lines"].as<std::string>() == "-")
        return send_from(std::cin, chosen, from.program);
    auto const file = (*given)["lines"].as<std::string>();
    std::ifstream lines(file, std::ios::binary);
    if (!lines)
        throw std::runtime_error("the file '" + file +
                                 "' cannot be read: " + std::generic_category().message(errno));
    return send_from(lines, chosen, from.program);
}

} // namespace log_fluentd::detail::command
