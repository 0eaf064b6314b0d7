// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// No server at all: what consume() costs then, record by record, how much memory the process takes, and
// whether the accounting holds at every sample.
//
//     bench_server_down [RECORDS]

#include "program.hpp"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace bench;

std::size_t resident_bytes()
{
    std::ifstream status("/proc/self/statm");
    std::size_t size = 0, resident = 0;
    status >> size >> resident;
    return resident * 4096;
}

/// Nanoseconds of each record, sorted; in a fixed number of buckets it would be no smaller.
std::vector<std::uint32_t> latencies(std::uint64_t records, log_fluentd::sender const* sender, bool& adds_up)
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
            adds_up = adds_up && s.offered == s.accepted + s.total_rejected() &&
                      s.accepted == s.delivered + s.total_dropped() + s.waiting;
            last = std::chrono::steady_clock::now();
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

std::uint32_t at(std::vector<std::uint32_t> const& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void print(char const* what, std::vector<std::uint32_t> const& sorted)
{
    std::printf("%-14s p50 %6u  p90 %6u  p99 %6u  p99.9 %6u  p99.99 %7u  max %9u ns\n", what, at(sorted, 0.5),
                at(sorted, 0.9), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 0.9999), sorted.back());
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t const records = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10000000;
    logging::add_common_attributes();
    bool adds_up = true;

    auto const empty = add_empty_sink();
    auto const without = latencies(records, nullptr, adds_up);
    logging::core::get()->remove_sink(empty);

    auto config = config_for(1); // nobody listens there
    config.sender.close_timeout = std::chrono::milliseconds(0);
    auto const sink = add(log_fluentd::make_sink(config));
    auto const sender = sink->locked_backend()->sender();
    auto const before = resident_bytes() + records * sizeof(std::uint32_t); // the figures themselves
    auto const with = latencies(records, sender.get(), adds_up);
    auto const after = resident_bytes();
    auto const counters = sender->statistics();

    print("empty sink", without);
    print("server down", with);
    std::printf("p99.9 above the empty sink's: %d ns\n",
                static_cast<int>(at(with, 0.999)) - static_cast<int>(at(without, 0.999)));
    std::printf("memory: %.1f MiB more than before; the limit is %.0f MiB, %.1f MiB of it in use\n",
                static_cast<double>(after > before ? after - before : 0) / 1048576,
                static_cast<double>(config.sender.buffer.limit) / 1048576,
                static_cast<double>(counters.buffer_bytes) / 1048576);
    std::printf("%llu offered = %llu accepted + %llu rejected; the accounting held at every sample: %s\n",
                static_cast<unsigned long long>(counters.offered.events),
                static_cast<unsigned long long>(counters.accepted.events),
                static_cast<unsigned long long>(counters.total_rejected().events), adds_up ? "yes" : "NO");
    return adds_up ? 0 : 1;
}
