// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/plan.hpp"

#include "dict_config/handlers/watched_expression.hpp"
#include "os/fork.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace {

template <typename Map>
std::vector<std::string_view> names_of(Map const& map)
{
    std::vector<std::string_view> result;
    for (auto const& entry : map)
        result.emplace_back(entry.first);
    return result;
}

void check_version(node const& root)
{
    auto const version = root.find("version");
    if (!version)
        root.fail("version is missing; write version: 1");
    auto const& number = version->value();
    if (!number.is_number() || number.to_number<double>() != 1) // Python accepts 1.0 too
        version->fail_value("is not a version that is known; write version: 1");
}

void check_top_keys(node const& root)
{
    auto const known = top_keys();
    for (auto const& [key, value] : root.members()) {
        bool const is_free = key.substr(0, 2) == "x-"; // for anchors and references
        if (!is_free && std::find(known.begin(), known.end(), key) == known.end())
            value.fail("there is no section " + key + suggest(key, known));
    }
}

bool is_record_filter_class(std::string const& name)
{
    return name == "logging.Filter" || name == "filter";
}

record_filter parse_filter_entry(node const& from)
{
    from.check_keys(filter_keys());
    if (auto const factory = from.find("()"); factory && !is_record_filter_class(factory->text()))
        factory->fail_value("is a filter of Python's own; write name, or expression with a filter of "
                            "Boost.Log such as '%Severity% >= warning'");
    record_filter result;
    result.name = from.text_of("name");
    if (auto const expression = from.find("expression")) {
        auto const text = expression->text();
        try {
            result.expression = watched_expression(parse_checked_filter(text), *expression);
        } catch (filter_syntax_error const& error) {
            expression->fail_value(error.what() + std::string(", as in '%Severity% >= warning'"));
        } catch (std::invalid_argument const& error) {
            expression->fail_value(error.what());
        }
    }
    return result;
}

logger_config parse_logger(node const& from, plan const& in,
                           std::vector<std::string_view> const& handler_names)
{
    from.check_keys(logger_keys());
    logger_config result;
    if (auto const threshold = from.find("level"))
        result.threshold = read_level(*threshold);
    if (auto const propagate = from.find("propagate"))
        result.propagate = propagate->boolean();
    result.handlers = read_names(from.find("handlers"), "handler", handler_names);
    result.filters = find_filters(in, read_names(from.find("filters"), "filter", names_of(in.filters)));
    return result;
}

/// `root` overrides the logger with the empty name.
/// Calls `f` for each logger, with its name (empty for the root) and its node.
template <typename Function>
void for_each_logger(node const& root, Function f)
{
    if (auto const section = root.find("loggers"))
        for (auto const& [name, logger] : section->present_members())
            f(name == "root" ? std::string() : name, logger); // as in Python
    if (auto const section = root.find("root"))
        f(std::string(), *section);
}

void parse_loggers(node const& root, plan& into)
{
    std::vector<std::string_view> handler_names;
    for (auto const& handler : into.handlers)
        handler_names.emplace_back(handler.name);
    into.loggers[""].threshold = default_root_level;
    for_each_logger(root, [&](std::string const& name, node const& from) {
        auto logger = parse_logger(from, into, handler_names);
        if (name.empty() && logger.threshold == not_set && !from.find("level"))
            logger.threshold = into.loggers[""].threshold;
        into.loggers[name] = std::move(logger);
    });
}

void parse_changes(node const& root, plan& into, std::vector<std::string_view> const& existing_handlers)
{
    if (auto const section = root.find("handlers"))
        for (auto const& [name, handler] : section->present_members()) {
            if (std::find(existing_handlers.begin(), existing_handlers.end(), name) ==
                existing_handlers.end())
                handler.fail("there is no such handler to change" + suggest(name, existing_handlers));
            if (auto const threshold = handler.find("level"))
                into.handler_levels[name] = read_level(*threshold);
        }
    for_each_logger(root, [&](std::string const& name, node const& from) {
        from.check_keys(logger_keys());
        auto& to = into.logger_changes[name];
        if (auto const threshold = from.find("level"))
            to.threshold = read_level(*threshold);
        if (auto const propagate = from.find("propagate"))
            to.propagate = propagate->boolean();
    });
}

} // namespace

std::vector<std::string_view> top_keys()
{
    return {"version", "incremental", "disable_existing_loggers", "formatters", "filters", "handlers",
            "loggers", "root"};
}

std::vector<std::string_view> filter_keys()
{
    return {"()", "name", "expression"};
}

std::vector<std::string_view> logger_keys()
{
    return {"level", "handlers", "propagate", "filters"};
}

plan parse_plan(document const& from, std::vector<std::string_view> const& existing_handlers)
{
    node const root(from);
    root.object();
    check_version(root);
    check_top_keys(root);
    plan result;
    if (auto const incremental = root.find("incremental"))
        result.incremental = incremental->boolean();
    if (auto const disable = root.find("disable_existing_loggers"))
        result.disable_existing_loggers = disable->boolean();
    if (result.incremental) {
        parse_changes(root, result, existing_handlers);
        return result;
    }
    if (auto const section = root.find("filters"))
        for (auto const& [name, filter] : section->present_members())
            result.filters.emplace(name, parse_filter_entry(filter));
    auto const formatters = parse_formatters(root.find("formatters"));
    result.handlers = parse_handlers(root.find("handlers"), formatters, names_of(result.filters));
    parse_loggers(root, result);
    return result;
}

std::vector<record_filter> find_filters(plan const& in, std::vector<std::string> const& names)
{
    std::vector<record_filter> result;
    for (auto const& name : names)
        result.push_back(in.filters.at(name));
    return result;
}

} // namespace log_fluentd::detail
