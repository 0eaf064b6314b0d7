// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The options by which a subcommand gets a server: those of a connection, or a file with settings.

#include "command/command_line.hpp"

#include <log_fluentd/sender_config.hpp>

#include <string>
#include <vector>

namespace log_fluentd::detail::command {

struct server_options
{
    bool tls = false;
    std::string ca_file;
    std::string tls_name;
    std::string certificate_file;
    std::string key_file;
    bool insecure = false;
    std::string shared_key;
    std::string shared_key_file;
    std::string user;
    std::string password_file;
    std::string timeout;
    std::string section;
    std::string sink;

    void describe(options::options_description& to);
};

/// A sender's configuration, and the name of the sink that has it; empty if there is no file.
struct named_sender
{
    std::string name;
    sender_config config;
};

/// The senders that `target` means.
/// \param target "HOST", "HOST:PORT", "[ADDRESS]:PORT", "unix:PATH", or a file with settings; then each sink
/// that has a sender of its own. \throws bad_usage; std::runtime_error if the file has a mistake.
std::vector<named_sender> senders_of(std::string const& target, server_options const& chosen);

} // namespace log_fluentd::detail::command
