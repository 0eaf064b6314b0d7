// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Chooses the server for the next chunk.

#include <log_fluentd/server.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace log_fluentd::detail {

/// Smooth weighted round robin: each turn adds the weight of every candidate to its credit, and subtracts the
/// sum of all weights from the candidate with the highest credit. So every server gets its share, mixed as
/// finely as possible, whichever servers come and go.
class server_choice
{
public:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    explicit server_choice(std::vector<server> const& servers)
    {
        for (auto const& s : servers)
            entries_.push_back({s.weight, 0, false});
    }

    /// Removes all candidates. They are named anew for each turn.
    void clear() noexcept
    {
        for (auto& e : entries_)
            e.is_candidate = false;
    }
    void add(std::size_t server) noexcept { entries_[server].is_candidate = true; }

    /// The server whose turn it is; if possible, not `avoided`. `none` if there is no candidate.
    std::size_t next(std::size_t avoided = none) const noexcept
    {
        std::size_t best = none;
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            if (!entries_[i].is_candidate)
                continue;
            bool const is_better = best == none || best == avoided || credit(i) > credit(best);
            if (is_better && !(i == avoided && best != none))
                best = i;
        }
        return best;
    }
    /// The server used its turn.
    void take(std::size_t server) noexcept
    {
        std::int64_t total = 0;
        for (auto& e : entries_) {
            if (!e.is_candidate)
                continue;
            e.credit += e.weight;
            total += e.weight;
        }
        entries_[server].credit -= total;
    }
    /// The server is back. It does not make up for what it missed.
    void restart(std::size_t server) noexcept { entries_[server].credit = 0; }

private:
    struct entry
    {
        std::int64_t weight;
        std::int64_t credit;
        bool is_candidate;
    };
    std::int64_t credit(std::size_t i) const noexcept { return entries_[i].credit + entries_[i].weight; }

    std::vector<entry> entries_;
};

} // namespace log_fluentd::detail
