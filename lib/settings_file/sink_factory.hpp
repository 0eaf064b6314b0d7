// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// From a `Destination=Fluentd` section to a sink.

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

/// Where the senders of sections come from that do not make their own. Either may be empty, and give null.
struct sender_source
{
    /// The sender with that name, for `Sender=`.
    std::function<std::shared_ptr<sender>(std::string const& name)> named;
    /// A sender that is there already and was made of the same settings.
    std::function<std::shared_ptr<sender>(sender_identity const& identity)> existing;
};

/// The sink of a section, which does not yet have its filter; nobody can find its sender yet.
struct built_sink
{
    settings_sink made;
    /// Of its sender; empty: none.
    std::string name;
    /// What in the settings has an effect that one would not expect.
    std::vector<diagnostic> doubts;
};

/// No thread is started and nothing is connected, so a sink that is let go again leaves nothing behind.
/// \throws boost::log::parse_error, boost::log::missing_value, boost::log::invalid_value
built_sink build_sink(settings_tree const& section, sender_source const& senders);

/// The same, ready to be added to the core; where it has a `Name`, its sender is found by it.
/// \param explain is told the doubts.
boost::shared_ptr<replaceable_sink> make_sink_of_settings(settings_tree const& section,
                                                          diagnostic_handler const& explain);

} // namespace log_fluentd::detail
