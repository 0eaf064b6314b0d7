// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_FLUENTD_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_FLUENTD_HPP_INCLUDED_

/// \file
/// A real Fluentd for the tests: the command `fluentd` of the gem.
///
/// It needs some two seconds to start, so the test cases of a file share one if they can:
///
///     using log_fluentd::test::needs_fluentd;
///     BOOST_AUTO_TEST_SUITE(delivery, *boost::unit_test::precondition(needs_fluentd))

#include "support/needs.hpp"
#include "support/process.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace log_fluentd::test {

/// A free port of 127.0.0.1, for both TCP and UDP, because Fluentd uses both. It is below the ports that the
/// system gives to connections, so none of these uses it while the server is down.
inline std::uint16_t free_port()
{
    namespace ip = boost::asio::ip;
    std::random_device random;
    std::uniform_int_distribution<unsigned> ports(10000, 32767);
    for (;;) {
        auto const port = static_cast<std::uint16_t>(ports(random));
        boost::asio::io_context context;
        ip::tcp::socket tcp(context, ip::tcp::v4());
        ip::udp::socket udp(context, ip::udp::v4());
        boost::system::error_code tcp_error, udp_error;
        tcp.bind({ip::address_v4::loopback(), port}, tcp_error);
        udp.bind({ip::address_v4::loopback(), port}, udp_error);
        if (!tcp_error && !udp_error)
            return port;
    }
}

/// What Fluentd does with events.
enum class fluentd_output
{
    /// Writes them to a file before it acknowledges them: `fluentd::events`.
    append,
    /// Discards them, for benchmarks.
    null,
};

struct fluentd_options
{
    fluentd_output output = fluentd_output::append;
    /// Whether to check each event (the default since 1.19) instead of passing packed entries on unread.
    bool skip_invalid_event = false;
    /// More lines for the forward source, such as `chunk_size_limit 1k`.
    std::string source_lines;
    /// Replaces the output: the lines of a `<match **>`.
    std::string match_lines;
};

/// A running Fluentd that listens on a port of 127.0.0.1. Make, stop and destroy it on one thread.
class fluentd
{
public:
    /// Returns when it accepts connections.
    /// \throws std::runtime_error with Fluentd's log if it does not start.
    explicit fluentd(fluentd_options options = {}) : options_(std::move(options))
    {
        // Another process may bind the port before Fluentd does.
        for (int tries_left = 5;; --tries_left) {
            port_ = free_port();
            if (start())
                return;
            if (tries_left == 1 || log().find("Address already in use") == std::string::npos)
                throw std::runtime_error("Fluentd does not start: " + log());
            std::filesystem::remove(folder_.path() / "log"); // the log about that port is of no use
        }
    }

    std::uint16_t port() const noexcept { return port_; }

    /// Ends it at once, as a power cut does.
    void kill() { end(SIGKILL); }

    /// Ends it properly.
    /// \throws std::runtime_error if it does not end.
    void stop() { end(SIGTERM); }

    /// Starts it again on the same port, after `kill` or `stop`; its output is kept.
    /// \throws std::runtime_error with Fluentd's log if it does not start.
    void restart()
    {
        if (process_)
            stop();
        if (!start())
            throw std::runtime_error("Fluentd does not start again: " + log());
    }

    /// The events it has written so far, in its order; `repeated_keys` is unknown.
    std::vector<received_event> const& events()
    {
        std::ifstream file(folder_.path() / "events", std::ios::binary);
        file.seekg(static_cast<std::streamoff>(read_));
        for (std::string line; std::getline(file, line) && !file.eof(); read_ += line.size() + 1)
            events_.push_back(parse(line));
        return events_;
    }

    /// Waits until it has written at least `count` events.
    /// \returns whether it has.
    bool wait_for(std::uint64_t count, std::chrono::milliseconds timeout = std::chrono::seconds(30))
    {
        return poll_until([&] { return events().size() >= count; }, timeout);
    }

    /// Its log, from all its starts.
    std::string log() const { return read_file(folder_.path() / "log"); }

    /// A folder that is deleted with it.
    std::filesystem::path const& folder() const noexcept { return folder_.path(); }

private:
    static received_event parse(std::string const& line)
    {
        boost::json::object const object = boost::json::parse(line).as_object();
        received_event result;
        result.tag = object.at("tag").as_string();
        result.seconds = object.at("seconds").as_int64();
        result.nanoseconds = object.at("nanoseconds").to_number<std::uint32_t>();
        result.record = object.at("record").as_object();
        return result;
    }

    std::string configuration() const
    {
        std::string match = options_.match_lines;
        if (match.empty())
            match = options_.output == fluentd_output::null
                        ? "@type null"
                        : "@type append\n  path " + (folder_.path() / "events").string();
        return "<source>\n  @type forward\n  bind 127.0.0.1\n  port " + std::to_string(port_) +
               "\n  skip_invalid_event " + (options_.skip_invalid_event ? "true" : "false") + "\n  " +
               options_.source_lines + "\n</source>\n<match **>\n  " + match +
               "\n</match>\n"
               // Without a label of their own, Fluentd's log messages would be events for <match **> too.
               "<label @FLUENT_LOG>\n  <match **>\n    @type null\n  </match>\n</label>\n";
    }

    bool start()
    {
        std::filesystem::path const file = folder_.path() / "fluent.conf";
        std::ofstream(file) << configuration();
        std::size_t const said_before = log().size();
        process_options options;
        options.output = options.errors = folder_.path() / "log";
        options.environment = {{"TMPDIR", folder_.path().string()}};
        process_ = std::make_unique<child_process>(
            std::vector<std::string>{"fluentd", "--no-supervisor", "-c", file.string(), "-p",
                                     LOG_FLUENTD_TEST_DIR "/support/fluent_plugin"},
            options);
        // Its log is checked first, because a connection alone could be to another program at that port.
        bool const is_up = poll_until(
            [&] {
                return !process_->is_running() ||
                       (log().find("fluentd worker is now running", said_before) != std::string::npos &&
                        accepts_connections());
            },
            std::chrono::minutes(2));
        if (is_up && process_->is_running())
            return true;
        process_.reset();
        return false;
    }

    bool accepts_connections() const
    {
        namespace ip = boost::asio::ip;
        boost::asio::io_context context;
        ip::tcp::socket socket(context);
        boost::system::error_code error;
        socket.connect({ip::address_v4::loopback(), port_}, error);
        return !error;
    }

    void end(int signal)
    {
        if (!process_)
            return;
        process_->send(signal);
        bool const ended = process_->wait(std::chrono::minutes(1)).has_value();
        process_.reset();
        if (!ended)
            throw std::runtime_error("Fluentd does not end: " + log());
    }

    fluentd_options options_;
    temporary_folder folder_;
    std::uint16_t port_ = 0;
    std::unique_ptr<child_process> process_;
    std::vector<received_event> events_;
    std::uint64_t read_ = 0;
};

} // namespace log_fluentd::test

#endif
