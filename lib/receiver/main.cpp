// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The command log_fluentd_receiver: prints what a program sends to Fluentd.

#include "base/printable.hpp"
#include "base/secret_file.hpp"
#include "receiver/print.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/version.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/program_options.hpp>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <unistd.h>

namespace {

using log_fluentd::detail::longest_sentence;
using log_fluentd::detail::printable;
namespace options = boost::program_options;
namespace asio = boost::asio;
namespace receiving = log_fluentd::detail::receiving;
using log_fluentd::received_event;

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;
constexpr char const* program = "log_fluentd_receiver";

struct settings
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

/// The options cannot be used; the text is a sentence.
struct bad_usage : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

options::options_description describe(settings& chosen)
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
    add("help", "show this");
    add("version", "show the version");
    return result;
}

/// \returns none if the program has already done what was requested.
std::optional<settings> parse(int count, char** arguments)
{
    settings chosen;
    options::options_description const known = describe(chosen);
    options::variables_map given;
    try {
        options::store(options::command_line_parser(count, arguments)
                           .options(known)
                           .positional(options::positional_options_description())
                           .run(),
                       given);
        options::notify(given);
    } catch (options::error const& error) {
        throw bad_usage(error.what());
    }
    if (given.count("help") != 0) {
        std::cout << "Usage: " << program << " [options]\n"
                  << "Listens for the Fluentd Forward protocol and prints each event as it arrives.\n\n"
                  << known;
        return std::nullopt;
    }
    if (given.count("version") != 0) {
        std::cout << program << " " << LOG_FLUENTD_VERSION_STRING << "\n";
        return std::nullopt;
    }
    if (chosen.port < 0 || chosen.port > 65535)
        throw bad_usage("the port is " + std::to_string(chosen.port) + "; it must be between 0 and 65535");
    if (given.count("count") != 0 && chosen.count < 1)
        throw bad_usage("the count is " + std::to_string(chosen.count) + "; it must be at least 1");
    if (chosen.colour != "auto" && chosen.colour != "always" && chosen.colour != "never")
        throw bad_usage("--color accepts auto, always or never, not '" + chosen.colour + "'");
    try {
        log_fluentd::parse_receiver_fault(chosen.fault);
    } catch (std::invalid_argument const& error) {
        throw bad_usage(error.what());
    }
    boost::system::error_code error;
    asio::ip::make_address(chosen.address, error);
    if (error)
        throw bad_usage("'" + printable(chosen.address) + "' is not an IPv4 or IPv6 address");
    return chosen;
}

bool is_coloured(settings const& chosen)
{
    if (chosen.colour != "auto")
        return chosen.colour == "always";
    char const* const terminal = std::getenv("TERM");     // NOLINT(concurrency-mt-unsafe)
    char const* const unwanted = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe)
    return ::isatty(STDOUT_FILENO) == 1 && (!unwanted || !*unwanted) &&
           (!terminal || std::strcmp(terminal, "dumb") != 0);
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

/// \throws bad_usage
log_fluentd::secret read_secret(std::string const& path)
{
    auto line = log_fluentd::detail::first_line_of(path);
    if (!line || line->empty())
        throw bad_usage("'" + path + "' cannot be read, or has an empty first line");
    return *std::move(line);
}

log_fluentd::receiver_security security_of(settings const& chosen)
{
    log_fluentd::receiver_security result;
    result.certificate_file = chosen.certificate;
    result.key_file = chosen.key;
    result.client_ca_file = chosen.client_ca;
    if (!chosen.shared_key_file.empty())
        result.shared_key = read_secret(chosen.shared_key_file);
    if (chosen.user.empty() != chosen.password_file.empty())
        throw bad_usage("--user and --password-file belong together");
    if (!chosen.user.empty())
        result.users.push_back({chosen.user, read_secret(chosen.password_file)});
    return result;
}

/// Otherwise a socket could get the number of a closed stream, and output would be sent to a client.
void open_closed_streams()
{
    int opened = 0;
    do
        opened = ::open("/dev/null", O_RDWR);
    while (opened >= 0 && opened <= STDERR_FILENO);
    if (opened >= 0)
        ::close(opened);
}

int run(settings const& chosen)
{
    asio::io_context context;
    asio::signal_set signals(context, SIGINT, SIGTERM);
    int exit_code = EXIT_SUCCESS;
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
    log_fluentd::receiver_config config;
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
            end(exit_failed);
        } else if (limited && --left == 0) {
            ended = true;
            end(EXIT_SUCCESS);
        }
    };
    config.on_error = [](std::string const& sentence) { std::cerr << program << ": " << sentence << '\n'; };

    log_fluentd::receiver receiver(std::move(config));
    receiver.misbehave(log_fluentd::parse_receiver_fault(chosen.fault));
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

int main(int count, char** arguments)
{
    try {
        open_closed_streams();
        std::optional<settings> const chosen = parse(count, arguments);
        return chosen ? run(*chosen) : EXIT_SUCCESS;
    } catch (bad_usage const& error) {
        std::cerr << program << ": " << printable(error.what(), longest_sentence) << ". See --help.\n";
        return exit_usage;
    } catch (std::exception const& error) {
        std::cerr << program << ": " << printable(error.what(), longest_sentence) << ".\n";
        return exit_failed;
    }
}
