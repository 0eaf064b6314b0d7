// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DICT_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_DICT_CONFIG_HPP_INCLUDED_

/// \file
/// Set-up from a configuration in the schema of Python's `logging.config.dictConfig`, version 1.
/// doc/dict_config.md lists every key.

#include <log_fluentd/detail/boost_log_abi.hpp>
#include <log_fluentd/dict_config_error.hpp>
#include <log_fluentd/dict_override.hpp>

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace log_fluentd {

/// Applies a configuration: makes the sinks of its handlers and adds them to Boost.Log's core, in place of
/// those of the configuration that was applied before. Sinks that the program has added itself stay.
///
/// All or nothing: what throws has changed nothing. What the old sinks have accepted is still delivered;
/// while the sinks are changed no record is lost, and one that is logged in that moment may reach both.
/// Nothing is connected and no thread is started before the first record. The files of file handlers are
/// opened.
///
/// Handlers that were replaced close their files and sockets. Their senders deliver in the background what
/// they have, for `close_timeout` at most, unless the program or another handler still holds them. At most 16
/// do so at a time; a configuration that finds more waits for the oldest.
///
/// Records are routed by their attributes `Channel` (`std::string`; the name of Python's logger) and
/// `Severity` (`trivial::severity_level`), as a logger of `severity_channel_logger_mt<severity_level>` has
/// them.
///
/// \param overrides Are put in before anything is looked at, one after the other.
/// \throws dict_config_error, `std::bad_alloc`.
/// \par Thread safety Safe, while records are logged too. Not from within a formatter or filter.
/// \par Lifetime Boost.Log's core holds the sinks. The sender of a Fluentd handler is found under the
/// handler's name (`find_sender`). Sinks that were replaced are held, without what they had open, for the
/// records that are on the way to them, until a configuration is applied ten seconds later or more.
void dict_config(boost::json::value const& configuration, dict_overrides const& overrides = {});

/// The same from a file: YAML (`.yaml`, `.yml`) or JSON (`.json`).
/// \param section Path of the configuration within the document, such as `logging`; empty: the document.
/// \param overrides Their paths begin within the section.
void dict_config_file(std::string const& file, std::string_view section = {},
                      dict_overrides const& overrides = {});

} // namespace log_fluentd

#endif
