// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SETTINGS_HPP_INCLUDED_
#define LOG_FLUENTD_SETTINGS_HPP_INCLUDED_

/// \file
/// Set-up from Boost.Log settings files: `Destination=Fluentd`. doc/settings.md lists the keys.

#include <log_fluentd/detail/boost_log_abi.hpp>
#include <log_fluentd/sender.hpp>

#include <iosfwd>
#include <memory>
#include <string_view>

namespace log_fluentd {

/// Makes `Destination=Fluentd` (and `Destination=fluentd`) known to `boost::log::init_from_settings` and
/// `init_from_stream`, for narrow settings. Call it before them, and not from within a sink factory. Calling
/// it again does no harm.
///
/// A section that is wrong makes them throw `boost::log::parse_error`, `missing_value` or `invalid_value`, in
/// a sentence that names the sink, the key and the remedy. Reading settings starts no thread and connects to
/// nobody.
/// \par Thread safety Safe. \par Exception safety `std::bad_alloc` only.
void register_sink_factory();

/// Reads settings in place of those that are in force, while the program logs: for a file that has changed.
/// It does not need `register_sink_factory`, and may be what reads the settings for the first time too.
///
/// All or nothing: what throws has changed nothing, and the settings before stay in force. Otherwise
/// - the sinks with `Destination=Fluentd` that settings have made before are replaced. Each record that is
///   logged meanwhile reaches those before or the new ones. What was accepted is delivered;
/// - a sender whose keys and secrets are the same goes on as it is, with its buffer and its connection, even
///   in a section of another name. One that no section has any more delivers what it has and closes, ten
///   seconds later: until then a record may be on its way to it. A thread waits for that;
/// - `[Core]` is what the file says: without `Filter` there is none, without `DisableLogging` logging is
///   enabled;
/// - where the sections of other destinations are not the same as when this function was called last, they
///   are replaced: Boost.Log can only remove all sinks, those that the program has added itself among them,
///   so there is a moment in which the core has none. Where they are the same, or there are none in the
///   first file that this function reads, other sinks stay as they are.
///
/// Sinks that the program has made with `make_sink`, and those of `dict_config`, stay, but for that case.
///
/// \param stream Narrow settings, as for `boost::log::init_from_stream`. One that has failed, as where the
/// file is not there, is refused.
///
/// \throws boost::log::parse_error, missing_value, invalid_value as `register_sink_factory` says; what a sink
/// factory of another destination throws. In the filters of all sections, a word that is no level of the
/// severity and an invalid regular expression are refused.
///
/// \par Thread safety Safe; calls come one after the other. Not from within a sink factory or a filter.
/// \par Exception safety Strong.
void reload_settings(std::istream& stream);

/// The sender of the section that says `Name=name`; null when there is none, or when it is gone. Where there
/// were several, as after the settings were read again, the newest that is still held by somebody.
/// \par Thread safety Safe; in static destructors too. \par Lifetime Sinks hold their sender; the name alone
/// does not.
std::shared_ptr<sender> find_sender(std::string_view name);

} // namespace log_fluentd

#endif
