// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SINK_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_SINK_CONFIG_HPP_INCLUDED_

/// \file
/// Configuration of a sink: a plain aggregate, in which every member has a default. sender_config.hpp says
/// how the keys of settings files are named.

#include <log_fluentd/format_dictionary.hpp>
#include <log_fluentd/sender_config.hpp>

#include <cstddef>
#include <string>

namespace log_fluentd {

/// Time zone of an event's time if `sink_config::time_attribute` names an attribute that has no zone of its
/// own (`boost::posix_time::ptime`).
enum class time_zone
{
    /// The attribute is in UTC, as `attributes::utc_clock` makes it.
    utc,
    /// The attribute is in local time, as `attributes::local_clock` (and `add_common_attributes`) makes it.
    local,
};

/// A sink: what its records become, and the sender that sends them.
struct sink_config
{
    /// Tag of every event, after `sender_config::tag` and a dot. One of the two must not be empty. UTF-8, at
    /// most 1024 bytes.
    ///
    /// It may have placeholders without arguments, like templates of the format dictionary:
    /// `"app.%Channel%.%Severity%"`; `%%` is a percent sign. In the text of a placeholder, each character
    /// except ASCII letters and digits, `_`, `.` and `-` becomes `_`. Then each empty segment becomes `_`
    /// too, for example if an attribute is missing, so that the number of segments stays the same:
    /// `app._.info`. A tag that is made in this way is cut at 255 bytes. The attributes stay in the map as if
    /// the tag did not mention them.
    std::string tag;
    /// Most tags that placeholders make during the life of the sink. Further tags have `_` in place of each
    /// placeholder; such events are counted (`statistics::fallback_tags`) and reported once. 1 to 65536.
    std::size_t max_tags = 1024;
    /// The format dictionary. If empty, every attribute of the record is sent under its own name.
    format_dictionary format;
    /// How a record's message and its other attributes are sent.
    format_options options;
    /// Name of the attribute that is the event's time. If empty, the event has the time at which the record
    /// is logged, in nanoseconds. The same is true for a record without the attribute, and if its value is
    /// not a time (for example `not_a_date_time`, or an infinity) or is a time that an event cannot have
    /// (event_time.hpp).
    std::string time_attribute;
    /// Time zone of `time_attribute`.
    time_zone zone = time_zone::local;
    /// Records of this severity or above are lost last: an eighth of the sender's buffer is reserved for
    /// them, and `overflow_policy::drop_oldest` discards chunks with such a record only to make room for
    /// others of this kind. The text is what follows the operator in a filter such as
    /// `%Severity% >= warning`. If empty, all records are equal.
    std::string keep_severity;
    /// The sender that `make_sink(sink_config)` makes. It is ignored if a sender is given.
    sender_config sender;
};

/// Checks a configuration, including the format dictionary and `sink_config::sender`.
/// \throws std::invalid_argument with a sentence that names the first member that is out of bounds, and the
/// bounds.
LOG_FLUENTD_DECL void validate(sink_config const& config);

} // namespace log_fluentd

#endif
