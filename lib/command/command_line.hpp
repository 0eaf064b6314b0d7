// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What all subcommands have in common: exit statuses, options, help, errors.

#include <log_fluentd/secret.hpp>

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail::command {

namespace options = boost::program_options;

constexpr int exit_right = 0;
constexpr int exit_wrong = 1;
constexpr int exit_usage = 2;

/// The options cannot be used. The text is a sentence without its stop.
struct bad_usage : std::runtime_error
{
    using std::runtime_error::runtime_error;
};

/// One call of a subcommand.
struct call
{
    /// How messages begin, such as "log_fluentd check".
    std::string program;
    /// What stands after that on the command line.
    std::vector<std::string> arguments;
};

/// What `--help` shows around the options.
struct help_text
{
    /// Such as "FILE [options]".
    std::string_view synopsis;
    /// Sentences, with line ends.
    std::string_view purpose;
    /// Whole lines, each with two spaces before it. May be empty.
    std::string_view examples;
};

/// Adds `--help` and `--version` to the options.
void add_common_options(options::options_description& to);

/// Parses the arguments, and answers `--help` and `--version`.
/// \param positional Names of the options that arguments without a name set, in their order.
/// \returns none if the call was answered.
/// \throws bad_usage
std::optional<options::variables_map> parse(call const& from, options::options_description const& known,
                                            std::vector<std::string> const& positional,
                                            help_text const& help);

/// The value of an argument that may not be left out.
/// \param missing The sentence if it is.
/// \throws bad_usage
std::string const& required(options::variables_map const& given, char const* name, char const* missing);

/// The first line of a file.
/// \throws bad_usage if it cannot be read, or is empty.
secret read_secret_file(std::string const& path);

/// \throws bad_usage if only one of `--user` and `--password-file` is given.
void check_user(std::string const& user, std::string const& password_file);

/// Calls `work`, and writes what it throws to standard error.
/// \returns what `work` returns; `exit_usage` after bad_usage, `exit_wrong` after any other exception.
int run_guarded(std::string const& program, std::function<int()> const& work) noexcept;

/// Opens the standard streams that are closed. Otherwise a socket could get the number of one of them, and
/// output would be sent to a peer.
void open_closed_streams() noexcept;

/// Whether standard output, or standard error, is a terminal that shows colours and progress.
bool shows_colour(int descriptor);

} // namespace log_fluentd::detail::command
