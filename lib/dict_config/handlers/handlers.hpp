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
#include <log_fluentd/sink_config.hpp>

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

/// A sink that was made but is not in force yet.
struct made_sink
{
    /// Null if the handler does nothing with its records.
    boost::shared_ptr<boost::log::sinks::basic_sink_frontend> sink;
    /// Null if the sink holds nothing.
    std::shared_ptr<sink_life> life;
};

/// The senders made by the handlers of one configuration, by name.
using made_senders = std::map<std::string, std::shared_ptr<sender>, std::less<>>;

/// A handler that passes its records on to another one.
struct stand_in_config
{
    std::string name;
    level_number threshold = not_set;
    /// Names in the section `filters`.
    std::vector<std::string> filters;
    /// Whether the level of the other handler counts too.
    bool respects_level = false;
};

/// A parsed handler. Nothing of it is made yet.
struct handler_config
{
    std::string name;
    level_number threshold = not_set;
    /// Names in the section `filters`.
    std::vector<std::string> filters;
    /// The handler's own filter.
    std::optional<boost::log::filter> expression;
    /// Whether it uses the sender of another handler. If so, it is made after those that make senders.
    bool shares_sender = false;
    /// The handler that the sender belongs to.
    std::string sender;
    /// The ways that lead to it through other handlers: loggers name the first, and the last passes on to it.
    std::vector<std::vector<stand_in_config>> stand_ins;
    /// Whether it is a stand-in, for the handlers of `stands_for`, in the order of the document.
    bool is_stand_in = false;
    std::vector<std::string> stands_for;
    bool respects_level = false;
    /// For a Fluentd handler, the configuration of its sink, until `make` is called; otherwise empty.
    std::function<sink_config const&()> config;
    /// Call it only once: it may move parts into the sink.
    /// \throws dict_config_error
    std::function<made_sink(made_senders&)> make;
};

/// A kind of handler, and the names that choose it.
struct handler_class
{
    /// The first is the library's name, the others are those of Python's classes.
    std::vector<std::string_view> names;
    /// The keys that only this kind has.
    std::vector<std::string_view> keys;
    /// \param formatter Null if none is given.
    void (*parse)(node const& from, formatter_config const* formatter, handler_config& into);
};

std::vector<handler_class> const& handler_classes();

/// A handler of Python's without a meaning here, and what to write instead.
struct unsupported_handler
{
    std::string_view name;
    std::string_view remedy;
};

std::vector<unsupported_handler> unsupported_handlers();
/// The keys that all kinds have.
std::vector<std::string_view> common_handler_keys();

/// \throws dict_config_error
std::vector<handler_config> parse_handlers(std::optional<node> const& section,
                                           formatter_configs const& formatters,
                                           std::vector<std::string_view> const& filters);

/// The names in a list, each of which must be known.
/// \param what "handler" or "filter"
std::vector<std::string> read_names(std::optional<node> const& list, std::string_view what,
                                    std::vector<std::string_view> const& known);

// The kinds of handlers.
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

/// Sets in each handler of `all` which others pass their records on to it.
/// \throws dict_config_error
void resolve_stand_ins(node const& section, std::vector<handler_config>& all);

/// The keys of a Fluentd handler: those of settings, in Python's spelling.
std::vector<std::string_view> const& fluentd_handler_keys();

/// `buffer_limit` for `BufferLimit`.
std::string snake_case(std::string_view key);
/// "buffer_limit", "port: 24224"
config_spelling python_spelling();

/// The formatter. Throws if it makes maps.
boost::log::formatter text_formatter_of(node const& handler, formatter_config const* formatter);

} // namespace log_fluentd::detail
