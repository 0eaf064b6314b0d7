// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SETTINGS_HPP_INCLUDED_
#define LOG_FLUENTD_SETTINGS_HPP_INCLUDED_

/// \file
/// Set-up from Boost.Log settings files: `Destination=Fluentd`. doc/settings.md lists the keys.

#include <log_fluentd/sender.hpp>

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

/// The sender of the section that says `Name=name`; null when there is none, or when it is gone. Where there
/// were several, as after the settings were read again, the newest that is still held by somebody.
/// \par Thread safety Safe; in static destructors too. \par Lifetime Sinks hold their sender; the name alone
/// does not.
std::shared_ptr<sender> find_sender(std::string_view name);

} // namespace log_fluentd

#endif
