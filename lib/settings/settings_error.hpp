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

#include <boost/exception/info.hpp>
#include <boost/log/utility/setup/settings.hpp>

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

using settings_tree = boost::log::settings_section::property_tree_type;

/// The sink of a section, as an error message names it.
std::string describe_sink(settings_tree const& section);

/// `Key="value"`. Only the beginning of a long value.
std::string quote_setting(std::string_view key, std::string_view value);

/// What is wrong, as data that each of the exceptions carries. The command `log_fluentd check` needs it.
struct settings_mistake
{
    /// The key below the sink's section, such as "Port", "Server.a.Port" or "Format.level". Empty if it is
    /// the section as a whole.
    std::string key;
    /// The sentence without the sink: `FlushInterval="500" has no unit; write 500ms, ...`.
    std::string sentence;
    /// Other keys that the sentence is about.
    std::vector<std::string> others;
};
/// For `boost::diagnostic_information`.
std::ostream& operator<<(std::ostream& out, settings_mistake const& mistake);
using errinfo_settings_mistake = boost::error_info<struct tag_settings_mistake, settings_mistake>;

/// For a text (a filter, JSON, a template) that cannot be parsed.
/// \param key As in `settings_mistake`.
[[noreturn]] void throw_parse_error(std::string const& sink, std::string const& key,
                                    std::string const& sentence);
/// For a missing value.
[[noreturn]] void throw_missing_value(std::string const& sink, std::string const& key,
                                      std::string const& sentence);
/// For everything else: an unknown key, an invalid value or one out of bounds, keys that exclude each other.
[[noreturn]] void throw_invalid_value(std::string const& sink, std::string const& key,
                                      std::string const& sentence);
/// For an error of the value of `key`. Throws parse_error if the member that is wrong has its own grammar (a
/// filter, the format dictionary), otherwise invalid_value.
/// \param before Stands before the error's own sentence.
[[noreturn]] void throw_about(config_error const& error, std::string const& sink, std::string const& key,
                              std::string const& before, config_spelling const& spelling);

} // namespace log_fluentd::detail
