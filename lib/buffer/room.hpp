// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which events may use the free memory, and what is done if there is none.

#include "buffer/chunk_store.hpp"
#include "os/wait_list.hpp"

#include <log_fluentd/buffer_config.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace log_fluentd::detail {

/// Slabs that are kept free for rejected events on their way to the discard handler, since the buffer is full
/// when they come.
struct kept_slabs
{
    std::size_t all; ///< 0 if there is no handler.
    std::size_t used = 0;

    std::size_t free() const noexcept { return all - used; }
    bool is_filling() const noexcept { return used * 2 >= all; } ///< Half of them are used.
};

/// The overflow policy. The buffer's lock guards it.
class room
{
public:
    room(buffer_config const& config, chunk_store& chunks, kept_slabs const& for_handler)
        : limit_(config.limit),
          overflow_(config.overflow),
          chunks_(chunks),
          for_handler_(for_handler)
    {}

    /// Reserves a part for events of `keep_severity` from now on.
    void keep_part() noexcept;
    /// \param kept Whether it is for such an event.
    std::size_t free_slabs(bool kept) const noexcept;
    bool may_ever_fit(std::string_view label, std::size_t size, bool kept) const noexcept;
    /// Whether the event may ever fit, and the oldest chunks may be discarded for it.
    bool may_discard_for(std::string_view label, std::size_t size, bool kept) const noexcept
    {
        return overflow_ == overflow_policy::drop_oldest && may_ever_fit(label, size, kept);
    }
    /// Whether there is room for the event now.
    bool has(chunk const* open, std::string_view label, std::size_t size, bool kept) const noexcept
    {
        std::size_t const slabs = chunks_.slabs_for(open, label, size);
        return !slabs || slabs <= free_slabs(kept);
    }

    // An outage lasts from the first event that has no room until half of the buffer is free.
    /// \returns whether it has just begun.
    bool begin_outage() noexcept;
    bool is_outage() const noexcept { return full_; }
    /// Returns true once for each outage.
    bool take_report() noexcept { return std::exchange(full_report_, false); }

    /// Gives back the memory of a chunk that is in no list.
    void recycle(chunk& c) noexcept;
    /// The threads that wait for room.
    wait_list& waiting() noexcept { return waiting_; }

private:
    std::size_t const limit_;
    overflow_policy const overflow_;
    chunk_store& chunks_;
    kept_slabs const& for_handler_;
    std::size_t reserve_ = 0; // slabs for events of `keep_severity` only
    bool full_ = false;
    bool full_report_ = false;
    wait_list waiting_;
};

} // namespace log_fluentd::detail
