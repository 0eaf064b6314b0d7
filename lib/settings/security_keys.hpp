// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The settings keys that secure a connection.

#include "base/host.hpp"
#include "settings/settings_keys.hpp"

#include <string>
#include <vector>

namespace log_fluentd::detail {

// For the tables of keys.
constexpr bool of_sender = true;
constexpr auto is_text = setting_kind::text;

/// Checks the value of a key that is a host.
/// \throws config_error if `value` cannot be one.
void check_host(std::string const& value, host_members const& members);

std::vector<settings_key> security_keys();
std::vector<server_key> security_keys_of_server();

} // namespace log_fluentd::detail
