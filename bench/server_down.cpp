// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// No server at all: what consume() costs then, record by record, how much memory the process takes, and
// whether the accounting holds at every sample.
//
//     bench_server_down [RECORDS]

#include "latency.hpp"

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
