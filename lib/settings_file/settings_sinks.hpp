// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The sinks made by settings files, and what becomes of them when the settings are read again.

#include "settings/sink_change.hpp"
#include "settings/sink_settings.hpp"

#include <log_fluentd/secret.hpp>
#include <log_fluentd/sender.hpp>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace log_fluentd::detail {

/// Everything in a section that configures its sender, to compare two sections.
struct sender_identity
{
    /// The keys, without the secrets.
    std::map<std::string, settings_tree> keys;
    /// The secrets. They may be in files that have changed.
    std::vector<secret> secrets;
};

bool operator==(sender_identity const& a, sender_identity const& b);

sender_identity identity_of(settings_tree const& section, sink_settings const& settings);

/// A sink made by a settings file.
struct settings_sink
{
    filtered_sink sink;
    std::shared_ptr<log_fluentd::sender> sender;
    /// None if the sender is that of another section.
    std::shared_ptr<sender_identity const> identity;
};

/// Remembers a sink, without keeping it alive.
/// \par Thread safety
/// Safe.
/// \par Exception safety
/// Strong.
void remember_sink(settings_sink const& made);

/// The sinks that are alive, in the order in which they were made.
std::vector<settings_sink> remembered_sinks();
/// Forgets all but these.
/// \par Exception safety
/// Strong.
void remember_only(std::vector<settings_sink> const& made);

/// See `retire_sink`. The caller must not keep any of them.
void retire_sinks(std::vector<settings_sink> sinks);

} // namespace log_fluentd::detail
