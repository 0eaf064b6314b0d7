// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_DICT_CONFIG_PYTHON_FORMAT_PLACE_TEXTS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_DICT_CONFIG_PYTHON_FORMAT_PLACE_TEXTS_HPP_INCLUDED_

/// \file
/// Texts of places in the source, kept from record to record: taking a signature apart is slow.

#include <boost/log/attributes/named_scope.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace log_fluentd::detail {

/// The texts of the scopes that one thread was in last. Trivial, so that a record at the thread's end finds
/// it.
class place_texts
{
public:
    using scope_entry = boost::log::attributes::named_scope_entry;

    /// Empty: none is kept. \param number Of the pattern, one of a kind in the process.
    std::string_view find(std::uint64_t number, scope_entry const& scope) const noexcept
    {
        kept const& place = places_[index(number, scope)];
        // The names are literals: the same address is the same text.
        bool const is_same = place.number == number && place.function == scope.scope_name.c_str() &&
                             place.file == scope.file_name.c_str() && place.line == scope.line;
        return is_same ? std::string_view(place.text, place.size) : std::string_view();
    }

    void keep(std::uint64_t number, scope_entry const& scope, std::string_view text) noexcept
    {
        kept& place = places_[index(number, scope)];
        if (text.size() > sizeof(place.text))
            return;
        place.number = number;
        place.function = scope.scope_name.c_str();
        place.file = scope.file_name.c_str();
        place.line = scope.line;
        place.size = text.size();
        std::memcpy(place.text, text.data(), text.size());
    }

private:
    struct kept
    {
        std::uint64_t number;
        char const* function;
        char const* file;
        unsigned line;
        std::size_t size;
        char text[88];
    };

    static std::size_t index(std::uint64_t number, scope_entry const& scope) noexcept
    {
        auto const function = reinterpret_cast<std::uintptr_t>(scope.scope_name.c_str());
        return (number + scope.line + (function >> 4)) % count;
    }

    static constexpr std::size_t count = 8;
    std::array<kept, count> places_;
};

} // namespace log_fluentd::detail

#endif
