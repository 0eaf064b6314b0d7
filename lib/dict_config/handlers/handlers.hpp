// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The section `handlers`: each handler becomes a sink.

#include "base/config_error.hpp"
#include "dict_config/document/node.hpp"
#include "dict_config/python_format/formatters.hpp"
#include "dict_config/python_format/levels.hpp"
#include "settings/sink_life.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/log/expressions/filter.hpp>
#include <boost/log/sinks/basic_sink_frontend.hpp>
#include <boost/shared_ptr.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// A sink that was made and is not in force yet.
struct made_sink
{
    /// Null: the handler takes records and does nothing with them.
    boost::shared_ptr<boost::log::sinks::basic_sink_frontend> sink;
    /// Null: it holds nothing.
    std::shared_ptr<sink_life> life;
};

/// The senders that the handlers of one configuration have made, by name.
using made_senders = std::map<std::string, std::shared_ptr<sender>, std::less<>>;

/// A handler that passes records on to another one.
struct stand_in_config
{
    std::string name;
    level_number threshold = not_set;
    /// Names of entries of the section `filters`.
    std::vector<std::string> filters;
    /// The level of the other handler counts too.
    bool respects_level = false;
};

/// A handler, understood. Nothing of it is made yet.
struct handler_config
{
    std::string name;
    level_number threshold = not_set;
    /// Names of entries of the section `filters`.
    std::vector<std::string> filters;
    /// A filter of the handler's own.
    std::optional<boost::log::filter> expression;
    /// It uses the sender of another handler, so it is made after those that make senders.
    bool shares_sender = false;
    /// The handler whose sender it is.
    std::string sender;
    /// By each way that leads to it through others: the first is named by loggers, the last passes on to it.
    std::vector<std::vector<stand_in_config>> stand_ins;
    /// It is one of these itself: the others' names, in the order of the document.
    bool is_stand_in = false;
    std::vector<std::string> stands_for;
    bool respects_level = false;
    /// May be called once: it can move parts into the sink. \throws dict_config_error
    std::function<made_sink(made_senders&)> make;
};

/// A kind of handler, and the names that choose it.
struct handler_class
{
    /// The first is ours, the others are those of Python's classes.
    std::vector<std::string_view> names;
    /// Those of this kind alone.
    std::vector<std::string_view> keys;
    /// \param formatter Null: none is given.
    void (*parse)(node const& from, formatter_config const* formatter, handler_config& into);
};

std::vector<handler_class> const& handler_classes();

/// A handler of Python's that has no meaning here, and what to write.
struct refused_handler
{
    std::string_view name;
    std::string_view remedy;
};

std::vector<refused_handler> const& refused_handlers();
/// The keys that each kind has.
std::vector<std::string_view> const& common_handler_keys();

/// \throws dict_config_error
std::vector<handler_config> parse_handlers(std::optional<node> const& section,
                                           formatter_configs const& formatters,
                                           std::vector<std::string_view> const& filters);

/// The names in a list, each of which must be known. \param what "handler" or "filter"
std::vector<std::string> read_names(std::optional<node> const& list, std::string_view what,
                                    std::vector<std::string_view> const& known);

// The kinds.
void parse_fluentd_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_stream_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_file_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_rotating_file_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_timed_rotating_file_handler(node const& from, formatter_config const* formatter,
                                       handler_config& into);
void parse_watched_file_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_syslog_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_null_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_queue_handler(node const& from, formatter_config const* formatter, handler_config& into);
void parse_memory_handler(node const& from, formatter_config const* formatter, handler_config& into);

/// Tells the handlers of `all` which others pass records on to them. \throws dict_config_error
void resolve_stand_ins(node const& section, std::vector<handler_config>& all);

/// The keys of a Fluentd handler: those of the settings, in the spelling of Python.
std::vector<std::string_view> const& fluentd_handler_keys();

/// `buffer_limit` of `BufferLimit`.
std::string snake_case(std::string_view key);
/// "buffer_limit", "port: 24224"
config_spelling python_spelling();

/// The formatter, refused when it makes maps.
boost::log::formatter text_formatter_of(node const& handler, formatter_config const* formatter);

} // namespace log_fluentd::detail
