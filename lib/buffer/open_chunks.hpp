// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The chunks that events are still put into.

#include "buffer/chunk.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

namespace log_fluentd::detail {

/// Which chunk takes the next event of a label is decided here alone. Others ask for one, `add` one where
/// there is none, and `remove` each by itself: they do not assume that a label has only one. The buffer's
/// lock guards it.
class open_chunks
{
public:
    using clock = std::chrono::steady_clock;

    ~open_chunks();

    /// The one that takes the next event of that label; null: there is none.
    chunk* find(std::string_view label) noexcept;
    /// The one that was found last, or null: most programs have one tag.
    chunk* last() const noexcept { return last_; }
    /// Whether that one is of this label. Labels are short: most are compared without a call. \pre `last`
    bool is_of_last(std::string_view label) const noexcept;
    /// `last` is null until one is found again.
    void forget_last() noexcept { last_ = nullptr; }
    /// Whether `last` is anything but null. It may be at first.
    void remember_last(bool may) noexcept;

    /// It takes events from now on. \return it. \throws std::bad_alloc
    chunk* add(chunk& c);
    void remove(chunk& c) noexcept;
    template <typename Function>
    void remove_all(Function f) noexcept
    {
        for (auto const& open : by_label_)
            f(*open.second);
        by_label_.clear();
        last_ = nullptr;
    }
    bool empty() const noexcept { return by_label_.empty(); }
    std::size_t size() const noexcept { return by_label_.size(); }
    /// When the first of them was opened. \pre There is any.
    clock::time_point since() const noexcept { return since_; }

    // The key lies in the chunk's own tag, so a tag costs nothing once it is sealed.
    using map = boost::unordered_flat_map<std::string_view, chunk*>;
    /// Many tags had open chunks at the same time, and now there is none.
    bool has_idle_memory() const noexcept;
    /// Swaps with the map where it was too large ever since the last call.
    void take_idle_memory(map& empty) noexcept;

private:
    chunk* remember(chunk* c) noexcept;

    chunk* last_ = nullptr; // for each event, as is
    std::string_view last_label_;
    bool remembers_last_ = true;
    map by_label_;
    std::size_t most_ = 0; // since `take_idle_memory`
    clock::time_point since_;
};

inline bool open_chunks::is_of_last(std::string_view label) const noexcept
{
    if (label.size() != last_label_.size())
        return false;
    if (label.size() < sizeof(std::uint64_t) || label.size() > 2 * sizeof(std::uint64_t))
        return label == last_label_;
    auto const differ = [&](std::size_t at) { // in eight bytes
        std::uint64_t of_a, of_b;
        std::memcpy(&of_a, last_label_.data() + at, sizeof(of_a));
        std::memcpy(&of_b, label.data() + at, sizeof(of_b));
        return of_a ^ of_b;
    };
    return (differ(0) | differ(label.size() - sizeof(std::uint64_t))) == 0;
}

} // namespace log_fluentd::detail
