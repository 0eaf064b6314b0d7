// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events over one connection, plain and with TLS, into a receiver in this process, everything acknowledged.
//
//     bench_tls [EVENTS]

#include "flat_out.hpp"
#include "support/certificates.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

using namespace std::chrono_literals;
using log_fluentd::test::authority;

struct outcome
{
    double per_second;
    double processor_seconds;
};

outcome measure(std::uint64_t events, authority& issuer, bool tls)
{
    log_fluentd::receiver_config receiving;
    receiving.keep_events = false;
    if (tls) {
        auto const pair = issuer.issue("server");
        receiving.security.certificate_file = pair.certificate_file;
        receiving.security.key_file = pair.key_file;
    }
    log_fluentd::receiver server(receiving);
    auto config = bench::flat_out(server.port());
    config.tls.enabled = tls;
    config.tls.ca_file = issuer.ca_file();
    log_fluentd::sender s(config);
    auto const begin = std::chrono::steady_clock::now();
    auto const processor_begin = std::clock();
    for (std::uint64_t i = 0; i < events; ++i)
        s.emit("t", {{"from", "userA"}, {"to", "userB"}, {"n", static_cast<std::int64_t>(i)}, {"ok", true}});
    static_cast<void>(s.flush(300s)); // what is left, the statistics say
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    auto const processor = static_cast<double>(std::clock() - processor_begin) / CLOCKS_PER_SEC;
    auto const delivered = s.statistics().delivered.events;
    s.close(10s);
    return {static_cast<double>(delivered) / took.count(), processor};
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t const events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2000000;
    authority issuer;
    std::vector<double> ratios;
    for (int round = 0; round < 5; ++round) {
        auto const plain = measure(events, issuer, false);
        auto const tls = measure(events, issuer, true);
        std::printf("plain %9.0f events/s (%.2f s of processor), TLS %9.0f events/s (%.2f s)\n",
                    plain.per_second, plain.processor_seconds, tls.per_second, tls.processor_seconds);
        ratios.push_back(tls.per_second / plain.per_second);
    }
    std::sort(ratios.begin(), ratios.end());
    std::printf("TLS reaches %.2f of plain (median of 5)\n", ratios[2]);
}
