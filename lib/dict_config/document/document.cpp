// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/document.hpp"

#include "base/printable.hpp"
#include "base/text_file.hpp"
#include "format/json_parser.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace log_fluentd::detail {

namespace {

bool ends_with(std::string const& text, std::string_view end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string read_file(document const& of)
{
    try {
        return read_text_file(of.file, "configuration of logging");
    } catch (std::runtime_error const& error) {
        of.fail({}, std::string("the file ") + error.what());
    }
}

/// The longest key of the object that `path` begins with as a whole name.
boost::json::key_value_pair* find_longest_key(boost::json::object& object, std::string_view path,
                                              std::size_t& length)
{
    boost::json::key_value_pair* longest = nullptr;
    for (auto& member : object) {
        std::string_view const key(member.key().data(), member.key().size());
        std::string_view const name = key.empty() ? "''" : key;
        bool const begins =
            path.substr(0, name.size()) == name && (path.size() == name.size() || path[name.size()] == '.');
        if (begins && (!longest || name.size() > length)) {
            longest = &member;
            length = name.size();
        }
    }
    return longest;
}

std::string names_of(boost::json::value const& value)
{
    auto const* const object = value.if_object();
    if (!object || object->empty())
        return " has no keys";
    std::string result;
    for (auto const& member : *object)
        result += (result.empty() ? " has the keys " : ", ") +
                  std::string(member.key().empty() ? "''" : std::string_view(member.key()));
    return result;
}

/// Forgets what was unusable there, after the value was replaced.
void forget_unusable(document& in, std::string const& path)
{
    for (auto at = in.unusable.begin(); at != in.unusable.end();) {
        auto const& other = at->first;
        bool const is_there =
            other.compare(0, path.size(), path) == 0 &&
            (other.size() == path.size() || other[path.size()] == '.' || other[path.size()] == '[');
        at = is_there ? in.unusable.erase(at) : std::next(at);
    }
}

/// Keeps only the paths at or below `to`, relative to it.
template <typename Value>
void narrow(std::map<std::string, Value, std::less<>>& paths, std::string const& to)
{
    std::map<std::string, Value, std::less<>> result;
    auto const prefix = to + ".";
    for (auto& [path, value] : paths) {
        if (path == to)
            result.emplace(std::string(), std::move(value));
        else if (path.compare(0, prefix.size(), prefix) == 0)
            result.emplace(path.substr(prefix.size()), std::move(value));
    }
    paths = std::move(result);
}

/// Replaces the document by its `section`, with the lines of that.
void narrow(document& into, std::string_view section)
{
    if (section.empty())
        return;
    std::string found;
    auto* const value = find_path(into.root, section, found);
    if (!value)
        into.fail({}, "there is no section " + std::string(section) + "; " +
                          (found.empty() ? "the document" : found) +
                          names_of(found.empty() ? into.root : *find_path(into.root, found, found)));
    boost::json::value taken = std::move(*value);
    narrow(into.lines, found);
    narrow(into.unusable, found);
    into.root = std::move(taken);
}

} // namespace

void document::fail(std::string const& path, std::string const& sentence) const
{
    auto const line = line_of(path);
    std::string message = file;
    if (line != 0)
        message += (message.empty() ? "line " : ":") + std::to_string(line);
    if (!path.empty())
        message += (message.empty() ? "" : ": ") + path;
    message += (message.empty() ? "" : ": ") + sentence;
    throw dict_config_error(printable(message, longest_sentence), path, line,
                            printable(sentence, longest_sentence));
}

unsigned document::line_of(std::string_view path) const
{
    for (;;) {
        if (auto const found = lines.find(path); found != lines.end())
            return found->second;
        auto const cut = path.find_last_of(".[");
        if (path.empty())
            return 0;
        path = path.substr(0, cut == path.npos ? 0 : cut);
    }
}

std::string join_path(std::string const& path, std::string_view key)
{
    return (path.empty() ? "" : path + ".") + std::string(key.empty() ? "''" : key);
}

std::string join_path(std::string const& path, std::size_t index)
{
    return path + "[" + std::to_string(index) + "]";
}

bool is_json_file(std::string const& file)
{
    return ends_with(file, ".json");
}

bool is_yaml_file(std::string const& file)
{
    return ends_with(file, ".yaml") || ends_with(file, ".yml");
}

document read_document(std::string const& file, std::string_view section)
{
    document result;
    result.file = file;
    bool const is_json = is_json_file(file);
    if (!is_json && !is_yaml_file(file))
        result.fail({}, "the name of the file must end with .yaml, .yml or .json, to tell its language");
    auto const text = read_file(result);
    if (is_json)
        result.root = parse_json(text, file);
    else
        parse_yaml(text, result);
    narrow(result, section);
    return result;
}

boost::json::value parse_json(std::string const& text, std::string const& file)
{
    std::size_t read = 0;
    boost::system::error_code error;
    auto result = parse_json_exactly(text, read, error);
    auto const rest = error ? read : text.find_first_not_of(" \t\r\n", read);
    if (!error && rest == std::string::npos)
        return result;
    document where;
    where.file = file;
    auto const end = text.begin() + static_cast<std::ptrdiff_t>(rest);
    where.lines[""] = 1 + static_cast<unsigned>(std::count(text.begin(), end, '\n'));
    where.fail({}, error ? "the file is not JSON: " + error.message() : "the JSON goes on behind its end");
}

boost::json::value* find_path(boost::json::value& from, std::string_view path, std::string& found)
{
    auto* at = &from;
    std::string so_far;
    while (!path.empty()) {
        auto* const object = at->if_object();
        std::size_t length = 0;
        auto* const member = object ? find_longest_key(*object, path, length) : nullptr;
        if (!member) {
            found = so_far;
            return nullptr;
        }
        at = &member->value();
        so_far = join_path(so_far, {member->key().data(), member->key().size()});
        path.remove_prefix(std::min(path.size(), length + 1));
    }
    found = so_far;
    return at;
}

void apply_overrides(document& into, dict_overrides const& overrides)
{
    for (auto const& [path, value] : overrides) {
        if (path.empty())
            into.fail({}, "the path of an override is empty; write one such as handlers.fluent.port");
        std::string found;
        if (auto* const there = find_path(into.root, path, found)) {
            *there = value;
            forget_unusable(into, found);
            continue;
        }
        // A new key: all names but the last exist.
        auto const dot = path.rfind('.');
        auto const parent = dot == path.npos ? std::string() : path.substr(0, dot);
        auto* const object = find_path(into.root, parent, found);
        if (!object || !object->is_object())
            into.fail(path, "the override finds no place: " + (found.empty() ? "the configuration" : found) +
                                names_of(*find_path(into.root, found, found)));
        object->as_object()[path.substr(dot == path.npos ? 0 : dot + 1)] = value;
    }
}

void check_usable(document const& from)
{
    auto first = from.unusable.end();
    for (auto at = from.unusable.begin(); at != from.unusable.end(); ++at) {
        bool const is_free = at->first.compare(0, 2, "x-") == 0;
        if (!is_free &&
            (first == from.unusable.end() || from.line_of(at->first) < from.line_of(first->first)))
            first = at;
    }
    if (first != from.unusable.end())
        from.fail(first->first, first->second);
}

} // namespace log_fluentd::detail
