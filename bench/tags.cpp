// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events of one tag and of ten thousand, into a receiver in this process, everything acknowledged.
//
//     bench_tags [EVENTS] [TAGS]

#include "flat_out.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

struct outcome
{
    double per_second;
    std::size_t most_memory;
    log_fluentd::statistics counters;
};

outcome measure(std::uint64_t events, std::size_t tags)
{
    log_fluentd::receiver_config receiving;
    receiving.keep_events = false;
    log_fluentd::receiver server(receiving);
    log_fluentd::sender s(bench::flat_out(server.port()));
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < tags; ++i)
        labels.push_back("service" + std::to_string(i));
    std::size_t most = 0;
    auto const begin = std::chrono::steady_clock::now();
    for (std::uint64_t i = 0; i < events; ++i) {
        s.emit(labels[i % tags],
               {{"from", "userA"}, {"to", "userB"}, {"n", static_cast<std::int64_t>(i)}, {"ok", true}});
        if (i % 10000 == 0)
            most = std::max(most, s.statistics().buffer_bytes);
    }
    static_cast<void>(s.flush(300s)); // what is left, the statistics say
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    auto const counters = s.statistics();
    s.close(10s);
    return {static_cast<double>(counters.delivered.events) / took.count(), most, counters};
}

void print(std::size_t tags, outcome const& result)
{
    std::printf("%6zu tags: %9.0f events/s, %6llu chunks, at most %5.1f MiB of the buffer, %llu rejected\n",
                tags, result.per_second, static_cast<unsigned long long>(result.counters.chunks_delivered),
                static_cast<double>(result.most_memory) / 1048576,
                static_cast<unsigned long long>(result.counters.total_rejected().events));
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t const events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2000000;
    std::size_t const tags = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10000;
    auto const one = measure(events, 1);
    auto const many = measure(events, tags);
    print(1, one);
    print(tags, many);
    std::printf("ratio %.2f\n", many.per_second / one.per_second);
}
