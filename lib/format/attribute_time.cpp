// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/attribute_time.hpp"

#include "os/fork.hpp"

#include <ctime>

namespace log_fluentd::detail {

namespace pt = boost::posix_time;

std::chrono::microseconds since_1970(pt::ptime const& time)
{
    static fork_safe_static<pt::ptime> only; // never destroyed, because there may be records at exit
    auto const& epoch = only.get([] { return pt::ptime(boost::gregorian::date(1970, 1, 1)); });
    return std::chrono::microseconds((time - epoch).total_microseconds());
}

std::chrono::seconds local_time_offset::operator()(std::chrono::microseconds local) noexcept
{
    constexpr std::int64_t quarter = std::int64_t{15} * 60;
    constexpr std::int64_t bias = 1 << 18; // offsets are less than 73 hours in either direction
    auto const seconds = static_cast<std::time_t>(std::chrono::floor<std::chrono::seconds>(local).count());
    auto const index = static_cast<std::uint64_t>(seconds / quarter);

    // The quarter of an hour in the upper bits, the biased offset in the lower 20. 0 would be in 1970, and is
    // never correct.
    std::uint64_t const cached = cached_.load(std::memory_order_relaxed);
    if (cached >> 20 == index && cached)
        return std::chrono::seconds(static_cast<std::int64_t>(cached & 0xfffff) - bias);
    std::tm fields{};
    ::gmtime_r(&seconds, &fields); // the fields of local time
    fields.tm_isdst = -1;
    std::int64_t const offset = seconds - std::mktime(&fields);
    cached_.store(index << 20 | static_cast<std::uint64_t>(offset + bias), std::memory_order_relaxed);
    return std::chrono::seconds(offset);
}

} // namespace log_fluentd::detail
