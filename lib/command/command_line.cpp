// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/command_line.hpp"

#include "base/printable.hpp"
#include "base/secret_file.hpp"

#include <log_fluentd/version.hpp>

#include <boost/program_options/parsers.hpp>
#include <boost/program_options/positional_options.hpp>

#include <cstdlib>
#include <cstring>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace log_fluentd::detail::command {

void add_common_options(options::options_description& to)
{
    to.add_options()("help", "show this")("version", "show the version");
}

namespace {

void print_help(std::string const& program, options::options_description const& known, help_text const& help)
{
    std::cout << "Usage: " << program << ' ' << help.synopsis << '\n' << help.purpose << '\n' << known;
    if (!help.examples.empty())
        std::cout << "\nExamples\n" << help.examples;
}

std::string with_stop(std::string_view sentence)
{
    auto result = printable(sentence, longest_sentence);
    return result.empty() || result.back() == '?' || result.back() == '.' ? result : result + '.';
}

} // namespace

std::optional<options::variables_map> parse(call const& from, options::options_description const& known,
                                            std::vector<std::string> const& positional, help_text const& help)
{
    options::options_description hidden;
    options::positional_options_description places;
    for (auto const& name : positional) {
        hidden.add_options()(name.c_str(), options::value<std::string>());
        places.add(name.c_str(), 1);
    }
    options::options_description all;
    all.add(known).add(hidden);
    options::variables_map given;
    try {
        options::store(options::command_line_parser(from.arguments).options(all).positional(places).run(),
                       given);
        options::notify(given);
    } catch (options::error const& error) {
        throw bad_usage(error.what());
    }
    if (given.count("help") != 0)
        print_help(from.program, known, help);
    else if (given.count("version") != 0)
        std::cout << from.program << ' ' << LOG_FLUENTD_VERSION_STRING << '\n';
    else
        return given;
    return std::nullopt;
}

std::string const& required(options::variables_map const& given, char const* name, char const* missing)
{
    if (given.count(name) == 0)
        throw bad_usage(missing);
    return given[name].as<std::string>();
}

secret read_secret_file(std::string const& path)
{
    auto line = first_line_of(path);
    if (!line || line->empty())
        throw bad_usage("'" + path + "' cannot be read, or has an empty first line");
    return *std::move(line);
}

void check_user(std::string const& user, std::string const& password_file)
{
    if (user.empty() != password_file.empty())
        throw bad_usage("--user and --password-file belong together");
}

int run_guarded(std::string const& program, std::function<int()> const& work) noexcept
{
    try {
        int const status = work();
        std::cout.flush();
        if (std::cout || status != exit_right)
            return status;
        std::cerr << program << ": standard output cannot be written\n";
    } catch (bad_usage const& error) {
        std::cerr << program << ": " << with_stop(error.what()) << " See --help.\n";
        return exit_usage;
    } catch (std::exception const& error) {
        std::cerr << program << ": " << with_stop(error.what()) << '\n';
    }
    return exit_wrong;
}

void open_closed_streams() noexcept
{
    int opened = 0;
    do
        opened = ::open("/dev/null", O_RDWR);
    while (opened >= 0 && opened <= STDERR_FILENO);
    if (opened >= 0)
        ::close(opened);
}

bool shows_colour(int descriptor)
{
    char const* const terminal = std::getenv("TERM");     // NOLINT(concurrency-mt-unsafe)
    char const* const unwanted = std::getenv("NO_COLOR"); // NOLINT(concurrency-mt-unsafe)
    return ::isatty(descriptor) == 1 && (!unwanted || !*unwanted) &&
           (!terminal || std::strcmp(terminal, "dumb") != 0);
}

} // namespace log_fluentd::detail::command
