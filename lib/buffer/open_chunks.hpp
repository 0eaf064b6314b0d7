// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The chunks that accept events.

#include "buffer/chunk.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace log_fluentd::detail {

/// Only this class decides which chunk gets the next event of a label. Others ask for a chunk, `add` one if
/// there is none, and `remove` each of them: they do not assume that a label has only one. The buffer's lock
/// guards it.
class open_chunks
{
public:
    using clock = std::chrono::steady_clock;

    ~open_chunks();

    /// The chunk for the next event of that label, or null if there is none.
    chunk* find(std::string_view label) noexcept;
    /// The chunk that was found last, or null. Most programs have one tag.
    chunk* last() const noexcept { return last_; }
    /// Whether that chunk is of this label. Most labels are short, and are compared without a call.
    /// \pre `last` is not null.
    bool is_of_last(std::string_view label) const noexcept;
    /// Makes `last` null until a chunk is found again.
    void forget_last() noexcept { last_ = nullptr; }
    /// Whether `last` may be other than null. At first it may.
    void remember_last(bool may) noexcept;

    /// Opens the chunk for events.
    /// \returns the chunk.
    /// \throws std::bad_alloc
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
    /// When the oldest of them was opened.
    /// \pre There is one.
    clock::time_point since() const noexcept { return since_; }

    // The key lies in the chunk's own tag, so a tag needs no memory once its chunk is sealed.
    using map = boost::unordered_flat_map<std::string_view, chunk*>;
    /// Whether many tags had open chunks at the same time, and now there is none.
    bool has_idle_memory() const noexcept;
    /// Swaps with the map if that was too large since the last call.
    void take_idle_memory(map& empty) noexcept;

private:
    chunk* remember(chunk* c) noexcept;

    chunk* last_ = nullptr; // read for each event
    std::string_view last_label_;
    bool remembers_last_ = true;
    map by_label_;
    std::size_t most_ = 0; // since the last `take_idle_memory`
    clock::time_point since_;
};

inline bool open_chunks::is_of_last(std::string_view label) const noexcept
{
    if (label.size() != last_label_.size())
        return false;
    if (label.size() < sizeof(std::uint64_t) || label.size() > 2 * sizeof(std::uint64_t))
        return label == last_label_;
    auto const differ = [&](std::size_t at) { // in eight bytes at a time
        std::uint64_t of_a, of_b;
        std::memcpy(&of_a, last_label_.data() + at, sizeof(of_a));
        std::memcpy(&of_b, label.data() + at, sizeof(of_b));
        return of_a ^ of_b;
    };
    return (differ(0) | differ(label.size() - sizeof(std::uint64_t))) == 0;
}

} // namespace log_fluentd::detail
