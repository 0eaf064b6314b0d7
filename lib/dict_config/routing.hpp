// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which records reach which handler: Python's loggers, for Boost.Log's channels.

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
    /// Passes records of this channel and those below it; if empty, of all.
    std::string name;
    /// Of these, passes those that match it.
    boost::log::filter expression;

    bool operator()(boost::log::attribute_value_set const& values, std::string_view channel) const;
};

/// An entry of the section `loggers`.
struct logger_config
{
    level_number threshold = not_set;
    std::vector<std::string> handlers;
    bool propagate = true;
    /// For records of this channel only, not of those below it.
    std::vector<record_filter> filters;
    /// Whether only a previous configuration named it: it is silent.
    bool is_disabled = false;
};

/// By name. The empty name is root, which always exists.
using logger_configs = std::map<std::string, logger_config, std::less<>>;

/// A handler that passes its records on to another one.
struct stand_in
{
    std::string name;
    level_number threshold = not_set;
    std::vector<record_filter> filters;
    /// Whether the level of the other handler counts too.
    bool respects_level = false;
};

/// Which records a handler accepts.
struct handler_routing
{
    std::string name;
    level_number threshold = not_set;
    std::vector<record_filter> filters;
    /// The ways that lead to it through other handlers: loggers name the first, and the last passes on to it.
    std::vector<std::vector<stand_in>> stand_ins{};
};

/// Decides for one handler. Everything is prepared, so a record needs only a search for the longest logger
/// name that its channel begins with, and allocates nothing.
/// \par Thread safety
/// Several threads may call `const` members at the same time.
class route
{
public:
    route(logger_configs const& loggers, handler_routing handler);
    route& operator=(route&&) = delete;

    bool operator()(boost::log::attribute_value_set const& values) const;

private:
    /// Above every level: nothing passes.
    static constexpr level_number never = std::numeric_limits<level_number>::max();

    /// A way from a logger to the handler.
    struct way
    {
        level_number threshold = never;
        /// Null for the direct way.
        std::vector<stand_in> const* by = nullptr;
    };

    struct entry
    {
        std::string name;
        std::uint64_t hash = 0;
        /// Records of this level and above reach the handler by at least one way.
        level_number threshold = never;
        std::vector<record_filter> filters;
        /// Empty if there is only the direct way.
        std::vector<way> ways;
    };

    level_number threshold_of(std::vector<stand_in> const& way_here) const;
    entry make_entry(logger_configs const& loggers, std::string const& name) const;
    void add(entry added);
    entry const* find(std::string_view name, std::uint64_t hash) const;
    entry const& find_nearest(std::string_view channel) const;

    handler_routing handler_;
    entry root_;
    /// Open addressing: a power of two in size, at most half full; null is free.
    std::vector<std::unique_ptr<entry>> table_;
    std::size_t longest_name_ = 0;
    level_number least_ = never;
};

/// The number of the configuration whose sinks accept records. During a change, the sinks of two
/// configurations are in the core; only those of one accept a record.
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
