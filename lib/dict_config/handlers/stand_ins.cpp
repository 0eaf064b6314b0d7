// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Handlers that pass records on to other handlers: Python's QueueHandler and MemoryHandler. Here no handler
/// makes a record wait, so no sink is made for them: they stand for the others.

#include "dict_config/handlers/handlers.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

namespace {

made_sink make_nothing(made_senders&)
{
    return {};
}

/// Follows all ways that begin at a stand-in, and adds them to the handlers at their ends.
class way_finder
{
public:
    way_finder(node const& section, std::vector<handler_config>& all) : section_(section), all_(all)
    {
        for (bool const stand_in : {false, true}) // suggestions are preferably handlers that write
            for (auto const& one : all)
                if (one.is_stand_in == stand_in)
                    known_.push_back(one.name);
    }

    /// Continues through one more handler, which must not be on the way already.
    void go_on(handler_config const& by)
    {
        way_.push_back({by.name, by.threshold, by.filters, by.respects_level});
        auto const from = *section_.find(by.name);
        auto const list = from.find("handlers");
        for (std::size_t i = 0; i != by.stands_for.size(); ++i) {
            auto const place = list ? list->elements()[i] : *from.find("target");
            auto const before = by.stands_for.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::find(by.stands_for.begin(), before, *before) != before)
                place.fail_value("is there twice; remove one");
            go_to(*before, place);
        }
        way_.pop_back();
    }

private:
    void go_to(std::string const& name, node const& place)
    {
        constexpr std::size_t most_ways = 1000; // their number grows exponentially with their length
        auto const target = std::find_if(all_.begin(), all_.end(),
                                         [&](handler_config const& other) { return other.name == name; });
        if (target == all_.end())
            place.fail_value("is not in the section handlers" + suggest(name, known_));
        bool const is_behind_itself = std::any_of(
            way_.begin(), way_.end(), [&](stand_in_config const& one) { return one.name == name; });
        if (is_behind_itself)
            place.fail_value("passes its records on to this one, which would go round forever; write the "
                             "name of a handler that writes them");
        if (++ways_ > most_ways)
            place.fail_value("is passed on to in too many ways; at most " + std::to_string(most_ways) +
                             " lead from queues and memory handlers to others");
        if (target->is_stand_in)
            go_on(*target);
        else
            target->stand_ins.push_back(way_);
    }

    node const& section_;
    std::vector<handler_config>& all_;
    std::vector<std::string_view> known_;
    std::vector<stand_in_config> way_;
    std::size_t ways_ = 0;
};

} // namespace

void parse_queue_handler(node const& from, formatter_config const* formatter, handler_config& into)
{
    if (formatter)
        from.find("formatter")
            ->fail("it has no effect here; name it at the handlers that write the records, and remove it "
                   "from this one");
    auto const handlers = from.find("handlers");
    if (!handlers)
        from.fail("handlers is missing; write the handlers that its listener has, such as handlers: "
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
        from.fail("target is missing; write the name of the handler that its records are for");
    into.stands_for = {target->text()};
    if (auto const capacity = from.find("capacity"))
        static_cast<void>(capacity->whole_number());
    for (auto const* const key : {"flushLevel", "flush_level"})
        if (auto const threshold = from.find(key))
            static_cast<void>(read_level(*threshold));
    for (auto const* const key : {"flushOnClose", "flush_on_close"})
        if (auto const flush = from.find(key); flush && !flush->boolean())
            flush->fail("records are passed on at once, so none is left to be thrown away; remove it, and "
                        "write level for those that are wanted");
    into.is_stand_in = true;
    into.make = &make_nothing;
}

void resolve_stand_ins(node const& section, std::vector<handler_config>& all)
{
    way_finder finder(section, all);
    for (auto const& one : all)
        if (one.is_stand_in)
            finder.go_on(one);
}

} // namespace log_fluentd::detail
