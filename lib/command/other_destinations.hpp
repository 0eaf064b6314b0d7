// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What Boost.Log's own destinations take. Boost.Log passes over keys that it does not know.

#include "command/finding.hpp"
#include "command/settings_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail::command {

/// The names of all destinations, log_fluentd's among them.
std::vector<std::string_view> known_destinations();

/// Checks the section of a sink with one of Boost.Log's destinations.
/// \param path Of the section, such as "Sinks.Console".
void check_other_destination(std::string const& destination, settings_tree const& section,
                             std::string const& path, settings_text const& in, findings& found);

/// Checks a key `Filter` of Boost.Log's, if the section has one.
void check_filter(settings_tree const& section, std::string const& path, settings_text const& in,
                  findings& found);

/// Checks a boolean that Boost.Log reads.
void check_boolean(settings_tree const& section, char const* key, std::string const& path,
                   settings_text const& in, findings& found);

/// Reports the keys of the section that are not known.
void check_known_keys(settings_tree const& section, std::vector<std::string_view> const& known,
                      std::string const& path, settings_text const& in, findings& found);

} // namespace log_fluentd::detail::command
