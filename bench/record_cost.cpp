// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What a record adds to an empty sink, as a ratio: short rounds with the one and the other in turn, so that
// both see the same machine, and the median over the pairs.
//
//     bench_record_cost [ROUNDS]

#include "program.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

int main(int argc, char** argv)
{
    using namespace bench;
    int const rounds = argc > 1 ? std::atoi(argv[1]) : 101;
    constexpr std::uint64_t records = 20000;
    auto const core = logging::core::get();
    logging::add_common_attributes();

    auto const empty = add_empty_sink();
    core->remove_sink(empty);
    auto const fluentd = add(log_fluentd::make_sink(config_for(port_from_environment())));
    auto const sender = fluentd->locked_backend()->sender();
    log_many(200000); // warm: threads, connection, slabs
    static_cast<void>(sender->flush(std::chrono::seconds(60)));
    core->remove_sink(fluentd);

    std::vector<double> bare, added, ratio;
    for (int round = 0; round < rounds; ++round) {
        core->add_sink(empty);
        double const without = cost_of_many(records);
        core->remove_sink(empty);
        core->add_sink(fluentd);
        double const with = cost_of_many(records);
        core->remove_sink(fluentd);
        static_cast<void>(sender->flush(
            std::chrono::seconds(60))); // what the server's and our thread have to do is not the logger's
        bare.push_back(without);
        added.push_back(with - without);
        ratio.push_back((with - without) / without);
    }
    auto const median = [](std::vector<double>& figures) {
        std::sort(figures.begin(), figures.end());
        return figures[figures.size() / 2];
    };
    double const r = median(ratio);
    auto const counters = sender->statistics();
    std::printf(
        "empty sink %.0f ns, the Fluentd sink adds %.0f ns: %.2f of it (quartiles %.2f to %.2f; %llu of %llu "
        "delivered)\n",
        median(bare), median(added), r, ratio[ratio.size() / 4], ratio[ratio.size() * 3 / 4],
        static_cast<unsigned long long>(counters.delivered.events),
        static_cast<unsigned long long>(counters.offered.events));
}
