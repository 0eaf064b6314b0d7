// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/time_source.hpp"

#include "format/visit_in_turn.hpp"
#include "os/fork.hpp"

#include <boost/date_time/local_time/local_date_time.hpp>
#include <boost/date_time/posix_time/conversion.hpp>

#include <chrono>
#include <ctime>

namespace log_fluentd::detail {

namespace pt = boost::posix_time;

namespace {

pt::ptime const& epoch()
{
    struct since_1970 : pt::ptime
    {
        since_1970() : pt::ptime(boost::gregorian::date(1970, 1, 1)) {}
    };
    static fork_safe_static<since_1970> only; // never destroyed: records at exit
    return only.get();
}

/// Years 1400 to 9999, for which nanoseconds are too many.
std::chrono::microseconds since_epoch(pt::ptime const& time)
{
    return std::chrono::microseconds((time - epoch()).total_microseconds());
}

/// A time that an event cannot have is none.
template <typename Duration>
std::optional<event_time> event_time_of(Duration since_1970) noexcept
{
    using namespace std::chrono;
    auto const whole = floor<seconds>(since_1970);
    if (whole.count() < 0 || whole.count() >= end_of_time)
        return std::nullopt;
    nanoseconds const rest = since_1970 - whole;
    return to_event_time(whole.count(), static_cast<std::uint32_t>(rest.count()));
}

} // namespace

std::int64_t local_time_offset::operator()(pt::ptime const& local) noexcept
{
    constexpr std::int64_t quarter = 15 * 60;
    constexpr std::int64_t bias = 1 << 18; // offsets are less than 73 hours, in either direction
    std::int64_t const seconds = (local - epoch()).total_seconds();
    auto const index = static_cast<std::uint64_t>(seconds / quarter);

    // The quarter in the upper bits, the biased offset in the lower 20; 0 is the year 1970 and never right.
    std::uint64_t const cached = cached_.load(std::memory_order_relaxed);
    if (cached >> 20 == index && cached)
        return static_cast<std::int64_t>(cached & 0xfffff) - bias;
    std::tm fields = pt::to_tm(local);
    fields.tm_isdst = -1;
    std::int64_t const offset = seconds - std::mktime(&fields);
    cached_.store(index << 20 | static_cast<std::uint64_t>(offset + bias), std::memory_order_relaxed);
    return offset;
}

time_source::time_source(std::string const& attribute, time_zone zone) : zone_(zone)
{
    if (!attribute.empty())
        attribute_ = boost::log::attribute_name(attribute);
}

event_time time_source::of(boost::log::record_view const& record)
{
    struct visitor
    {
        time_source& source;
        std::optional<event_time>& time;

        void operator()(pt::ptime const& t) const
        {
            if (t.is_special())
                return;
            auto utc = since_epoch(t);
            if (source.zone_ == time_zone::local)
                utc -= std::chrono::seconds(source.offset_(t));
            time = event_time_of(utc);
        }
        void operator()(boost::local_time::local_date_time const& t) const
        {
            if (!t.is_special())
                time = event_time_of(since_epoch(t.utc_time()));
        }
        void operator()(std::chrono::system_clock::time_point t) const
        {
            time = event_time_of(t.time_since_epoch());
        }
    };
    std::optional<event_time> time;
    visit_in_turn<pt::ptime, boost::local_time::local_date_time, std::chrono::system_clock::time_point>(
        *attribute_, record.attribute_values(), visitor{*this, time});
    return time ? *time : event_time::now();
}

} // namespace log_fluentd::detail
