// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// How errors in a sink's settings are thrown: as Boost.Log's exceptions, with a sentence that names the
/// sink.
///
/// Boost.Log passes a sink factory neither the section's name nor a line number, so a sink is named by its
/// section's `Name`, or else by `Destination` and `Tag`.

#include "base/config_error.hpp"

#include <boost/log/utility/setup/settings.hpp>

#include <string>
#include <string_view>

namespace log_fluentd::detail {

using settings_tree = boost::log::settings_section::property_tree_type;

/// The sink of a section, as an error message names it.
std::string describe_sink(settings_tree const& section);

/// `Key="value"`. Only the beginning of a long value.
std::string quote_setting(std::string_view key, std::string_view value);

/// For a text (a filter, JSON, a template) that cannot be parsed.
[[noreturn]] void throw_parse_error(std::string const& sink, std::string const& sentence);
/// For a missing value.
[[noreturn]] void throw_missing_value(std::string const& sink, std::string const& sentence);
/// For everything else: an unknown key, an invalid value or one out of bounds, keys that exclude each other.
[[noreturn]] void throw_invalid_value(std::string const& sink, std::string const& sentence);
/// Throws parse_error if `member` has its own grammar (a filter, the format dictionary), otherwise
/// invalid_value.
[[noreturn]] void throw_about(config_member const& member, std::string const& sink,
                              std::string const& sentence);

} // namespace log_fluentd::detail
