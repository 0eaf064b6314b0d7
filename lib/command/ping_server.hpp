// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Tries a server step by step, with the parts that a sender is made of.

#include "sender/sender_validate.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail::command {

/// In their order.
enum class ping_step
{
    resolve,
    connect,
    tls,
    handshake,
    acknowledge
};

/// "resolve", "TLS"
char const* name_of(ping_step step);

/// A step that went well, or was not needed.
struct ping_success
{
    ping_step step;
    /// None if the step was not needed.
    std::optional<std::chrono::microseconds> took;
    /// Such as the address, or the version of TLS. May be empty.
    std::string detail;
};

struct ping_failure
{
    ping_step step;
    std::chrono::microseconds took;
    std::error_code error;
    /// What is wrong, and the remedy: one sentence without its stop.
    std::string text;
};

struct ping_result
{
    /// "127.0.0.1:24224"
    std::string server;
    std::vector<ping_success> done;
    /// None if all went well.
    std::optional<ping_failure> failed;
};

/// The tag of the event that is sent.
constexpr char const* ping_tag = "log_fluentd.ping";

/// Resolves the name, connects, goes through the handshakes of TLS and of the Forward protocol, and sends one
/// event. Each step has the timeout that the configuration has for it. \param number Of the server in the
/// configuration, which has one at least. \throws std::exception if there is no memory, thread or descriptor.
ping_result ping_server(checked_sender const& from, std::size_t number);

/// What is wrong, and the remedy: a sentence without its stop that names the keys of settings.
/// \param detail What the library knows besides. May be empty.
std::string explain_failure(ping_step step, std::error_code error, std::string const& detail,
                            sender_config const& config, server const& target);

/// The step that is at fault. An error in one step may show in a later one: that the server expects TLS only
/// when something is sent to it.
ping_step step_of(ping_step at, std::error_code error);

} // namespace log_fluentd::detail::command
