// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_SENDER_ACCESS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_SENDER_ACCESS_HPP_INCLUDED_

/// \file
/// Senders for tests: they retry quickly, print nothing, and are checked.

#include "support/accounting.hpp"

#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace log_fluentd::test {

/// No test waits this long unless it fails.
constexpr std::chrono::seconds patience{60};

/// Keeps a sender's reports. A sender that was released may report something after this object is destroyed.
class diagnostics
{
public:
    diagnostic_handler handler()
    {
        return [reported = reported_](diagnostic const& what) {
            std::lock_guard<std::mutex> lock(reported->mutex);
            reported->all.push_back(what);
            reported->changed.notify_all();
        };
    }
    /// Waits for the first diagnostic of this kind.
    diagnostic wait_for(diagnostic_kind kind)
    {
        std::unique_lock<std::mutex> lock(reported_->mutex);
        diagnostic found;
        BOOST_REQUIRE(reported_->changed.wait_for(lock, patience, [&] {
            for (auto const& what : reported_->all) {
                if (what.kind == kind) {
                    found = what;
                    return true;
                }
            }
            return false;
        }));
        return found;
    }
    std::size_t count(diagnostic_kind kind) const
    {
        std::lock_guard<std::mutex> lock(reported_->mutex);
        std::size_t n = 0;
        for (auto const& what : reported_->all)
            n += what.kind == kind;
        return n;
    }

private:
    struct record
    {
        std::mutex mutex;
        std::condition_variable changed;
        std::vector<diagnostic> all;
    };
    std::shared_ptr<record> const reported_ = std::make_shared<record>();
};

/// For a sender that ends with its object. In the background it would continue to send to a port that may
/// then belong to the next test.
inline sender_config sender_to(std::uint16_t port, diagnostics& reported)
{
    sender_config config;
    config.tag = "test";
    config.close_timeout = std::chrono::milliseconds(0);
    config.servers = {{"127.0.0.1", port}};
    config.buffer.flush_interval = std::chrono::milliseconds(10);
    config.retry.initial_interval = std::chrono::milliseconds(5);
    config.retry.max_interval = std::chrono::milliseconds(20);
    config.on_diagnostic = reported.handler();
    return config;
}

/// The accounting that holds in every snapshot.
inline statistics checked(sender const& s)
{
    auto const counters = s.statistics();
    BOOST_TEST(accounting_error(counters) == "");
    return counters;
}

} // namespace log_fluentd::test

#endif
