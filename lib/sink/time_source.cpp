// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/time_source.hpp"

#include <chrono>
#include <cstdint>

namespace log_fluentd::detail {

namespace {

/// None if an event cannot have this time.
template <typename Duration>
std::optional<entry_time> entry_time_of(Duration since_1970) noexcept
{
    using namespace std::chrono;
    auto const whole = floor<seconds>(since_1970);
    if (whole.count() < 0 || whole.count() >= end_of_time)
        return std::nullopt;
    nanoseconds const rest = since_1970 - whole;
    return to_entry_time(whole.count(), static_cast<std::uint32_t>(rest.count()));
}

} // namespace

time_source::time_source(std::string const& attribute, time_zone zone) : zone_(zone)
{
    if (!attribute.empty())
        attribute_ = boost::log::attribute_name(attribute);
}

entry_time time_source::of(boost::log::record_view const& record)
{
    std::optional<entry_time> time;
    visit_time(*attribute_, record.attribute_values(), [&](auto since_1970, bool has_zone) {
        if (!has_zone && zone_ == time_zone::local)
            since_1970 -= offset_(std::chrono::floor<std::chrono::microseconds>(since_1970));
        time = entry_time_of(since_1970);
    });
    return time ? *time : entry_time::now();
}

} // namespace log_fluentd::detail
