// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RETRY_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_RETRY_CONFIG_HPP_INCLUDED_

/// \file
/// When a failed connection is tried again.

#include <chrono>

namespace log_fluentd {

/// When a failed connection is tried again. The wait after the n-th failure in a row (from 1) is random
/// between 0 and `min(max_interval, initial_interval * 2^(n-1))`: exponential backoff with full jitter. The
/// number of tries is not limited.
struct retry_config
{
    /// Upper bound of the first wait. 1 ms to 1 h.
    std::chrono::milliseconds initial_interval{500};
    /// Upper bound of every wait. At least `initial_interval`, at most 1 h.
    std::chrono::milliseconds max_interval{30000};
};

} // namespace log_fluentd

#endif
