// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A configuration as read, and where its values are in the file.

#include <log_fluentd/dict_config_error.hpp>
#include <log_fluentd/dict_override.hpp>

#include <boost/json/value.hpp>

#include <map>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// A configuration before it is parsed.
struct document
{
    boost::json::value root;
    /// The file, for messages; empty if there is none.
    std::string file;
    /// The line of each path, if known.
    std::map<std::string, unsigned, std::less<>> lines;
    /// Paths of values that a configuration must not have, and why. They may be in another part of the file.
    std::map<std::string, std::string, std::less<>> unusable;

    /// Throws a dict_config_error with the file, the line and the path before the sentence.
    [[noreturn]] void fail(std::string const& path, std::string const& sentence) const;
    /// The line of the path, or of what contains it; 0 if not known.
    unsigned line_of(std::string_view path) const;
};

/// Limits of nesting and of the number of values: aliases of YAML can multiply what a small file contains.
constexpr std::size_t deepest_nesting = 64;
constexpr std::size_t most_values = 100'000;

/// `handlers.fluent`: the path of a key in another path. The empty key is `''`.
std::string join_path(std::string const& path, std::string_view key);
/// `handlers[0]`
std::string join_path(std::string const& path, std::size_t index);

/// Whether the name of the file says that its language is JSON, or YAML.
bool is_json_file(std::string const& file);
bool is_yaml_file(std::string const& file);

/// Reads a file as YAML or JSON, depending on its extension, and extracts the section.
/// \throws dict_config_error
document read_document(std::string const& file, std::string_view section);
/// \throws dict_config_error if the text is not JSON.
boost::json::value parse_json(std::string const& text, std::string const& file);
/// Reads YAML into `into`.
/// \throws dict_config_error
void parse_yaml(std::string const& text, document& into);

/// The value at the path below `from`, or null. Finds names that have dots too.
/// \param found Becomes the part of the path that was found.
boost::json::value* find_path(boost::json::value& from, std::string_view path, std::string& found);

/// Applies the overrides.
/// \throws dict_config_error
void apply_overrides(document& into, dict_overrides const& overrides);
/// Throws if there is an unusable value, except below the free keys.
/// \throws dict_config_error
void check_usable(document const& from);
/// Replaces each `cfg://handlers.fluent.host` by the value that it refers to.
/// \throws dict_config_error
void resolve_references(document& into);

} // namespace log_fluentd::detail
