// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/check_dict_config.hpp"

#include "base/diagnostics.hpp"
#include "base/text_file.hpp"
#include "command/command_line.hpp"
#include "dict_config/plan.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace log_fluentd::detail::command {

namespace {

namespace json = boost::json;

constexpr char const* checked_tag = "checked";

/// The value at a path as `join_path` makes it, and what has it.
struct found_value
{
    json::value* parent = nullptr;
    json::value* value = nullptr;
    std::string key;       // in an object
    std::size_t index = 0; // in an array
};

std::optional<found_value> find_value(json::value& in, std::string_view path)
{
    if (auto* const array = in.if_array()) {
        auto const end = path.find(']');
        if (path.empty() || path.front() != '[' || end == path.npos)
            return std::nullopt;
        auto const index = static_cast<std::size_t>(std::stoul(std::string(path.substr(1, end - 1))));
        if (index >= array->size())
            return std::nullopt;
        path.remove_prefix(end + 1);
        if (path.empty())
            return found_value{&in, &(*array)[index], {}, index};
        return find_value((*array)[index], path.front() == '.' ? path.substr(1) : path);
    }
    auto* const object = in.if_object();
    if (!object)
        return std::nullopt;
    for (auto& member : *object) {
        std::string const key(member.key().data(), member.key().size());
        std::string_view const name = key.empty() ? "''" : std::string_view(key);
        if (path == name)
            return found_value{&in, &member.value(), key, 0};
        bool const begins =
            path.substr(0, name.size()) == name && (path[name.size()] == '.' || path[name.size()] == '[');
        if (!begins)
            continue;
        auto const rest = path.substr(name.size());
        if (auto found = find_value(member.value(), rest.front() == '.' ? rest.substr(1) : rest))
            return found;
    }
    return std::nullopt;
}

void erase(found_value const& what)
{
    if (auto* const array = what.parent->if_array())
        array->erase(array->begin() + static_cast<std::ptrdiff_t>(what.index));
    else
        what.parent->as_object().erase(what.key);
}

/// "formatters" and "short" for "formatters.short.style", if the section has such an entry.
struct entry_path
{
    std::string section;
    std::string path; // to the entry
    std::string key;  // of the entry; empty if it is the entry itself
};

std::optional<entry_path> entry_of(json::value& root, std::string const& path)
{
    for (char const* const section : {"formatters", "filters", "handlers", "loggers"}) {
        auto const* const object = root.as_object().if_contains(section);
        if (!object || !object->is_object())
            continue;
        for (auto const& member : object->get_object()) {
            auto const entry = join_path(section, std::string_view(member.key().data(), member.key().size()));
            if (path == entry)
                return entry_path{section, entry, {}};
            if (path.compare(0, entry.size() + 1, entry + '.') == 0)
                return entry_path{section, entry, path.substr(entry.size() + 1)};
        }
    }
    return std::nullopt;
}

/// An entry that others may name, and that has no mistake.
json::value harmless_entry(std::string const& section)
{
    return section == "handlers" ? json::value(json::object{{"class", "null"}}) : json::value(json::object());
}

bool is_fluentd_without_tag(json::value const& handler)
{
    auto const* const object = handler.if_object();
    auto const* const kind = object ? object->if_contains("class") : nullptr;
    if (!kind || !kind->is_string() || kind->get_string().find("luent") == json::string::npos)
        return false;
    for (char const* const key : {"tag", "Tag", "tag_prefix", "TagPrefix"})
        if (object->contains(key))
            return false;
    return true;
}

/// Changes the document so that this mistake is not found again.
/// \returns false if nothing more can be read.
bool take_out(document& from, std::string const& path)
{
    from.unusable.erase(path);
    if (path.empty()) { // the version is missing
        auto* const root = from.root.if_object();
        return root && root->emplace("version", 1).second;
    }
    auto const found = find_value(from.root, path);
    if (!found)
        return false;
    if (path == "version") {
        *found->value = 1;
        return true;
    }
    auto const entry = entry_of(from.root, path);
    if (entry && entry->key.empty() && is_fluentd_without_tag(*found->value)) {
        found->value->as_object()["tag"] = checked_tag;
        return true;
    }
    // What else an entry says depends on these.
    bool const is_decisive =
        entry && (entry->key.empty() || entry->key == "class" || entry->key == "()" || entry->key == "style");
    if (is_decisive)
        *find_value(from.root, entry->path)->value = harmless_entry(entry->section);
    else if (entry && (entry->key == "tag" || entry->key == "Tag"))
        *found->value = checked_tag;
    else
        erase(*found);
    return true;
}

/// The names of the handlers: those that an incremental configuration may change.
std::vector<std::string_view> handlers_of(document const& from)
{
    std::vector<std::string_view> result;
    auto const* const root = from.root.if_object();
    auto const* const handlers = root ? root->if_contains("handlers") : nullptr;
    if (handlers && handlers->is_object())
        for (auto const& member : handlers->get_object())
            result.emplace_back(member.key().data(), member.key().size());
    return result;
}

/// Reads all of it, and makes the sinks of Fluentd handlers, as these look for the senders that they share.
/// \throws dict_config_error
void read_all(document from)
{
    check_usable(from);
    resolve_references(from);
    auto const understood = parse_plan(from, handlers_of(from));
    made_senders senders;
    for (bool const shares : {false, true})
        for (auto const& handler : understood.handlers)
            if (handler.config && handler.shares_sender == shares)
                handler.make(senders);
}

/// The lines of a file that has no mistake in its JSON: JSON is YAML, but for some texts and blanks.
void add_lines_of_json(document& to, std::string_view section)
{
    try {
        document as_yaml;
        as_yaml.file = to.file;
        parse_yaml(read_text_file(to.file, "configuration of logging"), as_yaml);
        auto const prefix = section.empty() ? std::string() : std::string(section) + '.';
        for (auto const& [path, line] : as_yaml.lines)
            if (path.compare(0, prefix.size(), prefix) == 0)
                to.lines.emplace(path.substr(prefix.size()), line);
    } catch (std::exception const&) { // without lines, then
    }
}

} // namespace

bool is_dict_config(std::string const& file)
{
    return is_json_file(file) || is_yaml_file(file);
}

bool is_dict_config(std::string const& file, std::string_view section)
{
    bool const result = is_dict_config(file);
    if (!result && !section.empty())
        throw bad_usage("--section is for a dictConfig, a file whose name ends with .yaml, .yml or .json");
    return result;
}

document read_document_with_lines(std::string const& file, std::string_view section)
{
    auto result = read_document(file, section);
    if (is_json_file(file))
        add_lines_of_json(result, section);
    return result;
}

findings check_dict_config(std::string const& file, std::string_view section)
{
    findings result;
    auto const add = [&](dict_config_error const& error) {
        result.mistakes.push_back({error.line(), error.path(), error.sentence()});
    };
    document from;
    try {
        from = read_document_with_lines(file, section);
    } catch (dict_config_error const& error) {
        add(error);
        return result;
    }
    std::set<std::string> seen;
    for (bool is_done = false; !is_done;) {
        collected_reports const reports;
        try {
            read_all(from);
            is_done = true;
        } catch (dict_config_error const& error) {
            is_done = !seen.insert(error.path() + ": " + error.sentence()).second;
            if (is_done)
                break;
            add(error);
            is_done = !take_out(from, error.path());
        }
        if (is_done)
            for (auto const& one : reports.all())
                result.doubts.push_back({0, {}, one.message});
    }
    result.sort();
    return result;
}

} // namespace log_fluentd::detail::command
