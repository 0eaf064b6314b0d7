// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VALUE_HPP_INCLUDED_
#define LOG_FLUENTD_VALUE_HPP_INCLUDED_

/// \file
/// What `sender::emit` takes: maps written as nested initializer lists.

#include <log_fluentd/value_writer.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

namespace log_fluentd {

struct field;

/// A reference to a value of an event; copies nothing and allocates nothing.
/// \par Lifetime Refers to its argument: only for use as a function argument.
class value
{
public:
    value(std::nullptr_t) noexcept : kind_(kind::nil) {}
    value(char const* text) noexcept : kind_(text ? kind::string : kind::nil)
    {
        if (text)
            string_ = text;
    }
    value(std::string_view text) noexcept : kind_(kind::string), string_(text) {}
    value(std::string const& text) noexcept : kind_(kind::string), string_(text) {}
    value(std::initializer_list<field> map) noexcept : kind_(kind::map), map_(map) {}

    template <typename Number, typename = std::enable_if_t<std::is_arithmetic_v<Number>>>
    value(Number number) noexcept
    {
        if constexpr (std::is_same_v<Number, bool>) {
            kind_ = kind::boolean;
            unsigned_ = number;
        } else if constexpr (std::is_floating_point_v<Number>) {
            kind_ = kind::floating;
            floating_ = static_cast<double>(number);
        } else if constexpr (std::is_signed_v<Number>) {
            kind_ = kind::integer;
            integer_ = number;
        } else {
            kind_ = kind::unsigned_integer;
            unsigned_ = number;
        }
    }

    /// Writes the value. Of a key that a map has twice, the first counts.
    void write(value_writer& out) const;

private:
    enum class kind
    {
        nil,
        boolean,
        integer,
        unsigned_integer,
        floating,
        string,
        map
    };
    kind kind_;
    union {
        std::int64_t integer_;
        std::uint64_t unsigned_ = 0;
        double floating_;
        std::string_view string_;
        std::initializer_list<field> map_;
    };
};

/// A key of a map and its value.
struct field
{
    std::string_view key;
    log_fluentd::value value;
};

/// A map given in place: `{{"from", "userA"}, {"to", {{"id", 7}}}}`.
using fields = std::initializer_list<field>;

/// Writes `map` as a map; of a key that it has twice, the first counts.
void write(value_writer& out, fields map);

} // namespace log_fluentd

#endif
