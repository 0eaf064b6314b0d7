// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which records reach which handler: loggers as Python has them, for Boost.Log's channels.

#include "dict_config/python_format/levels.hpp"

#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/expressions/filter.hpp>

#include <atomic>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// An entry of the section `filters`.
struct record_filter
{
    /// Passes records of this channel and those below it; empty: of all.
    std::string name;
    /// And, of these, those that it takes.
    boost::log::filter expression;

    bool operator()(boost::log::attribute_value_set const& values, std::string_view channel) const;
};

/// An entry of the section `loggers`.
struct logger_config
{
    level_number threshold = not_set;
    std::vector<std::string> handlers;
    bool propagate = true;
    /// For records of this very channel, not of those below it.
    std::vector<record_filter> filters;
    /// Named by a configuration before, and by this one no more: it is silent.
    bool is_disabled = false;
};

/// By name; the empty name is root, and always there.
using logger_configs = std::map<std::string, logger_config, std::less<>>;

/// A handler that passes on to another one what reaches it.
struct stand_in
{
    std::string name;
    level_number threshold = not_set;
    std::vector<record_filter> filters;
    /// The level of the other handler counts too.
    bool respects_level = false;
};

/// What a handler says about the records that reach it.
struct handler_routing
{
    std::string name;
    level_number threshold = not_set;
    std::vector<record_filter> filters;
    /// By each way that leads to it through others: the first is named by loggers, the last passes on to it.
    std::vector<std::vector<stand_in>> stand_ins{};
};

/// Decides for one handler. Everything is worked out beforehand: a record costs the search for the longest
/// name of a logger that its channel begins with, and no memory.
/// \par Thread safety `const` members may be called from several threads at a time.
class route
{
public:
    route(logger_configs const& loggers, handler_routing handler);
    route(route const&) = delete;
    route& operator=(route const&) = delete;

    bool operator()(boost::log::attribute_value_set const& values) const;

private:
    /// Higher than every level: nothing passes.
    static constexpr level_number never = std::numeric_limits<level_number>::max();

    /// A way from a logger to the handler.
    struct way
    {
        level_number threshold = never;
        /// Null: the handler's own way.
        std::vector<stand_in> const* by = nullptr;
    };

    struct entry
    {
        std::string name;
        std::uint64_t hash = 0;
        /// Records of this level and above reach the handler, by one way at least.
        level_number threshold = never;
        std::vector<record_filter> filters;
        /// Empty: there is the handler's own way only.
        std::vector<way> ways;
    };

    level_number threshold_of(std::vector<stand_in> const& way_here) const;
    entry make_entry(logger_configs const& loggers, std::string const& name) const;
    void add(entry added);
    entry const* find(std::string_view name, std::uint64_t hash) const;
    entry const& find_nearest(std::string_view channel) const;

    handler_routing handler_;
    entry root_;
    /// Open addressing; a power of two in size, at most half full. Null: free.
    std::vector<std::unique_ptr<entry>> table_;
    std::size_t longest_name_ = 0;
    level_number least_ = never;
};

/// The number of the configuration whose sinks take records. The sinks of two configurations are in the core
/// for a moment when one follows the other; so each record is taken by those of one.
extern std::atomic<std::uint64_t> configuration_in_force;

/// A route as the filter of a sink.
class route_filter
{
public:
    route_filter(std::shared_ptr<route const> to, std::uint64_t configuration)
        : route_(std::move(to)),
          configuration_(configuration)
    {}

    bool operator()(boost::log::attribute_value_set const& values) const
    {
        return configuration_in_force.load(std::memory_order_relaxed) == configuration_ && (*route_)(values);
    }

private:
    std::shared_ptr<route const> route_;
    std::uint64_t configuration_;
};

} // namespace log_fluentd::detail
