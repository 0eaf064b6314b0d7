// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The lost events of each tag, until a gap event reports them.

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

/// Why an event of a gap event was lost.
enum class gap_reason
{
    buffer_full, ///< Rejected.
    overflow,    ///< Discarded as the oldest.
    refused      ///< Discarded because a server refuses it.
};

/// Its memory is bounded: if there is no room for another tag, its lost events are added to the last one. The
/// buffer's lock guards it.
class gap_table
{
public:
    /// What is needed to make an event, so that nothing is allocated under the lock.
    /// \throws std::bad_alloc
    struct workspace
    {
        workspace();
        scratch event;
        std::string tag;
    };

    /// \param is_wanted If false, it stays empty.
    gap_table(bool is_wanted, bool time_as_integer) noexcept
        : is_wanted_(is_wanted),
          time_as_integer_(time_as_integer)
    {}

    /// Allocates at most for the name of a new tag.
    void add(std::string_view label, gap_reason reason, amount lost) noexcept;
    bool empty() const noexcept { return used_ == 0; }
    /// Makes a chunk with the first gap event, and removes that event from the table. Null if there is no
    /// room or memory yet.
    chunk* make_first(chunk_store& chunks, room const& space, workspace& work) noexcept;
    void remove_first() noexcept;

private:
    using clock = std::chrono::system_clock;
    struct entry
    {
        std::string label;
        std::array<std::uint64_t, 3> events{};
        std::uint64_t bytes = 0;
        std::uint64_t other_tags = 0; ///< How many of the events are of other tags.
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
