// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Counters of what became of every event.

#include "buffer/chunk.hpp"
#include "msgpack/scratch.hpp"

#include <log_fluentd/statistics.hpp>

#include <cstddef>

namespace log_fluentd::detail {

/// All of it is counted under the buffer's lock, so the sums are right in every snapshot.
class ledger
{
public:
    /// An event was offered. Exactly one of the next three must follow.
    void offer(std::size_t size) noexcept { counters_.offered += {1, size}; }
    void accept(chunk& into, std::size_t size) noexcept
    {
        into.content += {1, size};
        counters_.accepted += {1, size};
        counters_.waiting += {1, size};
    }
    void reject(rejection reason, std::size_t size) noexcept
    {
        counters_.rejected[static_cast<std::size_t>(reason)] += {1, size};
    }
    /// The event will be offered again.
    void withdraw(std::size_t size) noexcept { counters_.offered = counters_.offered - amount{1, size}; }
    void repair(encode_report const& report) noexcept
    {
        counters_.unknown_types += report.unknown_types;
        counters_.repaired_strings += report.repaired_strings;
        counters_.truncated_events += report.truncated_events;
        counters_.format_errors += report.format_errors;
    }

    // Gap events are counted separately.
    void make_gap(amount content) noexcept
    {
        counters_.gaps_made += content;
        counters_.gaps_waiting += content;
    }
    /// The gap event could not be made.
    void lose_gap() noexcept
    {
        counters_.gaps_made += {1, 0};
        counters_.gaps_discarded += {1, 0};
    }

    // The chunk does not wait any more.
    void deliver(chunk const& c, std::size_t server) noexcept
    {
        wait_no_more(c);
        if (c.is_gap) {
            counters_.gaps_delivered += c.content;
            return;
        }
        counters_.delivered += c.content;
        ++counters_.chunks_delivered;
        if (server < counters_.servers.size()) {
            counters_.servers[server].delivered += c.content;
            ++counters_.servers[server].chunks_delivered;
        }
    }
    void discard(chunk const& c, log_fluentd::discard_reason reason) noexcept
    {
        wait_no_more(c);
        (c.is_gap ? counters_.gaps_discarded : counters_.discarded[static_cast<std::size_t>(reason)]) +=
            c.content;
    }

    // What the discard handler gets or misses.
    void hand_over(amount what) noexcept { counters_.discards_waiting += what; }
    void hand_over_ended(amount what, bool is_taken) noexcept
    {
        counters_.discards_waiting = counters_.discards_waiting - what;
        (is_taken ? counters_.discards_taken : counters_.discards_missed) += what;
    }
    void miss(amount what) noexcept { counters_.discards_missed += what; }

    /// The caller may change only counters that are not part of these sums.
    statistics& counters() noexcept { return counters_; }
    statistics const& counters() const noexcept { return counters_; }

private:
    void wait_no_more(chunk const& c) noexcept
    {
        amount& waiting = c.is_gap ? counters_.gaps_waiting : counters_.waiting;
        waiting = waiting - c.content;
    }

    statistics counters_; // without texts, so a copy allocates only for the list of servers
};

} // namespace log_fluentd::detail
