// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/format_settings.hpp"

#include "base/text_file.hpp"

#include <boost/json/value.hpp>

#include <stdexcept>
#include <variant>

namespace log_fluentd::detail {

namespace {

// No dictionary written by a person is larger. A device that never ends must not be read forever.
std::string read_format_file(std::string const& path, std::string const& sink)
{
    try {
        return read_text_file(path, "format dictionary");
    } catch (std::runtime_error const& error) {
        throw_invalid_value(sink, "FormatFile", quote_setting("FormatFile", path) + ' ' + error.what());
    }
}

format_dictionary read_json(std::string const& text, std::string const& key, std::string const& setting,
                            std::string const& sink)
{
    try {
        return format_dictionary::from_json(text);
    } catch (std::invalid_argument const& error) {
        throw_parse_error(sink, key, setting + ": " + error.what());
    }
}

bool has(format_dictionary const& dictionary, std::string const& key)
{
    for (auto const& entry : dictionary.entries())
        if (entry.key == key)
            return true;
    return false;
}

void add(format_dictionary& into, format_dictionary::entry const& entry)
{
    if (auto const* text = std::get_if<std::string>(&entry.what))
        into.add(entry.key, *text);
    else if (auto const* constant = std::get_if<format_dictionary::entry::constant>(&entry.what))
        into.add_constant(entry.key, **constant);
    else
        into.add(entry.key, std::get<format_dictionary>(entry.what));
}

void append(format_dictionary& into, format_dictionary const& more, char const* where,
            std::string const& sink)
{
    for (auto const& entry : more.entries()) {
        if (has(into, entry.key))
            throw_invalid_value(sink, "Format." + entry.key,
                                "the key " + entry.key + " of " + where +
                                    " is in the format dictionary already; give it in one place only, "
                                    "with all that is nested "
                                    "in it");
        add(into, entry);
    }
}

format_dictionary read_section(settings_tree const& section, std::string const& path, std::string const& sink)
{
    format_dictionary result;
    for (auto const& [key, node] : section) {
        auto const here = path + "." + key;
        if (key.empty())
            throw_invalid_value(
                sink, here,
                here + ": a key is empty; dots in a key nest, so there must be a name on both sides");
        if (key.back() == '\\')
            throw_invalid_value(
                sink, here,
                here + ": a backslash does not keep a dot from nesting; for a key with a dot in it write "
                       "Format=\"{\\\"a.b\\\":\\\"%A%\\\"}\"");
        if (!node.empty() && !node.data().empty())
            throw_invalid_value(sink, here,
                                here + " is both a value and a map; remove one of " + key + " and " + key +
                                    "." + node.front().first);
        if (has(result, key))
            throw_invalid_value(sink, here, here + " is there twice; remove one");
        try {
            if (node.empty())
                result.add(key, node.data());
            else
                result.add(key, read_section(node, here, sink));
        } catch (std::invalid_argument const& error) {
            throw_invalid_value(sink, here, here + ": " + error.what());
        }
    }
    return result;
}

} // namespace

format_dictionary parse_format_settings(settings_tree const& sink_section, std::string const& sink)
{
    format_dictionary result;
    if (auto const file = sink_section.find("FormatFile"); file != sink_section.not_found()) {
        auto const& path = file->second.data();
        result =
            read_json(read_format_file(path, sink), "FormatFile", quote_setting("FormatFile", path), sink);
    }
    auto const format = sink_section.find("Format");
    if (format == sink_section.not_found())
        return result;
    auto const& text = format->second.data();
    if (!text.empty()) {
        if (auto const first = text.find_first_not_of(" \t\r\n");
            first == std::string::npos || text[first] != '{')
            throw_parse_error(sink, "Format",
                              quote_setting("Format", text) +
                                  " is not a JSON object; write "
                                  "Format=\"{\\\"level\\\":\\\"%Severity%\\\"}\", or a nested section "
                                  "[Sinks.<sink>.Format] with level=\"%Severity%\"");
        append(result, read_json(text, "Format", "Format", sink), "Format", sink);
    }
    append(result, read_section(format->second, "Format", sink), "the section Format", sink);
    return result;
}

} // namespace log_fluentd::detail
