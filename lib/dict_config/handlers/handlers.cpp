// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/handlers.hpp"

#include "os/fork.hpp"

#include <algorithm>

namespace log_fluentd::detail {

namespace {

/// For example, `logging.handlers.SMTPHandler` ends with `SMTPHandler`.
bool ends_with_parts(std::string_view whole, std::string_view end)
{
    auto const at = whole.size() - end.size();
    return end.size() <= whole.size() && whole.substr(at) == end && (at == 0 || whole[at - 1] == '.');
}

handler_class const& find_class(node const& handler)
{
    auto const factory = handler.find("()");
    auto const given = handler.find("class");
    if (factory && given)
        given->fail("() and class both say what it is; remove one");
    if (!factory && !given)
        handler.fail("class is missing; write such as class: stream");
    auto const& chosen = factory ? *factory : *given;
    std::vector<std::string_view> known;
    auto const name = chosen.text();
    for (auto const& one : handler_classes()) {
        if (std::count(one.names.begin(), one.names.end(), name) != 0)
            return one;
        known.insert(known.end(), one.names.begin(), one.names.end());
    }
    for (auto const& one : unsupported_handlers())
        if (ends_with_parts(one.name, name))
            chosen.fail_value("is not supported: " + std::string(one.remedy));
    chosen.fail_value("is not a handler here, where classes of Python's own do not exist" +
                      suggest(name, known));
}

formatter_config const* find_formatter(node const& handler, formatter_configs const& formatters)
{
    auto const given = handler.find("formatter");
    if (!given)
        return nullptr;
    auto const name = given->text();
    if (auto const found = formatters.find(name); found != formatters.end())
        return &found->second;
    std::vector<std::string_view> known;
    for (auto const& [other, config] : formatters)
        known.emplace_back(other);
    given->fail_value("is not in the section formatters" + suggest(name, known));
}

handler_config parse_handler(std::string const& name, node const& from, formatter_configs const& formatters,
                             std::vector<std::string_view> const& filters)
{
    handler_config result;
    result.name = name;
    auto const& chosen = find_class(from);
    auto keys = common_handler_keys();
    keys.insert(keys.end(), chosen.keys.begin(), chosen.keys.end());
    if (chosen.parse != &parse_fluentd_handler) // which checks its keys itself
        from.check_keys(keys);
    if (auto const threshold = from.find("level"))
        result.threshold = read_level(*threshold);
    result.filters = read_names(from.find("filters"), "filter", filters);
    chosen.parse(from, find_formatter(from, formatters), result);
    return result;
}

} // namespace

std::vector<handler_class> const& handler_classes()
{
    static fork_safe_static<std::vector<handler_class>> classes;
    return classes.get([] {
        return std::vector<handler_class>{
            {{"fluentd", "fluent.handler.FluentHandler", "aiofluent.handler.FluentHandler"},
             fluentd_handler_keys(),
             &parse_fluentd_handler},
            {{"stream", "logging.StreamHandler"}, {"stream"}, &parse_stream_handler},
            {{"file", "logging.FileHandler"},
             {"filename", "mode", "encoding", "errors", "delay"},
             &parse_file_handler},
            {{"rotating_file", "logging.handlers.RotatingFileHandler"},
             {"filename", "mode", "encoding", "errors", "delay", "maxBytes", "max_bytes", "backupCount",
              "backup_count"},
             &parse_rotating_file_handler},
            {{"timed_rotating_file", "logging.handlers.TimedRotatingFileHandler"},
             {"filename", "encoding", "errors", "delay", "when", "interval", "backupCount", "backup_count",
              "utc", "atTime", "at_time"},
             &parse_timed_rotating_file_handler},
            {{"watched_file", "logging.handlers.WatchedFileHandler"},
             {"filename", "mode", "encoding", "errors", "delay"},
             &parse_watched_file_handler},
            {{"syslog", "logging.handlers.SysLogHandler"},
             {"address", "facility", "socktype"},
             &parse_syslog_handler},
            {{"null", "logging.NullHandler"}, {}, &parse_null_handler},
            {{"queue", "logging.handlers.QueueHandler"},
             {"handlers", "respect_handler_level", "queue", "listener"},
             &parse_queue_handler},
            {{"memory", "logging.handlers.MemoryHandler"},
             {"target", "capacity", "flushLevel", "flush_level", "flushOnClose", "flush_on_close"},
             &parse_memory_handler},
        };
    });
}

std::vector<unsupported_handler> unsupported_handlers()
{
    return {
        {"logging.handlers.SocketHandler", "it sends objects of Python's; write class: fluentd, or "
                                           "class: syslog with the address of a server"},
        {"logging.handlers.DatagramHandler",
         "it sends objects of Python's; write class: syslog with the address of a server"},
        {"logging.handlers.SMTPHandler",
         "no mail is sent from here; write class: fluentd, whose server can send mail (out_mail)"},
        {"logging.handlers.HTTPHandler",
         "no web server is asked from here; write class: fluentd, whose server can do it (out_http)"},
        {"logging.handlers.NTEventLogHandler", "it is for Windows; write class: syslog"},
        {"logging.handlers.BufferingHandler", "it throws its records away in Python too; write class: "
                                              "memory with a target, or class: fluentd"},
        {"logging.handlers.BaseRotatingHandler", "it is a base of others; write class: rotating_file"},
        {"logging.Handler", "it is a base of others; write such as class: stream"},
    };
}

std::vector<std::string_view> common_handler_keys()
{
    return {"class", "()", "level", "formatter", "filters"};
}

std::vector<handler_config> parse_handlers(std::optional<node> const& section,
                                           formatter_configs const& formatters,
                                           std::vector<std::string_view> const& filters)
{
    std::vector<handler_config> result;
    if (section)
        for (auto const& [name, handler] : section->present_members())
            result.push_back(parse_handler(name, handler, formatters, filters));
    if (section)
        resolve_stand_ins(*section, result);
    for (auto const& one : result) {
        auto const is_it = [&](handler_config const& other) { return other.name == one.sender; };
        auto const other = std::find_if(result.begin(), result.end(), is_it);
        if (one.shares_sender && other != result.end() && other->shares_sender)
            section->find(one.name)->find("sender")->fail_value(
                "has no sender of its own; write the name of a handler that has");
    }
    return result;
}

std::vector<std::string> read_names(std::optional<node> const& list, std::string_view what,
                                    std::vector<std::string_view> const& known)
{
    std::vector<std::string> result;
    if (!list)
        return result;
    for (auto const& element : list->elements()) {
        auto name = element.text();
        if (std::find(known.begin(), known.end(), name) == known.end())
            element.fail_value("is not in the section " + std::string(what) + "s" + suggest(name, known));
        if (std::find(result.begin(), result.end(), name) != result.end())
            element.fail_value("is there twice; remove one");
        result.push_back(std::move(name));
    }
    return result;
}

boost::log::formatter text_formatter_of(node const& handler, formatter_config const* formatter)
{
    if (formatter && formatter->makes_map)
        handler.find("formatter")
            ->fail_value(
                "makes maps, which only a Fluentd handler takes; name a formatter whose format is a text");
    return make_text_formatter(formatter);
}

} // namespace log_fluentd::detail
