// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What consume() costs, record by record, while the server is down, stalled, slow or flapping, beside an
// empty sink in the same run; and how long a record waits at most under Overflow=block.
//
//     bench_server_faults [RECORDS]

#include "latency.hpp"

#include <log_fluentd/receiver.hpp>

#include <atomic>
#include <cstdlib>
#include <thread>

namespace {

using namespace bench;
using std::chrono::milliseconds;

log_fluentd::sink_config quick(std::uint16_t port)
{
    auto config = config_for(port);
    config.sender.retry.initial_interval = milliseconds(5);
    config.sender.retry.max_interval = milliseconds(50);
    config.sender.close_timeout = milliseconds(0);
    config.sender.on_diagnostic = [](log_fluentd::diagnostic const&) {};
    return config;
}

/// Stops and starts the receiver all the time.
class flapping
{
public:
    explicit flapping(log_fluentd::receiver& server)
        : thread_([this, &server] {
              while (!stop_) {
                  server.misbehave(log_fluentd::faults::refuse());
                  std::this_thread::sleep_for(milliseconds(5));
                  server.behave();
                  std::this_thread::sleep_for(milliseconds(5));
              }
          })
    {}
    ~flapping()
    {
        stop_ = true;
        thread_.join();
    }

private:
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

std::vector<std::uint32_t> with_sink(log_fluentd::sink_config const& config, std::uint64_t records,
                                     bool& adds_up)
{
    auto const sink = add(log_fluentd::make_sink(config));
    auto const sender = sink->locked_backend()->sender();
    auto result = latencies(records, sender.get(), adds_up);
    logging::core::get()->remove_sink(sink);
    sender->close(milliseconds(0));
    return result;
}

std::vector<std::uint32_t> without(std::uint64_t records)
{
    bool ignored = true;
    auto const empty = add_empty_sink();
    auto result = latencies(records, nullptr, ignored);
    logging::core::get()->remove_sink(empty);
    return result;
}

void compare(char const* what, std::vector<std::uint32_t> const& empty,
             std::vector<std::uint32_t> const& with)
{
    print("empty sink", empty);
    print(what, with);
    std::printf("%s: p99.9 %+d ns to the empty sink's\n", what,
                static_cast<int>(at(with, 0.999)) - static_cast<int>(at(empty, 0.999)));
    print_histogram(with);
}

} // namespace

int main(int argc, char** argv)
{
    std::uint64_t const records = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1000000;
    logging::add_common_attributes();
    bool adds_up = true;
    log_fluentd::receiver_config counting;
    counting.keep_events = false;

    compare("down", without(records), with_sink(quick(1), records, adds_up));
    for (char const* const fault : {"never-read", "read-slowly:100000", "never-acknowledge"}) {
        log_fluentd::receiver server(counting);
        server.misbehave(log_fluentd::parse_receiver_fault(fault));
        compare(fault, without(records), with_sink(quick(server.port()), records, adds_up));
    }
    {
        log_fluentd::receiver server(counting);
        auto const empty = without(records);
        flapping const restless(server);
        compare("flapping", empty, with_sink(quick(server.port()), records, adds_up));
    }

    auto blocking = quick(1);
    blocking.sender.buffer.limit = std::size_t{4} << 20;
    blocking.sender.buffer.overflow = log_fluentd::overflow_policy::block;
    blocking.sender.buffer.block_timeout = milliseconds(2);
    print("block, 2 ms", with_sink(blocking, 60000, adds_up));
    std::printf("the accounting held at every sample: %s\n", adds_up ? "yes" : "NO");
    return adds_up ? 0 : 1;
}
