// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SINK_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_SINK_CONFIG_HPP_INCLUDED_

/// \file
/// Configuration of a sink: a plain aggregate, every member initialised. See sender_config.hpp for the names
/// in settings files.

#include <log_fluentd/format_dictionary.hpp>
#include <log_fluentd/sender_config.hpp>

#include <cstddef>
#include <string>

namespace log_fluentd {

/// Where the time of an event comes from when `sink_config::time_attribute` names an attribute that has no
/// zone of its own (`boost::posix_time::ptime`).
enum class time_zone
{
    /// The attribute is UTC, as `attributes::utc_clock` makes it.
    utc,
    /// The attribute is local time, as `attributes::local_clock` (and `add_common_attributes`) makes it.
    local,
};

/// A sink: which events its records become, and the sender that takes them.
struct sink_config
{
    /// Tag of every event, joined to `sender_config::tag` by a dot. One of the two must not be empty.
    ///
    /// It may have placeholders, as templates of the format dictionary do (without arguments):
    /// `"app.%Channel%.%Severity%"`; `%%` is a percent sign. In what stands for a placeholder each character
    /// but the letters and digits of ASCII, `_`, `.` and `-` becomes `_`. Then each segment that is empty, as
    /// where an attribute is missing, becomes `_` too, so that there are always as many: `app._.info`. Such a
    /// tag is cut at 255 bytes. The attributes remain in the map as if the tag did not mention them.
    /// UTF-8, at most 1024 bytes.
    std::string tag;
    /// Most tags that placeholders make over the life of the sink. Further ones have `_` in place of each
    /// placeholder, are counted (`statistics::fallback_tags`), and told once. 1 to 65536.
    std::size_t max_tags = 1024;
    /// The format dictionary. Empty: every attribute of the record under its own name.
    format_dictionary format;
    /// How a record's message and its other attributes are treated.
    format_options options;
    /// Name of the attribute that is the event's time. Empty: the time at which the record is logged, in
    /// nanoseconds. So it is too where a record has no such attribute, or one that is no time, not a time
    /// (`not_a_date_time`, an infinity), or a time that an event cannot have: see event_time.hpp.
    std::string time_attribute;
    /// Zone of `time_attribute`.
    time_zone zone = time_zone::local;
    /// Records of this severity or above are the last to be lost: an eighth of the sender's buffer is kept
    /// for them, and `overflow_policy::drop_oldest` gives up chunks that hold one only for others like them.
    /// As in the filter `%Severity% >= warning`: write what stands behind the operator. Empty: all are alike.
    std::string keep_severity;
    /// The sender that `make_sink(sink_config)` makes. Not looked at where a sender is given.
    sender_config sender;
};

/// Throws `std::invalid_argument` that names the first member that is out of bounds, and the bounds. Looks at
/// the format dictionary and at `sink_config::sender` too.
void validate(sink_config const& config);

} // namespace log_fluentd

#endif
