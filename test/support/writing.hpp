// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_WRITING_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_WRITING_HPP_INCLUDED_

/// \file
/// The output of a value_writer, and its counters.

#include "msgpack/scratch.hpp"
#include "support/decode.hpp"

#include <log_fluentd/event_map.hpp>
#include <log_fluentd/write_value.hpp>

#include <optional>

namespace log_fluentd::test {

struct written
{
    boost::json::value value;
    detail::encode_report report;
};

/// The output of `write_value`.
template <typename T>
written write_one(T const& value)
{
    detail::scratch out;
    value_writer writer(out);
    write_value(writer, value);
    return {decode(out.data(), out.size()), out.report};
}

/// The same if nothing had to be repaired.
template <typename T>
boost::json::value as_json(T const& value)
{
    written const result = write_one(value);
    return result.report.empty() ? result.value : boost::json::value("something was counted");
}

/// An event's map, or the reason why there is none.
struct event_written
{
    std::optional<rejection> rejected;
    boost::json::value map;
    detail::encode_report report;
};

inline event_written write_event(event_map const& map)
{
    detail::scratch out;
    value_writer writer(out);
    event_written result;
    result.rejected = map.write(writer);
    if (!result.rejected)
        result.map = decode(out.data(), out.size());
    result.report = out.report;
    return result;
}

} // namespace log_fluentd::test

#endif
