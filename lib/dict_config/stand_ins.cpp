// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Handlers that pass records on to other handlers: Python's QueueHandler and MemoryHandler. Here no handler
/// makes a record wait, so they are not made: they stand for the others.

#include "dict_config/handlers.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

namespace {

made_sink make_nothing(made_senders&)
{
    return {};
}

} // namespace

void parse_queue_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    if (formatter)
        from.find("formatter")
            ->refuse("it has no effect here; name it at the handlers that write the records, and remove it "
                     "from this one");
    auto const handlers = from.find("handlers");
    if (!handlers)
        from.refuse("handlers is missing; write the handlers that its listener has, such as handlers: "
                    "[console]");
    into.stands_for = handlers->texts();
    if (auto const respects = from.find("respect_handler_level"))
        into.respects_level = respects->boolean();
    into.is_stand_in = true;
    into.make = &make_nothing;
}

// A formatter has no effect, as in Python.
void parse_memory_handler(node const& from, formatter_config const*, handler_config& into)
{
    auto const target = from.find("target");
    if (!target)
        from.refuse("target is missing; write the name of the handler that its records are for");
    into.stands_for = {target->text()};
    if (auto const capacity = from.find("capacity"))
        static_cast<void>(capacity->whole_number());
    for (auto const* const key : {"flushLevel", "flush_level"})
        if (auto const threshold = from.find(key))
            static_cast<void>(read_level(*threshold));
    for (auto const* const key : {"flushOnClose", "flush_on_close"})
        if (auto const flush = from.find(key); flush && !flush->boolean())
            flush->refuse("records are passed on at once, so none is left to be thrown away; remove it, and "
                          "write level for those that are wanted");
    into.is_stand_in = true;
    into.make = &make_nothing;
}

void resolve_stand_ins(node const& section, std::vector<handler_config>& all)
{
    std::vector<std::string_view> known;
    for (auto const& one : all)
        if (!one.is_stand_in)
            known.push_back(one.name);
    for (auto const& one : all) {
        if (!one.is_stand_in)
            continue;
        auto const from = *section.find(one.name);
        auto const list = from.find("handlers");
        for (std::size_t i = 0; i != one.stands_for.size(); ++i) {
            auto const& name = one.stands_for[i];
            auto const place = list ? list->elements()[i] : *from.find("target");
            auto const target = std::find_if(all.begin(), all.end(),
                                             [&](handler_config const& other) { return other.name == name; });
            if (target == all.end())
                place.refuse_value("is not in the section handlers" + suggest(name, known));
            if (target->is_stand_in)
                place.refuse_value("passes its records on to others itself; write their names");
            if (std::count(one.stands_for.begin(), one.stands_for.begin() + static_cast<std::ptrdiff_t>(i),
                           name) != 0)
                place.refuse_value("is there twice; remove one");
            target->stand_ins.push_back({one.name, one.threshold, one.filters, one.respects_level});
        }
    }
}

} // namespace log_fluentd::detail
