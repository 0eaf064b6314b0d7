// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/ascii.hpp"
#include "dict_config/handlers/handlers.hpp"
#include "dict_config/handlers/watched_expression.hpp"
#include "os/fork.hpp"
#include "sender/make_core.hpp"
#include "settings/replaceable_sink.hpp"
#include "settings/sender_registry.hpp"
#include "settings/settings_keys.hpp"
#include "settings/sink_settings.hpp"
#include "sink/record_consumer.hpp"

#include <boost/json/array.hpp>
#include <boost/make_shared.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace {

/// Settings keys that a handler configures otherwise.
struct replaced_key
{
    std::string_view key;
    std::string_view remedy;
};

constexpr replaced_key replaced_keys[] = {
    {"Destination", "the class says what it is; remove it"},
    {"Asynchronous", "a Fluentd handler never waits; remove it"},
    {"Format", "write it into the section formatters, and its name here as formatter"},
    {"FormatFile", "write it into the section formatters, and its name here as formatter"},
};

/// Arguments of Python's FluentHandler without a meaning here.
constexpr replaced_key python_keys[] = {
    {"verbose", "a handler reports its troubles on standard error in any case; remove it"},
    {"buffer_overflow_handler", "it is a function of Python's; in code there is sender_config::on_discard"},
    {"msgpack_kwargs", "it is Python's alone; remove it"},
    {"queue_maxsize", "the buffer is bounded in bytes; write buffer_limit: 64MiB"},
    {"bufmax", "write buffer_limit: 64MiB"},
};

settings_key const* find_key(std::string_view written)
{
    for (auto const& entry : settings_keys())
        if (entry.key == written || snake_case(entry.key) == written)
            return &entry;
    return nullptr;
}

/// Calls the table's `apply`, and adds the path to its errors.
template <typename Key, typename Target>
void apply(Key const& entry, Target& into, node const& value, std::string const& text)
{
    try {
        entry.apply(into, text);
    } catch (config_error const& error) {
        value.fail_value(error.text(python_spelling()));
    } catch (std::invalid_argument const& error) {
        if (entry.is_secret())
            value.fail(error.what());
        value.fail_value(error.what());
    }
}

/// Keys whose value is a list here, and names with commas between them in settings.
constexpr std::string_view list_keys[] = {"Exclude"};

template <typename Key>
std::string setting_text(Key const& entry, node const& value)
{
    if (entry.is_secret() && !value.value().is_string())
        value.fail("is not a text; write it in quotes");
    bool const takes_list = std::count(std::begin(list_keys), std::end(list_keys), entry.key) != 0;
    if (!takes_list || !value.value().is_array())
        return entry.kind == setting_kind::other ? value.setting() : value.text();
    std::string result;
    for (auto const& element : value.texts())
        result += (result.empty() ? "" : ", ") + element;
    return result;
}

void read_one_server(server& into, node const& from)
{
    for (auto const& [key, value] : from.members()) {
        std::vector<std::string_view> known;
        bool is_known = false;
        for (auto const& entry : server_keys()) {
            known.push_back(entry.key);
            if (key != entry.key && key != snake_case(entry.key))
                continue;
            apply(entry, into, value, setting_text(entry, value));
            is_known = true;
        }
        if (!is_known)
            value.fail(no_such_key("key", key, known));
    }
}

/// `server: {host: a, port: 1}`; or as in settings, several with their own names: `server: {x: {host: a}, y:
/// {host: b}}`; or a list: `servers: [{host: a}, {host: b}]`.
void read_servers(sink_settings& into, node const& from)
{
    auto& servers = into.config.sender.servers;
    if (from.value().is_array() && from.value().get_array().empty())
        return; // if none, localhost, as in code
    servers.clear();
    auto const add = [&](std::string const& name, node const& one) {
        into.server_names.push_back(name);
        read_one_server(servers.emplace_back(), one);
    };
    if (from.value().is_array()) {
        for (auto const& one : from.elements())
            add(std::to_string(servers.size()), one);
        return;
    }
    auto const members = from.members();
    bool const has_names =
        !members.empty() && std::all_of(members.begin(), members.end(),
                                        [](auto const& member) { return member.second.value().is_object(); });
    if (!has_names)
        return read_one_server(servers.emplace_back(), from);
    for (auto const& [name, one] : members)
        add(name, one);
}

/// Python's `timeout` in seconds, for connecting and for writing.
void read_timeout(sink_settings& into, node const& value)
{
    if (!value.value().is_number() ||
        !(value.value().to_number<double>() > 0 && value.value().to_number<double>() <= 3600)) // nor NaN
        value.fail_value("is not a number of seconds up to an hour; or write connect_timeout: 3s and "
                         "write_timeout: 3s");
    std::chrono::milliseconds const time(std::llround(value.value().to_number<double>() * 1000));
    into.config.sender.connect_timeout = time;
    into.config.sender.write_timeout = time;
}

/// \returns false if it is not a key of Python's.
bool read_python_key(sink_settings& into, std::string const& key, node const& value)
{
    if (key == "timeout") {
        read_timeout(into, value);
        return true;
    }
    if (key == "nanosecond_precision") {
        if (!value.boolean())
            value.fail("times have nanoseconds always; remove it");
        return true;
    }
    for (auto const& one : python_keys)
        if (one.key == key)
            value.fail(std::string(one.remedy));
    return false;
}

void read_setting(sink_settings& into, std::string const& key, node const& value)
{
    if (key == "servers")
        return read_servers(into, value);
    auto const* const entry = find_key(key);
    if (!entry) {
        auto known = common_handler_keys();
        known.insert(known.end(), fluentd_handler_keys().begin(), fluentd_handler_keys().end());
        value.fail("there is no key " + key + " here" + suggest(key, known));
    }
    for (auto const& one : replaced_keys)
        if (one.key == entry->key)
            value.fail(std::string(one.remedy));
    if (entry->apply)
        return apply(*entry, into, value, setting_text(*entry, value));
    if (entry->key == "Server")
        return read_servers(into, value);
    value.fail("it cannot be given in a dictConfig; use a settings file");
}

void use_formatter(sink_settings& into, formatter_config const& formatter)
{
    auto& options = into.config.options;
    if (!formatter.makes_map) {
        auto const key = options.message_key.empty() ? "message" : options.message_key;
        into.config.format = make_text_dictionary(formatter, key);
        options.message_json = message_json::off;
        return;
    }
    into.config.format = formatter.dictionary;
    options.fill_missing = options.fill_missing || formatter.fill_missing;
    if (formatter.is_json_off)
        options.message_json = message_json::off;
    options.exclude.insert(options.exclude.end(), formatter.exclude.begin(), formatter.exclude.end());
}

std::optional<node> find_written(node const& in, std::string const& key)
{
    auto const given = in.find(snake_case(key));
    return given ? given : in.find(key);
}

/// The node of a server; none if the server's keys are keys of the handler.
std::optional<node> find_server(node const& handler, sink_settings const& settings, std::size_t number)
{
    for (char const* const key : {"server", "Server", "servers"}) {
        auto list = handler.find(key);
        if (!list)
            continue;
        if (settings.server_names.empty())
            return list;
        return list->value().is_array() ? list->elements().at(number) : list->members().at(number).second;
    }
    return std::nullopt;
}

/// The node of the value that sets a member, and its key as written. If the member is not set, the node that
/// it belongs to, and the key in snake case.
std::pair<node, std::string> place_of(config_member const& member, node const& handler,
                                      sink_settings const& settings)
{
    if (auto const formatter = handler.find("formatter"); formatter && member.path == "format")
        return {*formatter, "formatter"};
    auto const server = member.server ? find_server(handler, settings, *member.server) : std::nullopt;
    auto const in = server.value_or(handler);
    std::string const key(key_of(member));
    for (auto const& written : {snake_case(key), key})
        if (auto const given = in.find(written))
            return {*given, written};
    return {in, python_spelling().name(member)};
}

[[noreturn]] void fail(config_error const& error, node const& handler, sink_settings const& settings)
{
    auto spelling = python_spelling();
    spelling.name = [&](config_member const& of) { return place_of(of, handler, settings).second; };
    place_of(error.member(), handler, settings).first.fail(error.text(spelling));
}

/// `host` and `port` configure one server, and `server` or `servers` all of them: throws if both are given.
void check_one_way_to_servers(node const& from)
{
    std::string list;
    for (char const* const key : {"server", "Server", "servers"}) {
        if (!from.find(key))
            continue;
        if (!list.empty())
            from.find(key)->fail(list + " and " + key + " are both given; remove one");
        list = key;
    }
    if (list.empty())
        return;
    for (char const* const key : {"host", "Host", "port", "Port", "path", "Path", "tls_name", "TlsName"}) {
        if (auto const given = from.find(key))
            given->fail(std::string(key) + " and " + list + " are both given; write " + key + " into " +
                        list + ", or remove it");
    }
}

/// The parts of a handler's sink. They are made when the configuration is checked, so that nothing is
/// compiled or read again when the sink is made.
class checked_handler
{
public:
    checked_handler(node const& from, sink_settings settings) : from_(from), settings_(std::move(settings))
    {
        try {
            consumer_ = std::make_unique<record_consumer>(settings_.config);
            if (settings_.shared_sender.empty())
                own_.emplace(check_sender_of(settings_.config));
        } catch (config_error const& error) {
            fail(error, from_, settings_);
        }
    }

    record_consumer& consumer() noexcept { return *consumer_; }
    sink_config const& config() const noexcept { return settings_.config; }

    /// Call it only once: it moves the parts into the sink.
    made_sink make(made_senders& senders)
    {
        try {
            consumer_->use(own_ ? senders[settings_.config.sender.name] = make_sender(*std::move(own_))
                                : find_shared(senders));
        } catch (config_error const& error) {
            fail(error, from_, settings_);
        }
        auto const sink = make_replaceable_sink(boost::make_shared<sink_backend>(std::move(consumer_)),
                                                std::move(settings_.config));
        return {sink, make_life(sink)};
    }

private:
    std::shared_ptr<sender> find_shared(made_senders const& senders) const
    {
        auto const& name = settings_.shared_sender;
        auto const found = senders.find(name);
        auto shared = found == senders.end() ? remembered_sender(name) : found->second;
        if (!shared)
            find_written(from_, "Sender")
                ->fail_value("is not a sender; write the name of another Fluentd handler");
        return shared;
    }

    node const from_;
    sink_settings settings_;
    std::unique_ptr<record_consumer> consumer_;
    std::optional<checked_sender> own_;
};

} // namespace

std::string snake_case(std::string_view key)
{
    std::string result;
    for (char const c : key) {
        if (is_upper(c) && !result.empty())
            result += '_';
        result += lower(c);
    }
    return result;
}

config_spelling python_spelling()
{
    return {[](config_member const& of) {
                auto const key = key_of(of);
                return key.empty() ? of.path : snake_case(key);
            },
            ": "};
}

std::vector<std::string_view> const& fluentd_handler_keys()
{
    static fork_safe_static<std::vector<std::string>> spelt;
    static fork_safe_static<std::vector<std::string_view>> keys;
    auto const& texts = spelt.get([] {
        std::vector<std::string> result;
        for (auto const& entry : settings_keys()) {
            auto const is_same = [&](replaced_key const& one) { return one.key == entry.key; };
            if (std::none_of(std::begin(replaced_keys), std::end(replaced_keys), is_same))
                result.push_back(snake_case(entry.key));
        }
        result.push_back("servers");
        result.push_back("timeout");
        result.push_back("nanosecond_precision");
        return result;
    });
    return keys.get([&] { return std::vector<std::string_view>(texts.begin(), texts.end()); });
}

void parse_fluentd_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    sink_settings settings;
    settings.config.sender.name = into.name;
    auto const common = common_handler_keys();
    std::string seen_of_sender;
    for (auto const& [key, value] : from.members()) {
        if (value.value().is_null() || std::find(common.begin(), common.end(), key) != common.end() ||
            read_python_key(settings, key, value))
            continue;
        read_setting(settings, key, value);
        auto const* const entry = find_key(key);
        bool const is_of_sender = key == "servers" || (entry && entry->of_sender);
        if (is_of_sender && seen_of_sender.empty())
            seen_of_sender = key;
    }
    check_one_way_to_servers(from);
    auto const shared = find_written(from, "Sender");
    if (shared && !seen_of_sender.empty())
        from.find(seen_of_sender)
            ->fail("sender uses the sender of another handler, where " + seen_of_sender +
                   " belongs; remove one");
    if (formatter)
        use_formatter(settings, *formatter);
    if (!shared && settings.config.tag.empty() && settings.config.sender.tag.empty())
        from.fail("tag is missing; write a tag for the events, such as tag: app.shop");
    into.shares_sender = shared.has_value();
    into.sender = settings.shared_sender;
    auto const expression = settings.filter;
    auto const checked = std::make_shared<checked_handler>(from, std::move(settings));
    // Doubts are reported on standard error once the handler is known to be valid.
    if (auto const filter = find_written(from, "Filter"))
        into.expression = watched_expression(expression, *filter);
    if (auto const kept = find_written(from, "KeepSeverity"))
        watched_expression({{}, {}, {}, checked->consumer().take_doubts()}, *kept);
    into.config = [checked]() -> sink_config const& { return checked->config(); };
    into.make = [checked](made_senders& senders) { return checked->make(senders); };
}

} // namespace log_fluentd::detail
