// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The command log_fluentd_receiver, as somebody who calls it sees it.

#include "support/process.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <csignal>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace log_fluentd::test;
using namespace std::string_literals;

constexpr std::chrono::seconds plenty{30};

/// The command while it runs, in the zone UTC.
class command
{
public:
    explicit command(std::vector<std::string> const& more)
    {
        std::vector<std::string> arguments{LOG_FLUENTD_RECEIVER_PROGRAM, "--port", "0", "--port-file",
                                           port_file()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        process_options options;
        options.output = folder_.path() / "output";
        options.errors = folder_.path() / "errors";
        options.environment = {{"TZ", "UTC"}};
        process_ = std::make_unique<child_process>(arguments, options);
        BOOST_TEST_REQUIRE(poll_until([this] { return !read_file(port_file()).empty(); }, plenty), errors());
        port_ = static_cast<std::uint16_t>(std::stoi(read_file(port_file())));
    }

    std::uint16_t port() const noexcept { return port_; }
    child_process& process() noexcept { return *process_; }
    std::string output() const { return read_file(folder_.path() / "output"); }
    std::string errors() const { return read_file(folder_.path() / "errors"); }
    bool wait_for_output(std::string const& expected) const
    {
        return poll_until([&] { return output() == expected; }, plenty);
    }

private:
    std::string port_file() const { return (folder_.path() / "port").string(); }

    temporary_folder folder_;
    std::unique_ptr<child_process> process_;
    std::uint16_t port_ = 0;
};

// ["app", [[EventTime(1700000000, 123456789), {"n": 1, "text": "ü\n"}]], {"chunk": "id"}]
std::string const frame =
    "\x93\xa3"
    "app\x91\x92\xd7\x00\x65\x53\xf1\x00\x07\x5b\xcd\x15\x82\xa1n\x01\xa4text\xa3\xc3\xbc\n"
    "\x81\xa5"
    "chunk\xa2id"s;
std::string const line = "2023-11-14 22:13:20.123  app  {\"n\": 1, \"text\": \"ü\\n\"}\n";
std::string const json_line = "{\"tag\":\"app\",\"seconds\":1700000000,\"nanoseconds\":123456789,"
                              "\"record\":{\"n\":1,\"text\":\"ü\\n\"}}\n";
std::string const acknowledgement = "\x81\xa3"
                                    "ack\xa2id";

void deliver(std::uint16_t port)
{
    raw_connection connection(port);
    BOOST_TEST_REQUIRE(connection.send(frame));
    BOOST_TEST(connection.receive(acknowledgement.size()) == acknowledgement);
}

bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

process_result run(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), LOG_FLUENTD_RECEIVER_PROGRAM);
    return run_process(arguments);
}

void check_bad_usage(std::vector<std::string> const& arguments, std::string const& sentence)
{
    process_result const result = run(arguments);
    BOOST_TEST(result.status == 2);
    BOOST_TEST(result.output == "");
    BOOST_TEST(result.errors == "log_fluentd_receiver: " + sentence + ". See --help.\n");
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_command)

BOOST_AUTO_TEST_CASE(events_are_printed_as_they_arrive_until_a_signal_ends_it)
{
    for (int const signal : {SIGINT, SIGTERM}) {
        command receiver({});
        BOOST_TEST(contains(receiver.errors(), "log_fluentd_receiver: listening on 127.0.0.1 port " +
                                                   std::to_string(receiver.port()) + "\n"));
        deliver(receiver.port());
        // It is acknowledged, so it stands there.
        BOOST_TEST(receiver.output() == line);
        deliver(receiver.port());
        BOOST_TEST(receiver.output() == line + line);
        receiver.process().send(signal);
        BOOST_TEST(receiver.process().wait(plenty).value_or(-1) == 0);
        BOOST_CHECK_THROW(raw_connection{receiver.port()}, std::runtime_error);
    }
}

BOOST_AUTO_TEST_CASE(events_as_lines_of_json)
{
    command receiver({"--json"});
    deliver(receiver.port());
    BOOST_TEST(receiver.output() == json_line);
}

BOOST_AUTO_TEST_CASE(colour_is_for_terminals_and_on_request)
{
    command receiver({"--color", "always"});
    deliver(receiver.port());
    BOOST_TEST(contains(receiver.output(), "\x1b[1;36mapp\x1b[0m"));
    command plain({"--color=never"});
    deliver(plain.port());
    BOOST_TEST(plain.output() == line);
}

BOOST_AUTO_TEST_CASE(it_ends_after_the_events_that_were_asked_for)
{
    command receiver({"--count", "3"});
    deliver(receiver.port());
    deliver(receiver.port());
    BOOST_TEST(receiver.process().is_running());
    // A frame has more than are wanted: it is acknowledged all the same.
    std::string const entry = frame.substr(6, frame.size() - 6 - 10);
    raw_connection connection(receiver.port());
    BOOST_TEST(connection.send("\x93\xa3"
                               "app\x92" +
                               entry + entry +
                               "\x81\xa5"
                               "chunk\xa2id"));
    BOOST_TEST(connection.receive(acknowledgement.size()) == acknowledgement);
    BOOST_TEST(receiver.process().wait(plenty).value_or(-1) == 0);
    BOOST_TEST(receiver.output() == line + line + line);
}

BOOST_AUTO_TEST_CASE(what_is_refused_is_reported_on_standard_error)
{
    command receiver({});
    raw_connection connection(receiver.port());
    BOOST_TEST(connection.send("GET / HTTP/1.1\r\n\r\n"));
    BOOST_TEST(connection.receive_all() == "");
    BOOST_TEST(contains(receiver.errors(),
                        "The peer speaks HTTP; this port accepts the Fluentd Forward protocol.\n"));
    BOOST_TEST(receiver.output() == "");
    deliver(receiver.port());
    BOOST_TEST(receiver.output() == line);
}

BOOST_AUTO_TEST_CASE(bad_options_are_reported_in_a_sentence)
{
    check_bad_usage({"--port", "no"}, "the argument ('no') for option '--port' is invalid");
    check_bad_usage({"--port", "65536"}, "the port is 65536; it must be between 0 and 65535");
    check_bad_usage({"--port", "-1"}, "the port is -1; it must be between 0 and 65535");
    check_bad_usage({"--address", "localhost"}, "'localhost' is not an IPv4 or IPv6 address");
    check_bad_usage({"--color", "red"}, "--color accepts auto, always or never, not 'red'");
    check_bad_usage({"--count", "0"}, "the count is 0; it must be at least 1");
    check_bad_usage({"--nonsense"}, "unrecognised option '--nonsense'");
    check_bad_usage({"24224"}, "too many positional options have been specified on the command line");
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_is_reported_in_a_sentence)
{
    log_fluentd::receiver const other;
    std::string const port = std::to_string(other.port());
    process_result const result = run({"--port", port});
    BOOST_TEST(result.status == 1);
    BOOST_TEST(result.errors == "log_fluentd_receiver: cannot listen on 127.0.0.1 port " + port +
                                    ": Address already in use.\n");
    process_result const no_file = run({"--port", "0", "--port-file", "/no/such/folder/port"});
    BOOST_TEST(no_file.status == 1);
    BOOST_TEST(contains(no_file.errors, "cannot write the port into '/no/such/folder/port'.\n"));
}

BOOST_AUTO_TEST_CASE(a_standard_output_that_takes_nothing_ends_it)
{
    temporary_folder const folder;
    std::filesystem::path const port_file = folder.path() / "port";
    process_options options;
    options.output = "/dev/full";
    options.errors = folder.path() / "errors";
    child_process process({LOG_FLUENTD_RECEIVER_PROGRAM, "--port", "0", "--port-file", port_file}, options);
    BOOST_TEST_REQUIRE(poll_until([&] { return !read_file(port_file).empty(); }, plenty));
    raw_connection connection(static_cast<std::uint16_t>(std::stoi(read_file(port_file))));
    BOOST_TEST(connection.send(frame));
    BOOST_TEST(process.wait(plenty).value_or(-1) == 1);
    BOOST_TEST(contains(read_file(options.errors), "standard output cannot be written any more"));
}

BOOST_AUTO_TEST_CASE(help_and_version)
{
    process_result const help = run({"--help"});
    BOOST_TEST(help.status == 0);
    for (std::string const option :
         {"--port", "--address", "--port-file", "--json", "--color", "--count", "--help", "--version"})
        BOOST_TEST(contains(help.output, option));
    process_result const version = run({"--version"});
    BOOST_TEST(version.status == 0);
    BOOST_TEST(version.output.rfind("log_fluentd_receiver ", 0) == 0u);
    BOOST_TEST(contains(version.output, "."));
}

BOOST_AUTO_TEST_SUITE_END()
