// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SETTINGS_HPP_INCLUDED_
#define LOG_FLUENTD_SETTINGS_HPP_INCLUDED_

/// \file
/// Sets the library up from Boost.Log settings files, with `Destination=Fluentd`. doc/settings.md lists the
/// keys.

#include <log_fluentd/detail/boost_log_abi.hpp>

#include <iosfwd>
#include <memory>
#include <string_view>

namespace log_fluentd {

class sender; // sender.hpp

/// Makes `Destination=Fluentd` (and `Destination=fluentd`) known to `boost::log::init_from_settings` and
/// `init_from_stream`, for narrow settings. Call it before these functions, and not within a sink factory. It
/// may be called several times.
///
/// If a section is wrong, these functions throw `boost::log::parse_error`, `missing_value` or `invalid_value`
/// with a sentence that names the sink, the key and a remedy. Reading settings starts no thread and makes no
/// connection.
/// \throws std::bad_alloc only.
/// \par Thread safety
/// Safe.
LOG_FLUENTD_DECL void register_sink_factory();

/// Replaces the settings that are in force, while the program logs: for a settings file that has changed. It
/// does not require `register_sink_factory`, and may also read the settings for the first time.
///
/// If it throws, nothing has changed, and the old settings stay in force. Otherwise
/// - The sinks with `Destination=Fluentd` that settings have made before are replaced. Each record that is
///   logged meanwhile reaches the old or the new ones. What was accepted is delivered.
/// - A sender whose keys and secrets are the same goes on with its buffer and its connection, also if its
///   section has another name. A sender that no section has any more delivers what it holds in the
///   background, for `close_timeout` at most, and closes. At most 16 senders do so at a time.
/// - `[Core]` is what the file says: without `Filter` there is no filter, and without `DisableLogging`
///   logging is enabled.
/// - The sinks of other destinations stay if their sections are the same as in the last call of this
///   function, or if the first file that it reads has none. Otherwise they are replaced. Boost.Log can only
///   remove all sinks, including those that the program has added itself, so for a moment the core has none.
///
/// Except for that last case, sinks that the program has made with `make_sink`, and those of `dict_config`,
/// stay.
///
/// \param stream Narrow settings, as for `boost::log::init_from_stream`. A stream that has failed, for
/// example because there is no such file, is an error.
/// \throws boost::log::parse_error, missing_value, invalid_value as described for `register_sink_factory`,
/// also if the filter of any section has an invalid regular expression or a word that is not a level of the
/// severity; what a sink factory of another destination throws.
/// \par Thread safety
/// Safe; calls run one after the other. It must not be called within a sink factory or a filter.
LOG_FLUENTD_DECL void reload_settings(std::istream& stream);

/// Finds the sender of the section with `Name=name`. If there were several, for example because the settings
/// were read again, it is the newest one that still exists. Its members are in sender.hpp.
/// \returns Null if there is none.
/// \par Thread safety
/// Safe, also in static destructors.
/// \par Lifetime
/// A sender exists as long as a sink or the program holds it; its name alone does not keep it.
LOG_FLUENTD_DECL std::shared_ptr<sender> find_sender(std::string_view name);

} // namespace log_fluentd

#endif
