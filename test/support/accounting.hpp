// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_ACCOUNTING_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_ACCOUNTING_HPP_INCLUDED_

/// \file
/// The equations that hold in every snapshot of the counters.

#include <log_fluentd/statistics.hpp>

namespace log_fluentd::test {

/// The equation that does not hold; empty if all do.
inline char const* accounting_error(statistics const& s)
{
    if (!(s.offered == s.accepted + s.total_rejected()))
        return "offered = accepted + rejected";
    if (!(s.accepted == s.delivered + s.total_discarded() + s.waiting))
        return "accepted = delivered + dropped + waiting";
    if (!(s.gaps_made == s.gaps_delivered + s.gaps_discarded + s.gaps_waiting))
        return "gaps made = delivered + dropped + waiting";
    return "";
}

inline bool adds_up(statistics const& s)
{
    return !*accounting_error(s);
}

} // namespace log_fluentd::test

#endif
