// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_STORM_STORM_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_STORM_STORM_HPP_INCLUDED_

/// \file
/// Threads that log numbered events at a pace, and an eye on the accounting, while a storm goes on.

#include "support/accounting.hpp"

#include <log_fluentd/sender.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace log_fluentd::test {

/// The n-th argument as a number.
inline unsigned argument(int count, char** arguments, int n, unsigned otherwise)
{
    return count > n ? static_cast<unsigned>(std::strtoul(arguments[n], nullptr, 10)) : otherwise;
}

/// Emits `{"n": 0}`, `{"n": 1}` and so on from several threads, so many in a second in all.
class loggers
{
public:
    loggers(sender& to, unsigned threads, unsigned per_second) : to_(to)
    {
        auto const pause = std::chrono::microseconds(std::uint64_t{1000000} * threads / per_second);
        for (unsigned t = 0; t < threads; ++t)
            threads_.emplace_back([this, pause] {
                for (auto next = std::chrono::steady_clock::now(); !stop_; next += pause) {
                    std::this_thread::sleep_until(next);
                    accepted_ += to_.emit("storm", {{"n", next_++}});
                }
            });
        sampler_ = std::thread([this] {
            while (!stop_) {
                auto const s = to_.statistics();
                good_ = good_ && adds_up(s);
                ++samples_;
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
    }
    ~loggers() { stop(); }

    void stop()
    {
        stop_ = true;
        for (auto& t : threads_)
            t.join();
        threads_.clear();
        if (sampler_.joinable())
            sampler_.join();
    }
    std::int64_t emitted() const { return next_; }
    std::int64_t accepted() const { return accepted_; }
    bool added_up() const { return good_; }
    unsigned samples() const { return samples_; }

private:
    sender& to_;
    std::atomic<bool> stop_{false};
    std::atomic<bool> good_{true};
    std::atomic<unsigned> samples_{0};
    std::atomic<std::int64_t> next_{0};
    std::atomic<std::int64_t> accepted_{0};
    std::vector<std::thread> threads_;
    std::thread sampler_;
};

} // namespace log_fluentd::test

#endif
