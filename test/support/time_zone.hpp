// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_TIME_ZONE_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_TIME_ZONE_HPP_INCLUDED_

/// \file
/// A time zone for one test.

#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

namespace log_fluentd::test {

/// While it exists, the process is in this zone.
class time_zone
{
public:
    explicit time_zone(std::string const& zone)
    {
        if (char const* const before = std::getenv("TZ"))
            before_ = before;
        enter(zone);
    }
    time_zone(time_zone const&) = delete;
    time_zone& operator=(time_zone const&) = delete;
    ~time_zone() { enter(before_); }

private:
    static void enter(std::optional<std::string> const& zone)
    {
        if (zone)
            ::setenv("TZ", zone->c_str(), 1);
        else
            ::unsetenv("TZ");
        ::tzset();
    }

    std::optional<std::string> before_;
};

} // namespace log_fluentd::test

#endif
