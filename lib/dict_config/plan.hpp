// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A whole configuration, parsed.

#include "dict_config/handlers/handlers.hpp"
#include "dict_config/routing.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// What an incremental configuration changes in a logger.
struct logger_change
{
    std::optional<level_number> threshold;
    std::optional<bool> propagate;
};

struct plan
{
    bool incremental = false;
    bool disable_existing_loggers = true;
    std::map<std::string, record_filter, std::less<>> filters;

    // Of a complete configuration.
    std::vector<handler_config> handlers;
    logger_configs loggers;

    // Of an incremental configuration.
    std::map<std::string, level_number, std::less<>> handler_levels;
    std::map<std::string, logger_change, std::less<>> logger_changes;
};

/// \param existing_handlers The handlers that an incremental configuration may name.
/// \throws dict_config_error
plan parse_plan(document const& from, std::vector<std::string_view> const& existing_handlers);

/// The allowed keys of the configuration itself, of a filter, and of a logger.
std::vector<std::string_view> top_keys();
std::vector<std::string_view> filter_keys();
std::vector<std::string_view> logger_keys();

/// The filters with these names.
std::vector<record_filter> find_filters(plan const& in, std::vector<std::string> const& names);

} // namespace log_fluentd::detail
