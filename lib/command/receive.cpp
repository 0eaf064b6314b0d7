// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// log_fluentd receive: prints what a program sends to Fluentd.

#include "base/printable.hpp"
#include "command/subcommand.hpp"
#include "receiver/print.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/program_options/value_semantic.hpp>

#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace log_fluentd::detail::command {

namespace {

namespace asio = boost::asio;

struct receive_options
{
    std::string address;
    int port = 0;
    std::string port_file;
    std::string colour;
    std::string fault;
    std::string path;
    std::string certificate;
    std::string key;
    std::string client_ca;
    std::string shared_key_file;
    std::string user;
    std::string password_file;
    std::int64_t count = 0;
    bool json = false;
};

options::options_description describe_receive(receive_options& chosen)
{
    options::options_description result("Options");
    auto add = result.add_options();
    add("port", options::value(&chosen.port)->default_value(24224)->value_name("NUMBER"),
        "port to listen on; 0: any free one");
    add("address", options::value(&chosen.address)->default_value("127.0.0.1")->value_name("IP"),
        "address to listen on; 0.0.0.0: all");
    add("port-file", options::value(&chosen.port_file)->value_name("FILE"),
        "write the port into FILE as soon as it is open");
    add("json", options::bool_switch(&chosen.json), "print each event as a line of JSON");
    add("color", options::value(&chosen.colour)->default_value("auto")->value_name("WHEN"),
        "auto (on a terminal), always or never");
    add("count", options::value(&chosen.count)->value_name("N"), "end after N events");
    add("fault", options::value(&chosen.fault)->default_value("none")->value_name("FAULT"),
        "misbehave, for tests of who sends: never-read, close-after:1000 and others; any other word "
        "lists them");
    add("unix", options::value(&chosen.path)->value_name("PATH"),
        "listen on a unix socket instead; @NAME is an abstract one");
    add("tls-certificate", options::value(&chosen.certificate)->value_name("FILE"),
        "speak TLS with this certificate, in PEM");
    add("tls-key", options::value(&chosen.key)->value_name("FILE"), "the private key to it");
    add("tls-client-ca", options::value(&chosen.client_ca)->value_name("FILE"),
        "ask for a client certificate that one of these has issued");
    add("shared-key-file", options::value(&chosen.shared_key_file)->value_name("FILE"),
        "ask for the shared key that is the first line of FILE");
    add("user", options::value(&chosen.user)->value_name("NAME"), "ask for this user too");
    add("password-file", options::value(&chosen.password_file)->value_name("FILE"),
        "the user's password is the first line of FILE");
    add_common_options(result);
    return result;
}

/// \throws bad_usage
void check_receive(receive_options const& chosen, bool is_count_given)
{
    if (chosen.port < 0 || chosen.port > 65535)
        throw bad_usage("the port is " + std::to_string(chosen.port) + "; it must be between 0 and 65535");
    if (is_count_given && chosen.count < 1)
        throw bad_usage("the count is " + std::to_string(chosen.count) + "; it must be at least 1");
    if (chosen.colour != "auto" && chosen.colour != "always" && chosen.colour != "never")
        throw bad_usage("--color accepts auto, always or never, not '" + chosen.colour + "'");
    try {
        parse_receiver_fault(chosen.fault);
    } catch (std::invalid_argument const& error) {
        throw bad_usage(error.what());
    }
    boost::system::error_code error;
    asio::ip::make_address(chosen.address, error);
    if (error)
        throw bad_usage("'" + printable(chosen.address) + "' is not an IPv4 or IPv6 address");
}

bool is_coloured(receive_options const& chosen)
{
    return chosen.colour == "auto" ? shows_colour(STDOUT_FILENO) : chosen.colour == "always";
}

/// A reader that waits for the file finds it complete, or not at all.
void write_port_file(std::string const& path, std::uint16_t port)
{
    std::string const unfinished = path + ".unfinished";
    std::ofstream file(unfinished);
    file << port << '\n';
    file.close();
    std::error_code error;
    if (file)
        std::filesystem::rename(unfinished, path, error);
    if (!file || error)
        throw std::runtime_error("cannot write the port into '" + path + "'");
}

receiver_security security_of(receive_options const& chosen)
{
    receiver_security result;
    result.certificate_file = chosen.certificate;
    result.key_file = chosen.key;
    result.client_ca_file = chosen.client_ca;
    if (!chosen.shared_key_file.empty())
        result.shared_key = read_secret_file(chosen.shared_key_file);
    check_user(chosen.user, chosen.password_file);
    if (!chosen.user.empty())
        result.users.push_back({chosen.user, read_secret_file(chosen.password_file)});
    return result;
}

int listen(receive_options const& chosen, std::string const& program)
{
    asio::io_context context;
    asio::signal_set signals(context, SIGINT, SIGTERM);
    int exit_code = exit_right;
    signals.async_wait([&](boost::system::error_code const&, int) { context.stop(); });
    auto const end = [&](int code) {
        asio::post(context, [&, code] {
            exit_code = code;
            context.stop();
        });
    };

    // Both handlers run on the receiver's thread.
    std::int64_t left = chosen.count;
    bool const limited = chosen.count > 0;
    bool ended = false;
    bool const coloured = is_coloured(chosen);
    receiver_config config;
    config.address = chosen.address;
    config.port = static_cast<std::uint16_t>(chosen.port);
    config.path = chosen.path;
    config.security = security_of(chosen);
    config.keep_events = false;
    config.on_event = [&](received_event const& event) {
        if (ended)
            return;
        std::cout << (chosen.json ? receiving::print_json(event) : receiving::print_line(event, coloured))
                  << '\n'
                  << std::flush;
        if (!std::cout) {
            std::cerr << program << ": standard output cannot be written any more\n";
            ended = true;
            end(exit_wrong);
        } else if (limited && --left == 0) {
            ended = true;
            end(exit_right);
        }
    };
    config.on_error = [&](std::string const& sentence) { std::cerr << program << ": " << sentence << '\n'; };

    log_fluentd::receiver receiver(std::move(config));
    receiver.misbehave(parse_receiver_fault(chosen.fault));
    std::cerr << program << ": listening on "
              << (chosen.path.empty() ? chosen.address + " port " + std::to_string(receiver.port())
                                      : "the unix socket " + printable(chosen.path))
              << '\n';
    if (!chosen.port_file.empty())
        write_port_file(chosen.port_file, receiver.port());
    context.run();
    // The handlers refer to local variables, and to the context.
    receiver.stop();
    return exit_code;
}

} // namespace

int receive(call const& from)
{
    receive_options chosen;
    auto const known = describe_receive(chosen);
    auto const given =
        parse(from, known, {},
              {"[options]", "Listens for the Fluentd Forward protocol and prints each event as it arrives.\n",
               "  log_fluentd receive --port 24224\n"
               "  log_fluentd receive --port 0 --port-file port --json --count 2\n"});
    if (!given)
        return exit_right;
    check_receive(chosen, given->count("count") != 0);
    return listen(chosen, from.program);
}

} // namespace log_fluentd::detail::command
