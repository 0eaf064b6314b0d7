// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The command log_fluentd, as somebody who calls it sees it.

#include "support/fluentd.hpp"
#include "support/process.hpp"
#include "support/repository.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <string>
#include <vector>

using namespace log_fluentd::test;
using log_fluentd::receiver;

namespace {

bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

process_result run(std::vector<std::string> arguments)
{
    arguments.insert(arguments.begin(), LOG_FLUENTD_PROGRAM);
    return run_process(arguments);
}

/// The same with a file as its standard input.
process_result run_with_input(std::string const& file, std::string const& arguments)
{
    return run_process({"sh", "-c", "exec '" LOG_FLUENTD_PROGRAM "' " + arguments + " < '" + file + "'"});
}

/// A folder with files.
class files
{
public:
    std::string write(std::string const& name, std::string const& text) const
    {
        auto const path = (folder_.path() / name).string();
        std::ofstream(path) << text;
        return path;
    }

private:
    temporary_folder folder_;
};

std::string port_of(receiver const& server)
{
    return "127.0.0.1:" + std::to_string(server.port());
}

boost::json::object object_of(std::string const& output)
{
    return boost::json::parse(output).as_object();
}

constexpr char const* subcommands[] = {"receive", "check", "show", "ping", "send"};

} // namespace

BOOST_AUTO_TEST_SUITE(command)

BOOST_AUTO_TEST_CASE(help_and_version)
{
    auto const all = run({"--help"});
    BOOST_TEST(all.status == 0);
    for (std::string const name : subcommands) {
        BOOST_TEST(contains(all.output, "\n  " + name + ' '));
        auto const one = run({name, "--help"});
        BOOST_TEST(one.status == 0);
        BOOST_TEST(one.output.rfind("Usage: log_fluentd " + name, 0) == 0u);
        BOOST_TEST(contains(one.output, "--json"));
        BOOST_TEST(contains(one.output, "\nExamples\n  "));
        BOOST_TEST(run({name, "--version"}).output.rfind("log_fluentd " + name + " 0.", 0) == 0u);
    }
    BOOST_TEST(run({"--version"}).output.rfind("log_fluentd 0.", 0) == 0u);
}

/// The options that a text with `--help` lists.
std::vector<std::string> options_in(std::string const& help)
{
    std::vector<std::string> result;
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);)
        if (line.rfind("  --", 0) == 0)
            result.push_back(line.substr(2, line.find(' ', 2) - 2));
    return result;
}

BOOST_AUTO_TEST_CASE(manual_and_completion_have_every_option)
{
    auto const doc = repository() / "doc";
    auto const manual = read_file(doc / "log_fluentd.1") + read_file(doc / "log_fluentd_receiver.1");
    auto const completion = read_file(doc / "log_fluentd.bash");
    for (std::string const name : subcommands) {
        auto const options = options_in(run({name, "--help"}).output);
        BOOST_TEST(options.size() >= 3u);
        for (auto const& option : options) {
            std::string escaped;
            for (char const c : option)
                escaped += c == '-' ? std::string("\\-") : std::string(1, c);
            bool const is_in_manual =
                contains(manual, "\n.BI " + escaped + ' ') || contains(manual, "\n.B " + escaped + '\n');
            BOOST_TEST(is_in_manual, option);
            BOOST_TEST(contains(completion, option), option);
        }
    }
}

BOOST_AUTO_TEST_CASE(bad_options_are_reported_in_a_sentence)
{
    auto const check = [](std::vector<std::string> const& arguments, std::string const& sentence) {
        auto const result = run(arguments);
        BOOST_TEST(result.status == 2);
        BOOST_TEST(result.output == "");
        BOOST_TEST(result.errors == sentence + " See --help.\n");
    };
    check({}, "log_fluentd: the subcommand is missing.");
    check({"chek"}, "log_fluentd: there is no subcommand 'chek'; did you mean check?");
    check({"verify"},
          "log_fluentd: there is no subcommand 'verify'; there are receive, check, show, ping, send.");
    check({"check"}, "log_fluentd check: the name of the file is missing.");
    check({"check", "a", "b"},
          "log_fluentd check: too many positional options have been specified on the command line.");
    check({"show", "a", "--time", "now"}, "log_fluentd show: --time now is not a time; write seconds since "
                                          "1970 such as 1700000000.5, or UTC such as "
                                          "2023-11-14T22:13:20.5Z.");
    check({"show", "a", "--severity", "loud"},
          "log_fluentd show: 'loud' is not a level; there are trace, debug, info, warning, error and fatal.");
    check({"ping", "localhost:0"}, "log_fluentd ping: '0' is not a port; write a number from 1 to 65535.");
    check({"ping", "localhost", "--timeout", "5"},
          "log_fluentd ping: --timeout 5 has no unit; write 5ms, 5s, 5min or 5h.");
    check({"send"}, "log_fluentd send: the tag is missing.");
    check({"receive", "--port", "no"},
          "log_fluentd receive: the argument ('no') for option '--port' is invalid.");
}

BOOST_AUTO_TEST_CASE(check_of_a_file)
{
    files const folder;
    auto const right = folder.write("right.ini", "[Sinks.X]\nDestination=Fluentd\nTag=a\n");
    BOOST_TEST(run({"check", right}).status == 0);
    BOOST_TEST(run({"check", right}).output == right + ": no mistakes\n");
    auto const wrong = folder.write("wrong.ini", "[Sinks.X]\nDestination=Fluentd\nTag=a\nPort=0\n");
    auto const text = run({"check", wrong});
    BOOST_TEST(text.status == 1);
    BOOST_TEST(text.errors == "");
    BOOST_TEST(text.output == wrong +
                                  ":4: Sinks.X.Port: Port=\"0\" is not a TCP port; write a number from 1 to "
                                  "65535\n" +
                                  wrong + ": 1 mistake\n");
    auto const json = run({"check", wrong, "--json"});
    BOOST_TEST(json.status == 1);
    auto const mistake = object_of(json.output).at("mistakes").at(0);
    BOOST_TEST(mistake.at("line").as_int64() == 4);
    BOOST_TEST(mistake.at("key").as_string() == "Sinks.X.Port");
    auto const missing = run({"check", "/no/such/file.ini"});
    BOOST_TEST(missing.status == 1);
    BOOST_TEST(
        missing.errors ==
        "log_fluentd check: the file '/no/such/file.ini' cannot be read: No such file or directory.\n");
}

BOOST_AUTO_TEST_CASE(show_of_a_file)
{
    files const folder;
    auto const file =
        folder.write("two.ini", "[Sinks.X]\nDestination=Fluentd\nTag=a\nExclude=\"TimeStamp, Scope\"\n"
                                "Filter=\"%Severity% >= error\"\n"
                                "[Sinks.Y]\nDestination=Fluentd\nTag=b\nPort=5\n");
    auto const both = run({"show", file});
    BOOST_TEST(both.status == 0, both.errors);
    BOOST_TEST(contains(both.output, "\n  filter  the sink's filter does not pass this record\n"));
    BOOST_TEST(contains(both.output, "\n  server  127.0.0.1:5\n"));
    auto const one =
        run({"show", file, "--sink", "X", "--time", "1700000000.000000001", "--chunk", "id", "--json",
             "--severity", "fatal", "--message", "hello", "--attribute", "User=anna", "--channel", "c"});
    BOOST_TEST(one.status == 0, one.errors);
    auto const line = object_of(one.output);
    BOOST_TEST(line.at("sink").as_string() == "X");
    BOOST_TEST(line.at("passes_filter").as_bool());
    BOOST_TEST(line.at("event").at("nanoseconds").as_int64() == 1);
    auto const& record = line.at("event").at("record").as_object();
    BOOST_TEST(record.at("message").as_string() == "hello");
    BOOST_TEST(record.at("User").as_string() == "anna");
    BOOST_TEST(record.at("Severity").as_string() == "fatal");
    BOOST_TEST(!record.contains("OrderId"));
    BOOST_TEST(!record.contains("LogFluentdSampleTime"));
    std::string const bytes(line.at("bytes").as_string());
    BOOST_TEST(bytes.rfind("93a161c4", 0) == 0u);
    BOOST_TEST(bytes.substr(bytes.size() - 6) == "a26964"); // "id"
    auto const none = run({"show", file, "--sink", "Z"});
    BOOST_TEST(none.status == 1);
    BOOST_TEST(none.errors == "log_fluentd show: there is no sink Z to Fluentd; there are X, Y.\n");
}

BOOST_AUTO_TEST_CASE(ping_of_servers)
{
    receiver first, second;
    auto const right = run({"ping", port_of(first)});
    BOOST_TEST(right.status == 0, right.output + right.errors);
    BOOST_TEST(right.output.rfind(port_of(first) + "\n  resolve ", 0) == 0u);
    first.misbehave(log_fluentd::faults::send_garbage());
    files const folder;
    auto const file = folder.write(
        "two.ini",
        "[Sinks.X]\nDestination=Fluentd\nTag=a\n[Sinks.X.Server.a]\nPort=" + std::to_string(first.port()) +
            "\n[Sinks.X.Server.b]\nPort=" + std::to_string(second.port()) +
            "\n[Sinks.Y]\nDestination=Fluentd\nTag=b\nPort=" + std::to_string(second.port()) + '\n');
    auto const result = run({"ping", file, "--json"});
    BOOST_TEST(result.status == 1);
    std::vector<bool> good;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);) {
        auto const server = object_of(line);
        good.push_back(server.at("right").as_bool());
        if (!good.back())
            BOOST_TEST(server.at("failed").at("step").as_string() == "acknowledge");
    }
    BOOST_TEST((good == std::vector<bool>{false, true, true}));
    BOOST_TEST(second.event_count() == 2u);
}

BOOST_AUTO_TEST_CASE(ping_with_the_options_of_a_connection)
{
    files const folder;
    log_fluentd::receiver_config config;
    config.security.shared_key = "the key";
    config.security.users = {{"me", "the password"}};
    receiver const server(config);
    std::vector<std::string> const arguments{"ping",
                                             port_of(server),
                                             "--shared-key-file",
                                             folder.write("key", "the key\n"),
                                             "--user",
                                             "me",
                                             "--password-file",
                                             folder.write("password", "the password\n"),
                                             "--timeout",
                                             "20s"};
    auto const result = run(arguments);
    BOOST_TEST(result.status == 0, result.output + result.errors);
    BOOST_TEST(contains(result.output, "as me\n"));
    BOOST_TEST(!contains(result.output + result.errors, "the key"));
}

BOOST_AUTO_TEST_CASE(send_of_lines)
{
    files const folder;
    receiver server;
    auto const lines = folder.write("lines", "{\"n\":1,\"at\":1700000000.5}\n"
                                             "\n"
                                             "[1]\n"
                                             "{\"n\":2,\"at\":\"2023-11-14T22:13:20.25Z\"}\r\n"
                                             "{\"n\":\n"
                                             "{\"n\":3}\n"
                                             "{\"n\":4,\"at\":1700000000} {}\n"
                                             "{\"n\":5,\"at\":1700000000}\n"
                                             "{\"n\":6,\"at\":1e300}");
    auto const result = run_with_input(lines, "send app.test --time-key at --to " + port_of(server));
    BOOST_TEST(result.status == 1);
    BOOST_TEST(result.output == "3 of 3 events acknowledged\n");
    BOOST_TEST(contains(result.errors, "log_fluentd send: line 3 is not an object; write such as"));
    BOOST_TEST(contains(result.errors, "log_fluentd send: line 5 is not JSON ("));
    BOOST_TEST(
        contains(result.errors, "log_fluentd send: line 6 has no key at; write it, or leave --time-key out"));
    BOOST_TEST(contains(result.errors, "log_fluentd send: line 7 goes on after its JSON"));
    BOOST_TEST(
        contains(result.errors, "log_fluentd send: line 9 has the key at, whose value is not a time; write"));
    auto const events = server.events();
    BOOST_TEST_REQUIRE(events.size() == 3u);
    BOOST_TEST(events[0].tag == "app.test");
    BOOST_TEST(events[0].seconds == 1700000000);
    BOOST_TEST(events[0].nanoseconds == 500000000u);
    BOOST_TEST(events[1].nanoseconds == 250000000u);
    BOOST_TEST(boost::json::serialize(events[2].record) == "{\"n\":5}");
}

BOOST_AUTO_TEST_CASE(send_of_a_file)
{
    files const folder;
    receiver server;
    std::string text;
    constexpr int count = 20000;
    for (int i = 0; i != count; ++i)
        text += "{\"n\":" + std::to_string(i) + "}\n";
    auto const lines = folder.write("lines", text);
    auto const settings =
        folder.write("app.ini", "[Sinks.X]\nDestination=Fluentd\nTag=unused\nTagPrefix=prod\n"
                                "BufferLimit=256KiB\nChunkLimit=64KiB\nPort=" +
                                    std::to_string(server.port()) + '\n');
    auto const result = run({"send", "app.test", lines, "--to", settings, "--json"});
    BOOST_TEST(result.status == 0, result.errors);
    BOOST_TEST(object_of(result.output).at("sent").as_int64() == count);
    BOOST_TEST(object_of(result.output).at("acknowledged").as_int64() == count);
    BOOST_TEST(server.event_count() == static_cast<std::size_t>(count));
    BOOST_TEST(server.events().front().tag == "app.test");
}

BOOST_AUTO_TEST_CASE(send_to_nobody)
{
    files const folder;
    auto const lines = folder.write("lines", "{\"n\":1}\n");
    std::string const closed = [] {
        receiver const gone;
        return port_of(gone);
    }();
    auto const result = run({"send", "app.test", lines, "--to", closed, "--timeout", "100ms"});
    BOOST_TEST(result.status == 1);
    BOOST_TEST(result.output == "0 of 1 event acknowledged\n");
    BOOST_TEST(contains(result.errors, "log_fluentd send: cannot connect to " + closed), result.errors);
}

BOOST_AUTO_TEST_CASE(output_that_is_not_taken)
{
    files const folder;
    auto const file = folder.write("right.ini", "[Sinks.X]\nDestination=Fluentd\nTag=a\n");
    auto const result =
        run_process({"sh", "-c", "exec '" LOG_FLUENTD_PROGRAM "' check " + file + " > /dev/full"});
    BOOST_TEST(result.status == 1);
    BOOST_TEST(contains(result.errors, "standard output cannot be written"));
}

BOOST_AUTO_TEST_CASE(with_a_real_Fluentd, *boost::unit_test::precondition(needs_fluentd))
{
    files const folder;
    fluentd server;
    auto const to = "127.0.0.1:" + std::to_string(server.port());
    auto const result = run({"ping", to, "--timeout", "20s"});
    BOOST_TEST(result.status == 0, result.output + result.errors);
    auto const lines = folder.write("lines", "{\"n\":1}\n{\"n\":2}\n");
    BOOST_TEST(run({"send", "app.test", lines, "--to", to, "--timeout", "20s"}).status == 0);
    BOOST_TEST(server.wait_for(3));
    BOOST_TEST(server.events().at(0).tag == "log_fluentd.ping");
    BOOST_TEST(server.events().at(2).tag == "app.test");
    auto const key = folder.write("key", "the key\n");
    auto const no_handshake = run({"ping", to, "--shared-key-file", key, "--timeout", "500ms"});
    BOOST_TEST(no_handshake.status == 1);
    BOOST_TEST(contains(no_handshake.output, "has no <security>"), no_handshake.output);
}

BOOST_AUTO_TEST_SUITE_END()
