// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/subcommand.hpp"

#include "base/printable.hpp"
#include "base/suggestion.hpp"

#include <log_fluentd/version.hpp>

#include <iomanip>
#include <iostream>

namespace log_fluentd::detail::command {

namespace {

constexpr char const* log_fluentd_program = "log_fluentd";

void print_overview()
{
    std::cout << "Usage: " << log_fluentd_program
              << " SUBCOMMAND [options]\n"
                 "Looks into what a program sends to Fluentd, and sends something itself.\n\nSubcommands\n";
    for (auto const& one : subcommands())
        std::cout << "  " << std::left << std::setw(9) << one.name << one.summary << '\n';
    std::cout
        << "\n--help after a subcommand shows its options, and --json has it answer in JSON.\n"
           "Exit status: 0 if all is right, 1 if something is wrong, 2 if the options cannot be used.\n";
}

[[noreturn]] void fail_name(std::string const& name)
{
    std::vector<std::string_view> known;
    std::string list;
    for (auto const& one : subcommands()) {
        known.push_back(one.name);
        list += (list.empty() ? "" : ", ") + std::string(one.name);
    }
    auto const near = nearest_name(name, known);
    throw bad_usage("there is no subcommand '" + printable(name) + "'" +
                    (near.empty() ? "; there are " + list : "; did you mean " + std::string(near) + "?"));
}

} // namespace

std::vector<subcommand> const& subcommands()
{
    static std::vector<subcommand> const all{
        {"receive", "receive events in place of a Fluentd, and print them", receive},
        {"check", "find every mistake in a settings file or a dictConfig", check},
        {"show", "show what becomes of a record under these settings", show},
        {"ping", "try a server step by step, up to one acknowledged event", ping},
        {"send", "send lines of JSON, and wait until they are acknowledged", send},
    };
    return all;
}

int run_subcommand(std::vector<std::string> const& arguments)
{
    if (arguments.empty())
        throw bad_usage("the subcommand is missing");
    auto const& name = arguments.front();
    if (name == "--help" || name == "-h" || name == "help") {
        print_overview();
        return exit_right;
    }
    if (name == "--version") {
        std::cout << log_fluentd_program << ' ' << LOG_FLUENTD_VERSION_STRING << '\n';
        return exit_right;
    }
    for (auto const& one : subcommands()) {
        if (one.name != name)
            continue;
        call const made{log_fluentd_program + (' ' + name), {arguments.begin() + 1, arguments.end()}};
        return run_guarded(made.program, [&] { return one.run(made); });
    }
    fail_name(name);
}

} // namespace log_fluentd::detail::command
