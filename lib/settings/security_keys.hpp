// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_SETTINGS_SECURITY_KEYS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_SETTINGS_SECURITY_KEYS_HPP_INCLUDED_

/// \file
/// The keys of settings that guard a connection.

#include "settings/settings_keys.hpp"

#include <vector>

namespace log_fluentd::detail {

std::vector<settings_key> security_keys();
std::vector<server_key> security_keys_of_server();

} // namespace log_fluentd::detail

#endif
