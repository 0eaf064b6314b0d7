// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What a `Destination=Fluentd` section says, parsed.

#include "settings/settings_error.hpp"
#include "sink/checked_filter.hpp"

#include <log_fluentd/sink_config.hpp>

#include <string>
#include <vector>

namespace log_fluentd::detail {

struct sink_settings
{
    /// With the server that `Host` and `Port` change.
    sink_settings() { config.sender.servers.emplace_back(); }

    sink_config config;
    /// Passes everything unless `Filter` says otherwise.
    checked_filter filter;
    /// `Filter` as it is written.
    std::string filter_text;
    /// Name of the sender to share; empty: the sink has one of its own.
    std::string shared_sender;
    /// The names of the sections `Server`, in the order of `servers`; empty: there are none.
    std::vector<std::string> server_names;
    /// `Asynchronous=true` was given.
    bool asynchronous = false;
};

/// Parses a section; makes nothing and changes nothing outside. The bounds of the values are for `validate`
/// to check.
/// \throws boost::log::parse_error, boost::log::missing_value, boost::log::invalid_value
sink_settings parse_sink_settings(settings_tree const& section);

} // namespace log_fluentd::detail
