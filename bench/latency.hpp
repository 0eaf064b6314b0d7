// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_BENCH_LATENCY_HPP_INCLUDED_
#define LOG_FLUENTD_BENCH_LATENCY_HPP_INCLUDED_

/// \file
/// How long each logging statement takes.

#include "program.hpp"
#include "support/accounting.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace bench {

/// Nanoseconds of each record, sorted. A fixed number of buckets would not need less memory.
inline std::vector<std::uint32_t> latencies(std::uint64_t records, log_fluentd::sender const* sender,
                                            bool& adds_up)
{
    std::vector<std::uint32_t> all;
    all.reserve(records);
    auto log = make_logger();
    BOOST_LOG_FUNCTION();
    auto last = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < records; ++i) {
        log_one(log);
        auto const now = std::chrono::steady_clock::now();
        all.push_back(static_cast<std::uint32_t>(std::min<std::int64_t>((now - last).count(), UINT32_MAX)));
        last = now;
        if (sender && i % 10000 == 0) {
            auto const s = sender->statistics();
            adds_up = adds_up && log_fluentd::test::adds_up(s);
            last = std::chrono::steady_clock::now();
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

inline std::uint32_t at(std::vector<std::uint32_t> const& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

inline void print(char const* what, std::vector<std::uint32_t> const& sorted)
{
    std::printf("%-14s p50 %6u  p90 %6u  p99 %6u  p99.9 %6u  p99.99 %7u  max %9u ns\n", what, at(sorted, 0.5),
                at(sorted, 0.9), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 0.9999), sorted.back());
}

/// The number of records for each power of two of nanoseconds, as a line of marks.
inline void print_histogram(std::vector<std::uint32_t> const& sorted)
{
    for (std::uint64_t from = 0, to = 256; from <= sorted.back(); from = to, to *= 2) {
        auto const first = std::lower_bound(sorted.begin(), sorted.end(), from);
        auto const last = std::lower_bound(first, sorted.end(), to);
        double const share = static_cast<double>(last - first) / static_cast<double>(sorted.size());
        if (last == first)
            continue;
        std::string const marks(static_cast<std::size_t>(share * 60 + 0.5), '#');
        std::printf("    below %10llu ns %9lld %8.4f %% %s\n", static_cast<unsigned long long>(to),
                    static_cast<long long>(last - first), share * 100, marks.c_str());
    }
}

} // namespace bench

#endif
