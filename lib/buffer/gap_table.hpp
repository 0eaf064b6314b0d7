// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_BUFFER_GAP_TABLE_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_BUFFER_GAP_TABLE_HPP_INCLUDED_

/// \file
/// What was lost, tag by tag, until a gap event can say so.

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
    overflow,    ///< Dropped, being the oldest.
    refused      ///< Dropped, since a server refuses it.
};

/// Memory is bounded: what is lost under more tags than there is room for is summed up under the last of
/// them. The buffer's lock guards it. Allocates at most for the name of a tag that is not in it yet.
class gap_table
{
public:
    void add(std::string_view label, gap_reason reason, amount lost) noexcept;
    bool empty() const noexcept { return used_ == 0; }

    /// The label of the event that comes first.
    std::string_view first_label() const noexcept { return entries_.front().label; }
    /// That event, as it is sent with the tag. \throws std::bad_alloc
    void encode_first(scratch& out, std::string_view tag, bool time_as_integer) const;
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

    std::array<entry, 64> entries_;
    std::size_t used_ = 0;
    std::size_t last_used_ = 0; // most programs have one tag
};

} // namespace log_fluentd::detail

#endif
