// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/trouble_reporter.hpp"
#include "dict_config/plan.hpp"
#include "os/fork.hpp"
#include "os/pin.hpp"
#include "settings/retired_sinks.hpp"
#include "settings/sender_registry.hpp"

#include <log_fluentd/dict_config.hpp>

#include <boost/log/core/core.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/make_shared.hpp>
#include <boost/weak_ptr.hpp>

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>

namespace log_fluentd {

namespace detail {

namespace {

namespace sinks = boost::log::sinks;
using frontend = sinks::basic_sink_frontend;

/// A handler of the present configuration.
struct live_handler
{
    handler_routing routing;
    /// Boost.Log's core holds the sink. Null if the handler does nothing.
    boost::weak_ptr<frontend> sink;
    /// Null if it holds nothing.
    std::shared_ptr<sink_life> life;
};

/// The present configuration. Never destroyed.
struct state
{
    state() { loggers[""].threshold = default_root_level; }

    fork_safe_mutex mutex;
    std::uint64_t number = 0;
    std::vector<live_handler> handlers;
    /// A sink that accepts no record: while it is in the core, Boost.Log does not print records that no
    /// handler accepts.
    boost::weak_ptr<frontend> silence;
    logger_configs loggers;
};

fork_safe_static<state> the_state;

class silent_backend : public sinks::basic_sink_backend<sinks::concurrent_feeding>
{
public:
    void consume(boost::log::record_view const&) {}
};

boost::shared_ptr<frontend> make_silence()
{
    auto const sink =
        boost::make_shared<sinks::unlocked_sink<silent_backend>>(boost::make_shared<silent_backend>());
    sink->set_filter([](boost::log::attribute_value_set const&) { return false; });
    return sink;
}

bool is_below_a_named_one(std::string name, logger_configs const& named)
{
    for (auto dot = name.rfind('.'); dot != name.npos; dot = name.rfind('.')) {
        name.resize(dot);
        if (named.count(name) != 0)
            return true;
    }
    return false;
}

/// Adds the loggers that only the previous configuration named. As in Python, they are silent, or keep their
/// level but no handlers. Those below a named logger are forgotten.
logger_configs with_existing(logger_configs loggers, logger_configs const& existing, bool disable)
{
    auto const named = loggers;
    for (auto const& [name, logger] : existing) {
        if (name.empty() || named.count(name) != 0 || is_below_a_named_one(name, named))
            continue;
        auto kept = logger;
        kept.handlers.clear();
        kept.filters.clear();
        kept.is_disabled = disable;
        loggers.emplace(name, std::move(kept));
    }
    return loggers;
}

/// Everything that a configuration brings, made but not in force.
struct prepared
{
    std::vector<live_handler> handlers;
    std::vector<boost::shared_ptr<frontend>> sinks;
    boost::shared_ptr<frontend> silence;
    made_senders senders;
    logger_configs loggers;
};

void prepare_handler(prepared& into, plan const& from, handler_config const& handler, std::uint64_t number)
{
    handler_routing routing{handler.name, handler.threshold, find_filters(from, handler.filters), {}};
    for (auto const& way : handler.stand_ins) {
        auto& here = routing.stand_ins.emplace_back();
        for (auto const& by : way)
            here.push_back({by.name, by.threshold, find_filters(from, by.filters), by.respects_level});
    }
    if (handler.expression)
        routing.filters.push_back({{}, *handler.expression});
    auto made = handler.make(into.senders);
    if (made.sink) {
        auto const to = std::make_shared<route const>(into.loggers, routing);
        made.sink->set_filter(route_filter(to, number));
        // No trouble with a record may reach the statement that logs it.
        made.sink->set_exception_handler(trouble_reporter(handler.name));
        into.sinks.push_back(made.sink);
    }
    into.handlers.push_back({std::move(routing), made.sink, std::move(made.life)});
}

prepared prepare(plan const& from, state const& now)
{
    prepared result;
    result.loggers = with_existing(from.loggers, now.loggers, from.disable_existing_loggers);
    for (bool const shares_sender : {false, true})
        for (auto const& handler : from.handlers)
            if (handler.shares_sender == shares_sender)
                prepare_handler(result, from, handler, now.number + 1);
    if (!from.handlers.empty() && result.sinks.empty())
        result.sinks.push_back(result.silence = make_silence());
    return result;
}

void retire(std::vector<live_handler>&& handlers)
{
    auto const core = boost::log::core::get();
    for (auto& handler : handlers)
        if (auto sink = handler.sink.lock()) {
            core->remove_sink(sink);
            retire_sink(std::move(sink), std::move(handler.life));
        }
}

/// Adds the new sinks before it removes those of the previous configuration. One number decides which of them
/// accept records, so that none is lost in between.
void put_in_force(prepared&& made, state& now)
{
    auto const core = boost::log::core::get();
    std::size_t added = 0;
    try {
        for (; added != made.sinks.size(); ++added)
            core->add_sink(made.sinks[added]);
        for (auto const& [name, sender] : made.senders)
            remember_sender(name, sender);
    } catch (...) { // no memory
        while (added != 0)
            core->remove_sink(made.sinks[--added]);
        throw;
    }
    for (auto const& handler : made.handlers)
        if (handler.life)
            handler.life->begin();
    ++now.number;
    configuration_in_force.store(now.number);
    if (auto const silence = now.silence.lock())
        core->remove_sink(silence);
    auto old = std::exchange(now.handlers, std::move(made.handlers));
    now.silence = made.silence;
    now.loggers = std::move(made.loggers);
    retire(std::move(old));
}

void apply_changes(plan const& from, state& now)
{
    auto loggers = now.loggers;
    for (auto const& [name, change] : from.logger_changes) {
        auto& logger = loggers[name];
        logger.is_disabled = false;
        if (change.threshold)
            logger.threshold = *change.threshold;
        if (change.propagate)
            logger.propagate = *change.propagate;
    }
    auto handlers = now.handlers;
    std::vector<std::shared_ptr<route const>> routes;
    for (auto& handler : handlers) {
        auto const change = [&](auto& named) {
            auto const found = from.handler_levels.find(named.name);
            if (found != from.handler_levels.end())
                named.threshold = found->second;
        };
        change(handler.routing);
        for (auto& way : handler.routing.stand_ins)
            for (auto& by : way)
                change(by);
        routes.push_back(std::make_shared<route const>(loggers, handler.routing));
    }
    for (std::size_t i = 0; i != handlers.size(); ++i)
        if (auto const sink = handlers[i].sink.lock())
            sink->set_filter(route_filter(routes[i], now.number));
    now.handlers = std::move(handlers);
    now.loggers = std::move(loggers);
}

void apply(document from, dict_overrides const& overrides)
{
    static char const here = 0;
    pin_object_of(&here); // Boost.Log keeps the sinks
    apply_overrides(from, overrides);
    check_usable(from);
    resolve_references(from);
    auto& now = the_state.get();
    std::lock_guard<fork_safe_mutex> const lock(now.mutex);
    bound_retired_sinks();
    std::vector<std::string_view> existing;
    for (auto const& handler : now.handlers)
        existing.emplace_back(handler.routing.name);
    auto const understood = parse_plan(from, existing);
    if (!understood.incremental)
        put_in_force(prepare(understood, now), now);
    else
        apply_changes(understood, now);
}

} // namespace

} // namespace detail

void dict_config(boost::json::value const& configuration, dict_overrides const& overrides)
{
    detail::document document;
    document.root = configuration;
    detail::apply(std::move(document), overrides);
}

void dict_config_file(std::string const& file, std::string_view section, dict_overrides const& overrides)
{
    detail::apply(detail::read_document(file, section), overrides);
}

} // namespace log_fluentd
