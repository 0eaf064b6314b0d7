// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What was lost, tag by tag, until a gap event can say so.

#include "buffer/chunk_store.hpp"
#include "buffer/room.hpp"
#include "msgpack/scratch.hpp"

#include <log_fluentd/statistics.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Why an event was lost that a gap event tells of.
enum class gap_reason
{
    buffer_full, ///< Rejected.
    overflow,    ///< Discarded, being the oldest.
    refused      ///< Discarded, since a server refuses it.
};

/// Memory is bounded: what is lost under more tags than there is room for is summed up under the last of
/// them. The buffer's lock guards it.
class gap_table
{
public:
    /// What it takes to make an event, so that nothing is allocated under the lock. \throws std::bad_alloc
    struct workspace
    {
        workspace();
        scratch event;
        std::string tag;
    };

    /// \param is_wanted False: it stays empty.
    gap_table(bool is_wanted, bool time_as_integer) noexcept
        : is_wanted_(is_wanted),
          time_as_integer_(time_as_integer)
    {}

    /// Allocates at most for the name of a tag that is not in it yet.
    void add(std::string_view label, gap_reason reason, amount lost) noexcept;
    bool empty() const noexcept { return used_ == 0; }
    /// A chunk with the event that comes first, which is removed; null: there will be room, or memory, later.
    chunk* make_first(chunk_store& chunks, room const& space, workspace& work) noexcept;
    void remove_first() noexcept;

private:
    using clock = std::chrono::system_clock;
    struct entry
    {
        std::string label;
        std::array<std::uint64_t, 3> events{};
        std::uint64_t bytes = 0;
        std::uint64_t other_tags = 0; ///< Of the events, those of other tags.
        clock::time_point first;
        clock::time_point last;
    };
    entry& entry_of(std::string_view label, bool& is_other) noexcept;
    void encode_first(scratch& out, std::string_view tag) const;

    bool const is_wanted_;
    bool const time_as_integer_;
    std::array<entry, 64> entries_;
    std::size_t used_ = 0;
    std::size_t last_used_ = 0; // most programs have one tag
};

} // namespace log_fluentd::detail
