// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Makes a sink from a `Destination=Fluentd` section.

#include "settings/replaceable_sink.hpp"
#include "settings/settings_error.hpp"
#include "settings_file/settings_sinks.hpp"

#include <log_fluentd/diagnostic.hpp>

#include <boost/shared_ptr.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace log_fluentd::detail {

/// How sections get a sender without making one. Either function may be empty, or return null.
struct sender_source
{
    /// Returns the sender with that name, for `Sender=`.
    std::function<std::shared_ptr<sender>(std::string const& name)> named;
    /// Returns an existing sender that was made from the same settings.
    std::function<std::shared_ptr<sender>(sender_identity const& identity)> existing;
};

/// A setting that is valid, and probably not what was meant.
struct settings_doubt
{
    std::string key;
    diagnostic what;
};

/// The sink of a section, without its filter yet. Nobody can find its sender yet.
struct built_sink
{
    settings_sink made;
    /// The sender's name, or empty if it has none.
    std::string name;
    /// Settings with an unexpected effect.
    std::vector<settings_doubt> doubts;
};

/// Builds the sink of a section. Starts no thread and connects to nothing, so a discarded sink leaves nothing
/// behind.
/// \throws boost::log::parse_error, boost::log::missing_value, boost::log::invalid_value
built_sink build_sink(settings_tree const& section, sender_source const& senders);

/// The same, ready to be added to the core. If it has a `Name`, its sender is found by it.
/// \param explain Reports the doubts.
boost::shared_ptr<replaceable_sink> make_sink_of_settings(settings_tree const& section,
                                                          diagnostic_handler const& explain);

} // namespace log_fluentd::detail
