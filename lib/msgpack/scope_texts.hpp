// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_MSGPACK_SCOPE_TEXTS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_MSGPACK_SCOPE_TEXTS_HPP_INCLUDED_

/// \file
/// Texts made of file, line and function alone are the same for every record of a scope, and among the
/// longest of a record: each is made once and kept.

#include "msgpack/padded_bytes.hpp"

#include <boost/log/attributes/named_scope.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd::detail {

/// The texts of the scopes that one thread was in last. Belongs to one thread.
class scope_texts
{
public:
    using scope_entry = boost::log::attributes::named_scope_entry;

    /// The text that was kept for this key and scope, or null. `key` is one of a kind in the process.
    padded_bytes const* find(std::uint64_t key, scope_entry const& scope) const noexcept
    {
        kept const& place = places_[place_of(key, scope)];
        return is_of(place, key, scope) ? &place.text : nullptr;
    }

    void keep(std::uint64_t key, scope_entry const& scope, std::string_view text)
    {
        kept& place = places_[place_of(key, scope)];
        place.key = 0; // should there be no memory for the text, the place is empty
        place.text.assign(text);
        place.file = scope.file_name;
        place.function = scope.scope_name;
        place.line = scope.line;
        place.key = key;
    }

private:
    using literal = boost::log::string_literal;

    struct kept
    {
        std::uint64_t key = 0;
        literal file;
        literal function;
        unsigned line = 0;
        padded_bytes text;
    };

    // The names are literals: the same address and size is the same text.
    static bool is_same(literal const& a, literal const& b) noexcept
    {
        return a.c_str() == b.c_str() && a.size() == b.size();
    }
    static bool is_of(kept const& place, std::uint64_t key, scope_entry const& scope) noexcept
    {
        return place.key == key && place.line == scope.line && is_same(place.file, scope.file_name) &&
               is_same(place.function, scope.scope_name);
    }
    static std::size_t place_of(std::uint64_t key, scope_entry const& scope) noexcept
    {
        auto const function = reinterpret_cast<std::uintptr_t>(scope.scope_name.c_str());
        return (key + scope.line + (function >> 4)) % count;
    }

    static constexpr std::size_t count = 16;
    std::array<kept, count> places_;
};

} // namespace log_fluentd::detail

#endif
