// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Keeps texts that consist of file, line and function. These are the same for every record of a scope, and
/// are among the longest texts of a record.

#include "msgpack/padded_bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd::detail {

/// A place in the source. The names are literals: if address and size are the same, so is the name.
struct source_place
{
    std::string_view file;
    std::string_view function;
    unsigned line = 0;
};

/// The texts of the last places of one thread. Belongs to one thread.
/// \tparam Text Keeps a text; requires `assign`.
template <typename Text, std::size_t Count>
class place_texts
{
public:
    /// The text that was kept for this key and place, or null. `key` is unique in the process.
    Text const* find(std::uint64_t key, source_place const& place) const noexcept
    {
        kept const& known = kept_[index(key, place)];
        return known.key == key && is_same(known.place, place) ? &known.text : nullptr;
    }

    void keep(std::uint64_t key, source_place const& place, std::string_view text)
    {
        kept& known = kept_[index(key, place)];
        known.key = 0; // if there is no memory for the text, nothing is kept
        known.text.assign(text);
        known.place = place;
        known.key = key;
    }

private:
    struct kept
    {
        std::uint64_t key = 0;
        source_place place;
        Text text;
    };

    static bool is_same(std::string_view a, std::string_view b) noexcept
    {
        return a.data() == b.data() && a.size() == b.size();
    }
    static bool is_same(source_place const& a, source_place const& b) noexcept
    {
        return a.line == b.line && is_same(a.file, b.file) && is_same(a.function, b.function);
    }
    static std::size_t index(std::uint64_t key, source_place const& place) noexcept
    {
        auto const function = reinterpret_cast<std::uintptr_t>(place.function.data());
        return (key + place.line + (function >> 4)) % Count;
    }

    std::array<kept, Count> kept_;
};

/// The texts of a format dictionary's templates.
using scope_texts = place_texts<padded_bytes, 16>;

} // namespace log_fluentd::detail
