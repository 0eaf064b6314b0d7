// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Finds the mistakes in a Boost.Log settings file. Nothing is set up: no sink is added, no file of a sink is
/// opened, no thread is started.

#include "command/finding.hpp"

#include <string>

namespace log_fluentd::detail::command {

/// Sections with `Destination=Fluentd` are read as `register_sink_factory` reads them, again and again
/// without the values that are wrong, until all mistakes are found. \param text The content of the file.
findings check_settings(std::string const& text);

/// The content of a file, with a byte order mark if it has one, which Boost.Log does not pass over.
/// \throws std::runtime_error
std::string read_settings_file(std::string const& file);

} // namespace log_fluentd::detail::command
