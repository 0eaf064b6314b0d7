// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// A sender and two receivers that misbehave in every way, one after the other, for a long time: memory and
// descriptors stay flat, the accounting holds, and at the end all that was accepted has arrived.
//
//     soak [SECONDS] [EVENTS PER SECOND] [SEED]

#include "storm.hpp"
#include "support/sanitizers.hpp"

#include <log_fluentd/receiver.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

namespace {

/// The sanitizers keep freed memory for a while.
constexpr bool memory_counts = !is_sanitized;

char const* const all_faults[] = {"none",
                                  "refuse",
                                  "never-read",
                                  "read-slowly:20000",
                                  "close-after:5000",
                                  "reset-after:5000",
                                  "stall-after:5000",
                                  "never-acknowledge",
                                  "acknowledge-late:50",
                                  "acknowledge-twice",
                                  "acknowledge-wrongly",
                                  "acknowledge-another",
                                  "send-garbage",
                                  "send-half",
                                  "refuse-frames",
                                  "none"};

std::size_t resident_bytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t size = 0, resident = 0;
    file >> size >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t descriptors()
{
    std::size_t count = 0;
    for ([[maybe_unused]] auto const& entry : std::filesystem::directory_iterator("/proc/self/fd"))
        ++count;
    return count;
}

/// Which numbers have arrived: a bit each.
class arrivals
{
public:
    void add(std::int64_t n)
    {
        std::lock_guard<std::mutex> lock(mutex_);
        auto const at = static_cast<std::size_t>(n);
        if (at >= seen_.size())
            seen_.resize(at + 1);
        distinct_ += !seen_[at];
        seen_[at] = true;
    }
    std::int64_t distinct() const { return distinct_; }

private:
    std::mutex mutex_;
    std::vector<bool> seen_;
    std::atomic<std::int64_t> distinct_{0};
};

receiver_config counting(arrivals& into)
{
    receiver_config config;
    config.keep_events = false;
    config.on_event = [&into](received_event const& event) {
        if (auto const* const n = event.record.if_contains("n"))
            into.add(n->to_number<std::int64_t>());
    };
    return config;
}

} // namespace

int main(int count, char** arguments)
{
    unsigned const seconds = argument(count, arguments, 1, 600);
    unsigned const per_second = argument(count, arguments, 2, 5000);
    unsigned const seed = argument(count, arguments, 3, std::random_device()());
    std::printf("%u seconds, the seed is %u\n", seconds, seed);
    std::minstd_rand random(seed);

    arrivals arrived;
    receiver first(counting(arrived)), second(counting(arrived));
    sender_config config;
    config.tag = "test";
    config.servers = {server{"127.0.0.1", first.port()}, server{"127.0.0.1", second.port()}};
    config.buffer.flush_interval = milliseconds(10);
    config.retry.initial_interval = milliseconds(10);
    config.retry.max_interval = milliseconds(100);
    config.ack_timeout = config.write_timeout = milliseconds(200);
    config.on_diagnostic = [](diagnostic const&) {};
    sender s(config);
    loggers log(s, 3, per_second);

    auto const begin = steady_clock::now();
    auto const end = begin + std::chrono::seconds(seconds);
    auto const warm = begin + (end - begin) / 4;
    std::size_t memory_warm = 0, memory_most = 0, descriptors_warm = 0, descriptors_most = 0;
    while (steady_clock::now() < end) {
        (random() % 2 ? first : second)
            .misbehave(parse_receiver_fault(all_faults[random() % std::size(all_faults)]));
        std::this_thread::sleep_for(milliseconds(100 + random() % 400));
        bool const is_warm = steady_clock::now() >= warm;
        auto& memory = is_warm ? memory_most : memory_warm;
        auto& open = is_warm ? descriptors_most : descriptors_warm;
        memory = std::max(memory, resident_bytes());
        open = std::max(open, descriptors());
    }
    log.stop();
    first.behave();
    second.behave();
    bool const all = static_cast<bool>(s.close(std::chrono::minutes(2)));
    auto const counters = s.statistics();
    std::printf("%lld accepted, %lld arrived, %llu resent, %llu connections; accounting at %u samples: %s\n",
                static_cast<long long>(log.accepted()), static_cast<long long>(arrived.distinct()),
                static_cast<unsigned long long>(counters.resent.events),
                static_cast<unsigned long long>(counters.connects), log.samples(),
                log.added_up() ? "yes" : "NO");
    std::printf("memory: %.1f MiB at most in the first quarter, %.1f MiB later; descriptors: %zu, %zu\n",
                static_cast<double>(memory_warm) / 1048576, static_cast<double>(memory_most) / 1048576,
                descriptors_warm, descriptors_most);
    // The bits of what arrived, the buffer's slabs and malloc's own are within this.
    std::size_t const slack = (std::size_t{16} << 20) + memory_warm / 4;
    bool const flat =
        (!memory_counts || memory_most <= memory_warm + slack) && descriptors_most <= descriptors_warm + 16;
    bool const good =
        all && flat && log.added_up() && adds_up(counters) && arrived.distinct() == log.accepted();
    std::printf("%s\n", good ? "good" : "FAILED");
    return good ? 0 : 1;
}
