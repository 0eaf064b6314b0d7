// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A bounded set of tags.

#include "os/fork.hpp"

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Only grows, up to a bound. A tag that is in it is found without a lock.
/// \par Thread safety
/// Several threads may call `find_or_add` at the same time.
class tag_set
{
public:
    explicit tag_set(std::size_t most);
    ~tag_set();
    tag_set& operator=(tag_set&&) = delete;

    /// The tag as stored, valid as long as this object; null if the set is full.
    /// \throws std::bad_alloc
    std::string const* find_or_add(std::string_view tag);

private:
    using slot = std::atomic<std::string const*>;

    /// The slot of the tag, or the free slot for it.
    slot& find(std::string_view tag) const noexcept;

    std::size_t const most_;
    std::size_t const slot_count_; // a power of two; at least half of them stay free
    std::unique_ptr<slot[]> const slots_;
    fork_safe_member_mutex adding_;
    std::atomic<std::size_t> count_{0};
};

} // namespace log_fluentd::detail
