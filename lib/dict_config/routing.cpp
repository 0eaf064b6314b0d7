// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/routing.hpp"

#include "dict_config/python_format/record_fields.hpp"

#include <algorithm>
#include <utility>

namespace log_fluentd::detail {

std::atomic<std::uint64_t> configuration_in_force{0};

namespace {

constexpr std::uint64_t hash_of_nothing = 14695981039346656037u;

/// FNV-1a: computing the hash of a text passes the hashes of its beginnings.
std::uint64_t hash_on(std::uint64_t hash, char c)
{
    return (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
}

std::uint64_t hash_of(std::string_view text)
{
    auto hash = hash_of_nothing;
    for (char const c : text)
        hash = hash_on(hash, c);
    return hash;
}

bool is_at_or_below(std::string_view channel, std::string_view name)
{
    return channel.substr(0, name.size()) == name &&
           (channel.size() == name.size() || channel[name.size()] == '.');
}

/// The nearest named logger above; if there is none, root.
std::string parent_of(logger_configs const& loggers, std::string name)
{
    for (auto dot = name.rfind('.'); dot != name.npos; dot = name.rfind('.')) {
        name.resize(dot);
        if (loggers.count(name) != 0)
            return name;
    }
    return {};
}

level_number effective_level(logger_configs const& loggers, std::string name)
{
    for (;;) {
        auto const threshold = loggers.at(name).threshold;
        if (threshold != not_set || name.empty())
            return threshold;
        name = parent_of(loggers, name);
    }
}

bool reaches(logger_configs const& loggers, std::string name, std::string const& handler)
{
    for (;;) {
        auto const& logger = loggers.at(name);
        if (std::count(logger.handlers.begin(), logger.handlers.end(), handler) != 0)
            return true;
        if (!logger.propagate || name.empty())
            return false;
        name = parent_of(loggers, name);
    }
}

} // namespace

bool record_filter::operator()(boost::log::attribute_value_set const& values, std::string_view channel) const
{
    return (name.empty() || is_at_or_below(channel, name)) && expression(values);
}

route::route(logger_configs const& loggers, handler_routing handler) : handler_(std::move(handler))
{
    std::size_t size = 2;
    while (size < 2 * loggers.size())
        size *= 2;
    table_.resize(size);
    for (auto const& [name, logger] : loggers) {
        auto added = make_entry(loggers, name);
        least_ = std::min(least_, added.threshold);
        longest_name_ = std::max(longest_name_, name.size());
        if (name.empty())
            root_ = std::move(added);
        else
            add(std::move(added));
    }
}

/// The lowest level that passes: the level of the first handler, and those of the handlers after it that are
/// respected.
level_number route::threshold_of(std::vector<stand_in> const& way_here) const
{
    auto result = way_here.front().threshold;
    for (std::size_t i = 0; i != way_here.size(); ++i)
        if (way_here[i].respects_level)
            result =
                std::max(result, i + 1 != way_here.size() ? way_here[i + 1].threshold : handler_.threshold);
    return result;
}

route::entry route::make_entry(logger_configs const& loggers, std::string const& name) const
{
    auto const& logger = loggers.at(name);
    entry result{name, hash_of(name), never, logger.filters, {}};
    if (logger.is_disabled)
        return result;
    auto const level = effective_level(loggers, name);
    if (reaches(loggers, name, handler_.name))
        result.ways.push_back({std::max(level, handler_.threshold), nullptr});
    for (auto const& by : handler_.stand_ins)
        if (reaches(loggers, name, by.front().name))
            result.ways.push_back({std::max(level, threshold_of(by)), &by});
    for (auto const& one : result.ways)
        result.threshold = std::min(result.threshold, one.threshold);
    if (result.ways.size() == 1 && !result.ways.front().by)
        result.ways.clear();
    return result;
}

void route::add(entry added)
{
    auto at = static_cast<std::size_t>(added.hash % table_.size());
    while (table_[at])
        at = (at + 1) % table_.size();
    table_[at] = std::make_unique<entry>(std::move(added));
}

route::entry const* route::find(std::string_view name, std::uint64_t hash) const
{
    auto const mask = table_.size() - 1;
    for (auto at = static_cast<std::size_t>(hash & mask); table_[at]; at = (at + 1) & mask)
        if (table_[at]->hash == hash && table_[at]->name == name)
            return table_[at].get();
    return nullptr;
}

route::entry const& route::find_nearest(std::string_view channel) const
{
    auto const* nearest = &root_;
    auto hash = hash_of_nothing;
    auto const end = std::min(channel.size(), longest_name_);
    for (std::size_t i = 0; i != end; ++i) {
        hash = hash_on(hash, channel[i]);
        if (i + 1 == channel.size() || channel[i + 1] == '.')
            if (auto const* const found = find(channel.substr(0, i + 1), hash))
                nearest = found;
    }
    return *nearest;
}

bool route::operator()(boost::log::attribute_value_set const& values) const
{
    auto const number = python_level(severity_of(values)).number;
    if (number < least_)
        return false;
    auto const channel = channel_of(values);
    entry const& nearest = find_nearest(channel);
    if (number < nearest.threshold)
        return false;
    auto const passes = [&](record_filter const& filter) { return filter(values, channel); };
    if (!nearest.filters.empty() && nearest.name.size() == channel.size() &&
        !std::all_of(nearest.filters.begin(), nearest.filters.end(), passes))
        return false;
    auto const pass_on = [&](stand_in const& one) {
        return std::all_of(one.filters.begin(), one.filters.end(), passes);
    };
    auto const leads_here = [&](way const& one) {
        return number >= one.threshold && (!one.by || std::all_of(one.by->begin(), one.by->end(), pass_on));
    };
    if (!nearest.ways.empty() && std::none_of(nearest.ways.begin(), nearest.ways.end(), leads_here))
        return false;
    return std::all_of(handler_.filters.begin(), handler_.filters.end(), passes);
}

} // namespace log_fluentd::detail
