// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/sink_settings.hpp"

#include "settings/format_settings.hpp"
#include "settings/settings_keys.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>

namespace log_fluentd::detail {

namespace {

template <typename Key>
std::vector<std::string_view> names(std::vector<Key> const& keys)
{
    std::vector<std::string_view> result;
    for (auto const& entry : keys)
        result.push_back(entry.key);
    return result;
}

/// Reads one value. An error becomes a sentence that begins with `where` and the value.
template <typename Key, typename Target>
void apply(Key const& entry, Target& into, std::string const& where, std::string const& value,
           std::string const& sink)
{
    auto const what = entry.is_secret() ? where : quote_setting(where, value);
    try {
        entry.apply(into, value);
    } catch (config_error const& error) {
        throw_about(error, sink, where, what + " ", settings_spelling({}));
    } catch (std::invalid_argument const& error) {
        throw_invalid_value(sink, where, what + " " + error.what());
    }
}

/// `[Sinks.X.Server.a]`
void read_one_server(server& into, std::string const& where, settings_tree const& node,
                     std::string const& sink)
{
    for (auto const& [key, child] : node) {
        auto const& keys = server_keys();
        auto const found = std::find_if(keys.begin(), keys.end(),
                                        [&name = key](server_key const& entry) { return entry.key == name; });
        if (found == keys.end())
            throw_invalid_value(sink, where + "." + key,
                                "in the section " + where + ", " + no_such_key("key", key, names(keys)));
        if (!child.empty())
            throw_invalid_value(sink, where + "." + key, where + "." + key + " is a value, not a section");
        apply(*found, into, where + "." + key, child.data(), sink);
    }
}

void read_servers(sink_settings& into, settings_tree const& node, settings_tree const& section,
                  std::string const& sink)
{
    for (char const* const key : {"Host", "Port", "Path", "TlsName"})
        if (section.count(key) != 0)
            throw_invalid_value(sink, key,
                                std::string(key) + " and a section Server are both given; write " + key +
                                    " into the section Server, or remove that section");
    if (!node.data().empty() || node.empty())
        throw_invalid_value(
            sink, "Server",
            quote_setting("Server", node.data()) +
                " is a section, not a value; write Host and Port, or a section [Sinks.<sink>.Server.<name>] "
                "with Host and Port in it");
    for (auto const& [name, child] : node)
        if (child.empty())
            throw_invalid_value(
                sink, "Server." + name,
                "Server." + name +
                    " is a section, not a value; a server has a name of its own choice: write "
                    "[Sinks.<sink>.Server.a] with Host and Port in it");
    into.config.sender.servers.clear();
    for (auto const& [name, child] : node) {
        into.server_names.push_back(name);
        read_one_server(into.config.sender.servers.emplace_back(), "Server." + name, child, sink);
    }
}

[[noreturn]] void fail_unknown_key(std::string const& key, settings_tree const& node, std::string const& sink)
{
    // `buffer.chunk_limit` and `zone` are names of members in code.
    auto const path = node.empty() ? key : key + "." + node.front().first;
    for (auto const& entry : settings_keys())
        if (entry.member == path)
            throw_invalid_value(sink, path,
                                "there is no key " + path + "; did you mean " + std::string(entry.key) + "?");
    throw_invalid_value(sink, key,
                        no_such_key(node.empty() ? "key" : "section", key, names(settings_keys())));
}

/// Checks one key of the section before any value is read, so that basic errors come first.
void check_key(std::string const& key, settings_tree const& node, std::string const& sink)
{
    auto const* const entry = find_settings_key(key);
    if (!entry)
        fail_unknown_key(key, node, sink);
    if (entry->apply && !node.empty())
        throw_invalid_value(sink, key + "." + node.front().first,
                            key + " is a value, not a section; there is " + key + "." + node.front().first +
                                " below it, which is not known");
    if (!entry->apply && key == "FormatFile" && !node.empty())
        throw_invalid_value(sink, "FormatFile." + node.front().first,
                            "FormatFile is a value, not a section; write the keys into a section Format");
}

void check_shared_sender(settings_tree const& section, std::string const& sink)
{
    auto const shared = section.find("Sender");
    if (shared == section.not_found())
        return;
    std::string keys;
    for (auto const& [key, node] : section)
        if (auto const* const entry = find_settings_key(key); entry && entry->of_sender)
            keys += (keys.empty() ? "" : ", ") + key;
    if (!keys.empty())
        throw_invalid_value(sink, "Sender",
                            quote_setting("Sender", shared->second.data()) +
                                " uses a sender that another section configures, so " + keys +
                                " can only stand in that section");
}

} // namespace

sink_settings parse_sink_settings(settings_tree const& section)
{
    auto const sink = describe_sink(section);
    std::set<std::string_view> seen;
    for (auto const& [key, node] : section) {
        check_key(key, node, sink);
        if (!seen.insert(key).second)
            throw_invalid_value(sink, key, key + " is there twice; remove one");
    }
    check_shared_sender(section, sink);

    sink_settings result;
    for (auto const& [key, node] : section)
        if (auto const& entry = *find_settings_key(key); entry.apply)
            apply(entry, result, key, node.data(), sink);
        else if (key == "Server")
            read_servers(result, node, section, sink);
    result.config.format = parse_format_settings(section, sink);

    if (result.shared_sender.empty() && result.config.tag.empty() && result.config.sender.tag.empty())
        throw_missing_value(sink, "", "Tag is missing; write a tag for the events, such as Tag=app.shop");
    return result;
}

} // namespace log_fluentd::detail
