// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/other_destinations.hpp"

#include "base/suggestion.hpp"
#include "settings/quantity.hpp"
#include "settings/settings_keys.hpp"
#include "sink/checked_filter.hpp"

#include <boost/log/utility/setup/formatter_parser.hpp>

#include <algorithm>
#include <exception>
#include <functional>

namespace log_fluentd::detail::command {

namespace {

/// A key of one of Boost.Log's destinations. As in its init_from_settings.cpp, of 1.81 to 1.90.
enum class value_kind
{
    text,
    boolean,
    number,
    newline,
    scan
};

struct known_key
{
    std::string_view name;
    value_kind kind = value_kind::text;
};

struct destination
{
    std::string_view name;
    std::vector<known_key> keys;
    std::string_view required = {};
};

std::vector<known_key> const common_keys{{"Destination"},
                                         {"Filter"},
                                         {"Format"},
                                         {"Asynchronous", value_kind::boolean},
                                         {"Wide", value_kind::boolean}};

std::vector<destination> const destinations{
    {"Console", {{"AutoFlush", value_kind::boolean}, {"AutoNewline", value_kind::newline}}},
    {"TextFile",
     {{"FileName"},
      {"TargetFileName"},
      {"RotationSize", value_kind::number},
      {"RotationInterval", value_kind::number},
      {"RotationTimePoint"},
      {"EnableFinalRotation", value_kind::boolean},
      {"AutoNewline", value_kind::newline},
      {"AutoFlush", value_kind::boolean},
      {"Append", value_kind::boolean},
      {"Target"},
      {"MaxSize", value_kind::number},
      {"MinFreeSpace", value_kind::number},
      {"MaxFiles", value_kind::number},
      {"ScanForFiles", value_kind::scan}},
     "FileName"},
    {"Syslog", {{"LocalAddress"}, {"TargetAddress"}}},
    {"Debugger", {}},
    {"SimpleEventLog", {{"LogName"}, {"LogSource"}, {"Registration"}}},
};

/// What an exception of `read` says continues a sentence behind the key and the value.
void check_value(settings_tree const& section, std::string const& key, std::string const& path,
                 settings_text const& in, findings& found,
                 std::function<void(std::string const&)> const& read)
{
    auto const at = section.find(key);
    if (at == section.not_found())
        return;
    auto const& value = at->second.data();
    try {
        read(value);
    } catch (std::exception const& error) {
        auto const place = path + '.' + key;
        found.mistakes.push_back({in.line_of(place), place, quote_setting(key, value) + ' ' + error.what()});
    }
}

void read_as(value_kind what, std::string const& value)
{
    if (what == value_kind::boolean)
        parse_boolean(value);
    else if (what == value_kind::number)
        parse_whole_number(value);
    else if (what == value_kind::newline)
        parse_word<int>(value, {{"Disabled", 0}, {"AlwaysInsert", 1}, {"InsertIfMissing", 2}});
    else if (what == value_kind::scan)
        parse_word<int>(value, {{"All", 0}, {"Matching", 1}});
}

void read_format(std::string const& value)
{
    try {
        boost::log::parse_formatter(value);
    } catch (std::exception const& error) {
        throw std::invalid_argument("is not a format of Boost.Log (" + std::string(error.what()) +
                                    "); write such as Format=\"[%TimeStamp%] <%Severity%> %Message%\"");
    }
}

/// Keys that have no effect without another, or beside it.
void check_target_file(settings_tree const& section, std::string const& path, settings_text const& in,
                       findings& found)
{
    auto const has = [&](char const* key) { return section.count(key) != 0; };
    auto const doubt = [&](std::string const& key, std::string const& text) {
        auto const place = path + '.' + key;
        found.doubts.push_back({in.line_of(place), place, text});
    };
    for (char const* const key : {"MaxSize", "MinFreeSpace", "MaxFiles", "ScanForFiles"})
        if (has(key) && !has("Target"))
            doubt(key, std::string(key) +
                           " has no effect without Target; write Target=\"logs\", the folder of "
                           "files that are complete, or remove it");
    if (has("RotationInterval") && has("RotationTimePoint"))
        doubt("RotationTimePoint", "RotationTimePoint has no effect beside RotationInterval; remove one");
}

} // namespace

std::vector<std::string_view> known_destinations()
{
    std::vector<std::string_view> result{"Fluentd"};
    for (auto const& one : destinations)
        result.push_back(one.name);
    return result;
}

void check_filter(settings_tree const& section, std::string const& path, settings_text const& in,
                  findings& found)
{
    check_value(section, "Filter", path, in, found, [&](std::string const& value) {
        try {
            for (auto const& doubt : parse_checked_filter(value).doubts)
                found.doubts.push_back({in.line_of(path + ".Filter"), path + ".Filter",
                                        quote_setting("Filter", value) + ": " + doubt});
        } catch (filter_syntax_error const& error) {
            throw std::invalid_argument(error.what() + std::string(", as in Filter=\"%Severity% >= info\""));
        }
    });
}

void check_boolean(settings_tree const& section, char const* key, std::string const& path,
                   settings_text const& in, findings& found)
{
    check_value(section, key, path, in, found, [](std::string const& value) { parse_boolean(value); });
}

void check_known_keys(settings_tree const& section, std::vector<std::string_view> const& known,
                      std::string const& path, settings_text const& in, findings& found)
{
    for (auto const& [key, node] : section) {
        if (std::find(known.begin(), known.end(), key) != known.end())
            continue;
        auto const place = path + '.' + key;
        found.mistakes.push_back(
            {in.line_of(place), place,
             no_such_key(node.empty() ? "key" : "section", key, known) +
                 (nearest_name(key, known).empty() ? ". Boost.Log passes over it in silence; remove it"
                                                   : " Boost.Log passes over it in silence")});
    }
}

void check_other_destination(std::string const& name, settings_tree const& section, std::string const& path,
                             settings_text const& in, findings& found)
{
    auto const chosen = std::find_if(destinations.begin(), destinations.end(),
                                     [&](destination const& one) { return one.name == name; });
    if (chosen == destinations.end())
        return;
    auto keys = common_keys;
    keys.insert(keys.end(), chosen->keys.begin(), chosen->keys.end());
    std::vector<std::string_view> names;
    for (auto const& key : keys) {
        names.push_back(key.name);
        check_value(section, std::string(key.name), path, in, found,
                    [&](std::string const& value) { read_as(key.kind, value); });
    }
    check_known_keys(section, names, path, in, found);
    check_filter(section, path, in, found);
    check_value(section, "Format", path, in, found, read_format);
    auto const unread = in.unread_below(path);
    bool const is_unread = std::find(unread.begin(), unread.end(), chosen->required) != unread.end();
    if (!chosen->required.empty() && !is_unread && section.count(std::string(chosen->required)) == 0)
        found.mistakes.push_back({in.line_of(path), path,
                                  std::string(chosen->required) + " is missing; write such as " +
                                      std::string(chosen->required) + "=\"app_%N.log\""});
    check_target_file(section, path, in, found);
}

} // namespace log_fluentd::detail::command
