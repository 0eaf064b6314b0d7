// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/settings_keys.hpp"

#include "base/suggestion.hpp"
#include "os/fork.hpp"
#include "settings/quantity.hpp"
#include "settings/security_keys.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace log_fluentd::detail {

namespace {

using settings = sink_settings;
using text = std::string;

void set_host(server& into, text const& value)
{
    if (value.empty())
        throw std::invalid_argument("is empty; write a name or an address, or leave the key out");
    check_host(value, {config_member("host", 0), config_member("port", 0), config_member("path", 0)});
    into.host = value;
}

void set_port(server& into, text const& value)
{
    auto const number = parse_whole_number(value);
    if (number == 0 || number > std::numeric_limits<std::uint16_t>::max())
        throw std::invalid_argument("is not a TCP port; write a number from 1 to 65535");
    into.port = static_cast<std::uint16_t>(number);
}

void set_weight(server& into, text const& value)
{
    auto const number = parse_whole_number(value);
    if (number > 1000)
        throw std::invalid_argument("is not a weight; write a number from 0 to 1000");
    into.weight = static_cast<unsigned>(number);
}

void set_standby(server& into, text const& value)
{
    into.standby = parse_boolean(value);
}

void set_overflow(settings& into, text const& value)
{
    into.config.sender.buffer.overflow =
        parse_word<overflow_policy>(value, {{"drop_newest", overflow_policy::drop_newest},
                                            {"drop_oldest", overflow_policy::drop_oldest},
                                            {"block", overflow_policy::block}});
}

void set_event_mode(settings& into, text const& value)
{
    into.config.sender.frame.mode =
        parse_word<event_mode>(value, {{"packed_forward", event_mode::packed_forward},
                                       {"forward", event_mode::forward},
                                       {"message", event_mode::message}});
}

void set_compress(settings& into, text const& value)
{
    into.config.sender.compress.method = parse_word<compression>(
        value, {{"none", compression::none}, {"gzip", compression::gzip}, {"zstd", compression::zstd}});
}

void set_compress_level(settings& into, text const& value)
{
    auto const number = parse_whole_number(value);
    if (number < 1 || number > 19)
        throw std::invalid_argument(
            "is not a level; write a number from 1 (fast) to 9, for zstd to 19 (small)");
    into.config.sender.compress.level = static_cast<int>(number);
}

void set_message_json(settings& into, text const& value)
{
    into.config.options.message_json = parse_word<message_json>(value, {{"protect", message_json::protect},
                                                                        {"merge", message_json::merge},
                                                                        {"nest", message_json::nest},
                                                                        {"off", message_json::off}});
}

void set_time_zone(settings& into, text const& value)
{
    into.config.zone = parse_word<time_zone>(value, {{"utc", time_zone::utc}, {"local", time_zone::local}});
}

void set_max_event_size(settings& into, text const& value)
{
    into.config.options.max_event_size = parse_size(value);
    // For programs that look up the sender by its name and emit their own events.
    into.config.sender.max_event_size = into.config.options.max_event_size;
}

void set_shared_sender(settings& into, text const& value)
{
    if (value.empty())
        throw config_error(config_member("sender"), {"is empty; write the ", config_member("name"),
                                                     " of another section, or leave the key out"});
    into.shared_sender = value;
}

void set_filter(settings& into, text const& value)
{
    config_member const member("filter");
    try {
        into.filter = parse_checked_filter(value);
    } catch (filter_syntax_error const& error) {
        throw config_error(member,
                           {error.what(), ", as in ", config_assignment{member, "\"%Severity% >= info\""}});
    } catch (std::invalid_argument const& error) {
        throw config_error(member, {error.what()});
    }
    into.filter_text = value;
}

constexpr bool of_sink = false;

std::vector<settings_key> make_settings_keys()
{
    return {
        {"Destination", "", of_sink, [](settings&, text const&) {}},
        {"Tag", "tag", of_sink, [](settings& s, text const& v) { s.config.tag = v; }, is_text},
        {"MaxTags", "max_tags", of_sink,
         [](settings& s, text const& v) { s.config.max_tags = parse_count(v); }},
        {"Filter", "filter", of_sink, set_filter, is_text},
        {"Asynchronous", "", of_sink, [](settings& s, text const& v) { s.asynchronous = parse_boolean(v); }},
        {"Name", "name", of_sender, [](settings& s, text const& v) { s.config.sender.name = v; }, is_text},
        {"Sender", "sender", of_sink, set_shared_sender, is_text},

        {"Format", "format", of_sink, nullptr},
        {"FormatFile", "", of_sink, nullptr},
        {"MessageKey", "options.message_key", of_sink,
         [](settings& s, text const& v) { s.config.options.message_key = v; }, is_text},
        {"MessageJson", "options.message_json", of_sink, set_message_json, is_text},
        {"IncludeOthers", "options.include_others", of_sink,
         [](settings& s, text const& v) { s.config.options.include_others = parse_boolean(v); }},
        {"Exclude", "options.exclude", of_sink,
         [](settings& s, text const& v) { s.config.options.exclude = parse_list(v); }, is_text},
        {"FillMissing", "options.fill_missing", of_sink,
         [](settings& s, text const& v) { s.config.options.fill_missing = parse_boolean(v); }},
        {"MaxEventSize", "options.max_event_size", of_sink, set_max_event_size},
        {"TimeAttribute", "time_attribute", of_sink,
         [](settings& s, text const& v) { s.config.time_attribute = v; }, is_text},
        {"TimeZone", "zone", of_sink, set_time_zone, is_text},
        {"KeepSeverity", "keep_severity", of_sink,
         [](settings& s, text const& v) { s.config.keep_severity = v; }},

        {"Host", "servers[0].host", of_sender,
         [](settings& s, text const& v) { set_host(s.config.sender.servers.front(), v); }, is_text},
        {"Port", "servers[0].port", of_sender,
         [](settings& s, text const& v) { set_port(s.config.sender.servers.front(), v); }},
        {"Server", "servers", of_sender, nullptr},
        {"TagPrefix", "sender.tag", of_sender, [](settings& s, text const& v) { s.config.sender.tag = v; },
         is_text},
        {"BufferLimit", "buffer.limit", of_sender,
         [](settings& s, text const& v) { s.config.sender.buffer.limit = parse_size(v); }},
        {"ChunkLimit", "buffer.chunk_limit", of_sender,
         [](settings& s, text const& v) { s.config.sender.buffer.chunk_limit = parse_size(v); }},
        {"FlushInterval", "buffer.flush_interval", of_sender,
         [](settings& s, text const& v) { s.config.sender.buffer.flush_interval = parse_duration(v); }},
        {"Overflow", "buffer.overflow", of_sender, set_overflow, is_text},
        {"BlockTimeout", "buffer.block_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.buffer.block_timeout = parse_duration(v); }},
        {"GapEvents", "buffer.gap_events", of_sender,
         [](settings& s, text const& v) { s.config.sender.buffer.gap_events = parse_boolean(v); }},
        {"RequireAck", "require_ack", of_sender,
         [](settings& s, text const& v) { s.config.sender.require_ack = parse_boolean(v); }},
        {"EventMode", "frame.mode", of_sender, set_event_mode, is_text},
        {"TimeAsInteger", "frame.time_as_integer", of_sender,
         [](settings& s, text const& v) { s.config.sender.frame.time_as_integer = parse_boolean(v); }},
        {"PackedAsString", "frame.packed_as_string", of_sender,
         [](settings& s, text const& v) { s.config.sender.frame.packed_as_string = parse_boolean(v); }},
        {"FrameOptions", "frame.options", of_sender,
         [](settings& s, text const& v) { s.config.sender.frame.options = parse_boolean(v); }},
        {"Compress", "compress.method", of_sender, set_compress, is_text},
        {"CompressLevel", "compress.level", of_sender, set_compress_level},
        {"CompressMinSize", "compress.min_size", of_sender,
         [](settings& s, text const& v) { s.config.sender.compress.min_size = parse_size(v); }},
        {"Window", "window", of_sender,
         [](settings& s, text const& v) { s.config.sender.window = parse_count(v); }},
        {"WindowBytes", "window_bytes", of_sender,
         [](settings& s, text const& v) { s.config.sender.window_bytes = parse_size(v); }},
        {"RetryInitialInterval", "retry.initial_interval", of_sender,
         [](settings& s, text const& v) { s.config.sender.retry.initial_interval = parse_duration(v); }},
        {"RetryMaxInterval", "retry.max_interval", of_sender,
         [](settings& s, text const& v) { s.config.sender.retry.max_interval = parse_duration(v); }},
        {"ResolveTimeout", "resolve_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.resolve_timeout = parse_duration(v); }},
        {"ConnectTimeout", "connect_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.connect_timeout = parse_duration(v); }},
        {"WriteTimeout", "write_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.write_timeout = parse_duration(v); }},
        {"AckTimeout", "ack_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.ack_timeout = parse_duration(v); }},
        {"MaxConnectionAge", "max_connection_age", of_sender,
         [](settings& s, text const& v) { s.config.sender.max_connection_age = parse_duration(v); }},
        {"IdleTimeout", "idle_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.idle_timeout = parse_duration(v); }},
        {"TcpKeepalive", "tcp_keepalive", of_sender,
         [](settings& s, text const& v) { s.config.sender.tcp_keepalive = parse_duration(v); }},
        {"TcpUserTimeout", "tcp_user_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.tcp_user_timeout = parse_duration(v); }},
        {"FlushTimeout", "flush_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.flush_timeout = parse_duration(v); }},
        {"CloseTimeout", "close_timeout", of_sender,
         [](settings& s, text const& v) { s.config.sender.close_timeout = parse_duration(v); }},
    };
}

std::vector<server_key> make_server_keys()
{
    return {{"Host", "host", set_host, is_text},
            {"Port", "port", set_port},
            {"Weight", "weight", set_weight},
            {"Standby", "standby", set_standby}};
}

template <typename Key>
std::vector<Key> joined(std::vector<Key> keys, std::vector<Key> const& more)
{
    keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

} // namespace

// Never destroyed: settings may be read, and senders looked up, until the end of the process.
std::vector<settings_key> const& settings_keys()
{
    static fork_safe_static<std::vector<settings_key>> keys;
    return keys.get([] { return joined(make_settings_keys(), security_keys()); });
}

std::vector<server_key> const& server_keys()
{
    static fork_safe_static<std::vector<server_key>> keys;
    return keys.get([] { return joined(make_server_keys(), security_keys_of_server()); });
}

settings_key const* find_settings_key(std::string_view key)
{
    auto const& keys = settings_keys();
    auto const found =
        std::find_if(keys.begin(), keys.end(), [key](settings_key const& k) { return k.key == key; });
    return found == keys.end() ? nullptr : &*found;
}

std::string no_such_key(std::string_view what, std::string_view key,
                        std::vector<std::string_view> const& known)
{
    auto result = "there is no " + text(what) + ' ' + text(key);
    if (auto const near = nearest_name(key, known); !near.empty())
        return result + "; did you mean " + text(near) + "?";
    result += "; the keys are ";
    for (auto const name : known) {
        result += name;
        result += name == known.back() ? "" : ", ";
    }
    return result;
}

std::string_view key_of(config_member const& member)
{
    for (auto const& entry : settings_keys())
        if (entry.member == member.path)
            return entry.key;
    for (auto const& entry : server_keys())
        if (entry.member == member.path)
            return entry.key;
    return {};
}

config_spelling settings_spelling(std::vector<std::string> const& server_names)
{
    return {[&](config_member const& of) {
                bool const has_section = of.server && *of.server < server_names.size();
                auto const key = text(key_of(of));
                if (key.empty())
                    return of.path;
                return has_section ? "Server." + server_names[*of.server] + '.' + key : key;
            },
            "="};
}

} // namespace log_fluentd::detail
