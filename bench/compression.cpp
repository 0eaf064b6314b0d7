// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Events over one connection, plain and compressed, into a receiver in another process, everything
// acknowledged: what it costs this process, and what it saves on the wire.
//
//     bench_compression [EVENTS]

#include "flat_out.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

/// A receiver that keeps nothing; ends with this program.
class receiver_process
{
public:
    receiver_process()
    {
        int to_parent[2], to_child[2];
        if (::pipe(to_parent) != 0 || ::pipe(to_child) != 0)
            std::abort();
        child_ = ::fork();
        if (child_ == 0) {
            ::close(to_child[1]);
            log_fluentd::receiver_config config;
            config.keep_events = false;
            log_fluentd::receiver server(config);
            std::uint16_t const port = server.port();
            char nothing;
            bool const reported = ::write(to_parent[1], &port, sizeof port) == sizeof port;
            while (reported && ::read(to_child[0], &nothing, 1) > 0) {
            }
            ::_exit(0);
        }
        ::close(to_child[0]);
        alive_ = to_child[1];
        if (::read(to_parent[0], &port_, sizeof port_) != sizeof port_)
            std::abort();
    }
    receiver_process(receiver_process const&) = delete;
    receiver_process& operator=(receiver_process const&) = delete;
    ~receiver_process()
    {
        ::close(alive_);
        ::waitpid(child_, nullptr, 0);
    }
    std::uint16_t port() const noexcept { return port_; }

private:
    ::pid_t child_;
    int alive_;
    std::uint16_t port_ = 0;
};

void measure(char const* name, log_fluentd::compression method, int level, std::uint64_t events,
             std::uint16_t port)
{
    auto config = bench::flat_out(port);
    config.compress.method = method;
    config.compress.level = level;
    log_fluentd::sender s(config);
    auto const begin = std::chrono::steady_clock::now();
    auto const processor_begin = std::clock();
    for (std::uint64_t i = 0; i < events; ++i) {
        auto const n = static_cast<std::int64_t>(i);
        s.emit("t", {{"message", "order " + std::to_string(i * 7919 % 1000003) + " placed"},
                     {"level", i % 50 ? "info" : "warning"},
                     {"host", "shop-7.example.com"},
                     {"line", n},
                     {"took_ms", static_cast<double>(i * 31 % 997) / 10}});
    }
    static_cast<void>(s.flush(300s)); // what is left, the statistics say
    std::chrono::duration<double> const took = std::chrono::steady_clock::now() - begin;
    auto const processor = static_cast<double>(std::clock() - processor_begin) / CLOCKS_PER_SEC;
    auto const counters = s.statistics();
    auto const on_the_wire = counters.delivered.bytes - counters.compressed.bytes + counters.compressed_to;
    std::printf("%-8s %9.0f events/s  %6.2f bytes an event  %5.2f s of processor for a million\n", name,
                static_cast<double>(counters.delivered.events) / took.count(),
                static_cast<double>(on_the_wire) / static_cast<double>(counters.delivered.events),
                processor / static_cast<double>(events) * 1e6);
    s.close(10s);
}

} // namespace

int main(int argc, char** argv)
{
    using log_fluentd::compression;
    std::uint64_t const events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 2000000;
    receiver_process const receiver; // before there is any thread
    for (int round = 0; round < 3; ++round) {
        measure("plain", compression::none, 1, events, receiver.port());
        measure("gzip 1", compression::gzip, 1, events, receiver.port());
        measure("zstd 1", compression::zstd, 1, events, receiver.port());
        measure("gzip 6", compression::gzip, 6, events, receiver.port());
        measure("zstd 6", compression::zstd, 6, events, receiver.port());
    }
}
