// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The subcommands of log_fluentd. Each has a file of its own name.

#include "command/command_line.hpp"

#include <string_view>
#include <vector>

namespace log_fluentd::detail::command {

/// Each of these parses its own options.
/// \returns the exit status.
/// \throws bad_usage, std::exception
int receive(call const& from);
int check(call const& from);
int show(call const& from);
int ping(call const& from);
int send(call const& from);

/// A row of the table of subcommands.
struct subcommand
{
    std::string_view name;
    /// What it does, in a few words.
    std::string_view summary;
    int (*run)(call const& from);
};

/// The table. Help, dispatch and the tests of the pages read it.
std::vector<subcommand> const& subcommands();

/// Finds the subcommand and runs it.
/// \param arguments Without the program's name.
/// \returns the exit status.
/// \throws bad_usage, std::exception
int run_subcommand(std::vector<std::string> const& arguments);

} // namespace log_fluentd::detail::command
