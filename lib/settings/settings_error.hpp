// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// How the settings of a sink are refused: Boost.Log's exceptions, with a sentence that names the sink.
///
/// Boost.Log gives a sink factory neither the section's name nor a line, so a sink is named by what its
/// section says: `Name`, or else `Destination` and `Tag`.

#include "base/config_error.hpp"

#include <boost/log/utility/setup/settings.hpp>

#include <string>
#include <string_view>

namespace log_fluentd::detail {

using settings_tree = boost::log::settings_section::property_tree_type;

/// The sink that a section describes, as an error message names it.
std::string describe_sink(settings_tree const& section);

/// `Key="value"`, of a long value only the beginning.
std::string quote_setting(std::string_view key, std::string_view value);

/// Something to read (a filter, JSON, a template) that does not parse.
[[noreturn]] void throw_parse_error(std::string const& sink, std::string const& sentence);
/// Something that must be there is not.
[[noreturn]] void throw_missing_value(std::string const& sink, std::string const& sentence);
/// Everything else: an unknown key, a value that is none or is out of bounds, keys that exclude each other.
[[noreturn]] void throw_invalid_value(std::string const& sink, std::string const& sentence);
/// The first if `member` has a grammar of its own (a filter, the format dictionary), else the last.
[[noreturn]] void throw_about(config_member const& member, std::string const& sink,
                              std::string const& sentence);

} // namespace log_fluentd::detail
