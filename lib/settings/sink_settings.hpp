// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A parsed `Destination=Fluentd` section.

#include "settings/settings_error.hpp"
#include "sink/checked_filter.hpp"

#include <log_fluentd/sink_config.hpp>

#include <string>
#include <vector>

namespace log_fluentd::detail {

struct sink_settings
{
    /// Adds the server that `Host` and `Port` change.
    sink_settings() { config.sender.servers.emplace_back(); }

    sink_config config;
    /// Passes everything if there is no `Filter`.
    checked_filter filter;
    /// `Filter` as written.
    std::string filter_text;
    /// Name of the sender to share. If empty, the sink has its own.
    std::string shared_sender;
    /// Names of the `Server` sections, in the order of `servers`.
    std::vector<std::string> server_names;
    /// Whether `Asynchronous=true` was given.
    bool asynchronous = false;
};

/// Parses a section, without other effects. `validate` checks the bounds of the values.
/// \throws boost::log::parse_error, boost::log::missing_value, boost::log::invalid_value
sink_settings parse_sink_settings(settings_tree const& section);

} // namespace log_fluentd::detail
