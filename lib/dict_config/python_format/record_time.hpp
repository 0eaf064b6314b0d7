// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The time of a record, also as text.

#include <boost/log/attributes/attribute_value_set.hpp>

#include <chrono>
#include <cstdint>
#include <string>

namespace log_fluentd::detail {

/// The attribute `TimeStamp` if it is a time, otherwise the present time.
class record_time
{
public:
    explicit record_time(boost::log::attribute_value_set const& values);

    /// Since 1970, UTC. Nanoseconds could not hold the years 1400 to 9999, which Boost.DateTime has.
    std::chrono::microseconds since_epoch() const;
    int milliseconds() const;
    /// The seconds since 1970, and whether they are local time.
    std::int64_t seconds() const;
    bool is_local() const { return is_local_; }

private:
    std::chrono::microseconds since_1970_{};
    bool is_local_ = false;
};

/// Milliseconds since the library was loaded.
double since_start(record_time const& time);

/// `datefmt`: a time as strftime writes it. Keeps the text of one second for each thread, since most records
/// have the same as the record before.
class time_format
{
public:
    /// \param format If empty, Python's default, which has milliseconds.
    /// \throws std::invalid_argument
    explicit time_format(std::string const& format);

    void append(record_time const& time, std::string& out) const;

private:
    std::string format_;
    bool has_milliseconds_;
    std::uint64_t number_;
};

} // namespace log_fluentd::detail
