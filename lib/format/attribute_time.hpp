// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Attributes that are times.

#include "format/visit_in_turn.hpp"

#include <log_fluentd/detail/export.hpp>

#include <boost/date_time/local_time/local_date_time.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace log_fluentd::detail {

/// Microseconds, because nanoseconds could not hold the years 1400 to 9999 of Boost.DateTime.
LOG_FLUENTD_DECL std::chrono::microseconds since_1970(boost::posix_time::ptime const& time);

/// The difference between local time and UTC. The C library is asked once for each quarter of an hour,
/// because no zone changes its offset at any other time.
/// \par Thread safety
/// Safe.
class LOG_FLUENTD_DECL local_time_offset
{
public:
    /// The seconds to subtract from a local time to get UTC. A local time in the hour that is repeated in
    /// autumn has two meanings; the system chooses one.
    /// \param local Since 1970 in local time.
    std::chrono::seconds operator()(std::chrono::microseconds local) noexcept;

private:
    std::atomic<std::uint64_t> cached_{0};
};

/// Calls `f(since_1970, has_zone)` if the attribute is a time: a `ptime`, which has no zone, a
/// `local_date_time`, or a time point of the system's clock. Does not call it for any other value, or for a
/// special one (`not_a_date_time`, an infinity).
template <typename Function>
void visit_time(boost::log::attribute_name const& name, boost::log::attribute_value_set const& values,
                Function f)
{
    struct visitor
    {
        Function& f;

        void operator()(boost::posix_time::ptime const& time) const
        {
            if (!time.is_special())
                f(since_1970(time), false);
        }
        void operator()(boost::local_time::local_date_time const& time) const
        {
            if (!time.is_special())
                f(since_1970(time.utc_time()), true);
        }
        void operator()(std::chrono::system_clock::time_point time) const
        {
            f(time.time_since_epoch(), true);
        }
    };
    visit_in_turn<boost::posix_time::ptime, boost::local_time::local_date_time,
                  std::chrono::system_clock::time_point>(name, values, visitor{f});
}

} // namespace log_fluentd::detail
