// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The ledger for callers without the buffer's lock, with the texts of the statistics.

#include "buffer/buffer_parts.hpp"
#include "os/uninterrupted.hpp"

#include <atomic>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// A server in the statistics.
struct listed_server
{
    std::string address;
    bool standby = false;
};

/// Thread-safe. The texts have their own lock, since copying them allocates memory.
class locked_ledger
{
public:
    explicit locked_ledger(buffer_parts& parts) : parts_(parts) {}

    /// Calls `f` with the counters, which it may change. They are not copied, since that allocates memory.
    /// `buffer_bytes` is not set.
    template <typename Function>
    auto with(Function f) noexcept
    {
        return f(parts_.locked()->counts.counters());
    }
    /// Counts events that came while this thread was in the middle of another event, as a signal handler's
    /// may. The thread may already hold the lock, so this does not lock.
    void count_reentrant(std::uint64_t n = 1) noexcept { reentrant_.fetch_add(n, std::memory_order_relaxed); }
    /// Resets this counter.
    /// \returns its last value.
    std::uint64_t take_reentrant() noexcept { return reentrant_.exchange(0, std::memory_order_relaxed); }

    /// Names the servers for the statistics, unless that was done.
    void list_servers(std::vector<listed_server> servers);
    /// Sets the last trouble in the statistics, of that server or (without one) of the sender as a whole.
    void note_trouble(std::optional<std::size_t> server, std::string words, std::error_code error);
    /// All counters. Allocates memory, and copies the texts, without the lock that logging threads need.
    statistics snapshot() const;
    /// Whether the lock of the texts can be acquired before `latest`; see `can_be_had`.
    bool can_be_locked(std::chrono::steady_clock::time_point latest) noexcept
    {
        return can_be_had(texts_mutex_, latest);
    }

private:
    struct trouble
    {
        std::string words;
        std::error_code error;
    };
    struct server_texts
    {
        std::string address;
        trouble last;
    };

    buffer_parts& parts_;
    std::atomic<std::uint64_t> reentrant_{0}; // rejected events; not guarded by the lock

    mutable std::mutex texts_mutex_;
    std::vector<server_texts> server_texts_;
    trouble last_trouble_;
};

} // namespace log_fluentd::detail
