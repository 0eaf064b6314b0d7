// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DICT_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_DICT_CONFIG_HPP_INCLUDED_

/// \file
/// Sets the library up from a configuration in the schema of Python's `logging.config.dictConfig`, version 1.
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
/// If it throws, nothing has changed. What the old sinks have accepted is still delivered. No record is lost
/// while the sinks are replaced; a record that is logged at that moment may reach both the old and the new
/// ones. The files of file handlers are opened, but no connection is made and no thread is started before the
/// first record.
///
/// Handlers that were replaced close their files and sockets. Their senders deliver in the background what
/// they hold, at most for `close_timeout`, unless the program or another handler still uses them. At most 16
/// senders do so at a time; if there are more, this function waits for the oldest.
///
/// Records are routed by two attributes: `Channel` (`std::string`, the name of the logger in Python) and
/// `Severity` (`trivial::severity_level`). A `severity_channel_logger_mt<severity_level>` has both.
///
/// \param overrides Values that are put into the configuration before it is read, in this order.
/// \throws dict_config_error, std::bad_alloc.
/// \par Thread safety
/// Safe, also while records are logged. It must not be called within a formatter or a filter.
/// \par Lifetime
/// Boost.Log's core owns the sinks. `find_sender` finds the sender of a Fluentd handler by the name of the
/// handler. Sinks that were replaced are kept, without their files and sockets, for records that are on their
/// way to them, until a configuration is applied at least ten seconds later.
LOG_FLUENTD_DECL void dict_config(boost::json::value const& configuration,
                                  dict_overrides const& overrides = {});

/// The same from a file in YAML (`.yaml`, `.yml`) or JSON (`.json`).
/// \param section Path of the configuration within the document, such as `logging`. If empty, the whole
/// document is the configuration.
/// \param overrides Their paths begin within the section.
LOG_FLUENTD_DECL void dict_config_file(std::string const& file, std::string_view section = {},
                                       dict_overrides const& overrides = {});

} // namespace log_fluentd

#endif
