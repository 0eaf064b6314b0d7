// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The ledger for those who do not hold the buffer's lock, with the texts that the statistics show.

#include "buffer/buffer_parts.hpp"
#include "os/uninterrupted.hpp"

#include <atomic>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace log_fluentd::detail {

/// A server, as the statistics show it.
struct listed_server
{
    std::string address;
    bool standby = false;
};

/// Safe for threads. The texts have a lock of their own, since copies of them take memory.
class locked_ledger
{
public:
    explicit locked_ledger(buffer_parts& parts) : parts_(parts) {}

    /// What `f` makes of the counters, which it may change. They are not copied, which takes memory.
    /// `buffer_bytes` is not among them.
    template <typename Function>
    auto with(Function f) noexcept
    {
        return f(parts_.locked()->counts.counters());
    }
    /// Counts events that came while this thread was in the middle of another, as a signal handler's may: it
    /// may have the lock, so this takes none.
    void count_reentrant(std::uint64_t n = 1) noexcept { reentrant_.fetch_add(n, std::memory_order_relaxed); }
    /// Forgets these. \return how many there were.
    std::uint64_t take_reentrant() noexcept { return reentrant_.exchange(0, std::memory_order_relaxed); }

    /// Names the servers for the statistics, where that was not done.
    void list_servers(std::vector<listed_server> servers);
    /// What the statistics show as the last trouble, with that server or (without one) of the sender as a
    /// whole.
    void note_trouble(std::optional<std::size_t> server, std::string words, std::error_code error);
    /// All that is counted. Takes memory, and the texts, without the lock that logging threads take.
    statistics snapshot() const;
    /// Whether the lock of the texts could be had before `latest`; see `can_be_had`.
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
    std::atomic<std::uint64_t> reentrant_{0}; // rejected events, without the lock

    mutable std::mutex texts_mutex_;
    std::vector<server_texts> server_texts_;
    trouble last_trouble_;
};

} // namespace log_fluentd::detail
