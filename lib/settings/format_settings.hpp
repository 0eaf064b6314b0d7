// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The format dictionary in settings files: `FormatFile=`, `Format="{...}"`, `[Sinks.X.Format]`.

#include "settings/settings_error.hpp"

#include <log_fluentd/format_dictionary.hpp>

#include <string>

namespace log_fluentd::detail {

/// The keys of the file, then those of the JSON text, then those of the nested section, each in their own
/// order. A key may be in only one of them. Templates are not checked until the dictionary is compiled.
/// \throws boost::log::parse_error, boost::log::invalid_value
format_dictionary parse_format_settings(settings_tree const& sink_section, std::string const& sink);

} // namespace log_fluentd::detail
