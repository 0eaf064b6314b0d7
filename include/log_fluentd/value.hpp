// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VALUE_HPP_INCLUDED_
#define LOG_FLUENTD_VALUE_HPP_INCLUDED_

/// \file
/// Maps written as nested initializer lists.

#include <log_fluentd/value_writer.hpp>
#include <log_fluentd/write_value.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace log_fluentd {

struct field;

/// A reference to a value of an event, of any type that `write_value` supports. It copies and allocates
/// nothing.
/// \par Lifetime
/// It refers to its argument, so use it as a function argument only.
class LOG_FLUENTD_DECL value
{
    template <typename T>
    static constexpr bool is_other_v =
        !detail::is_number_v<T> && !std::is_same_v<T, value> && !std::is_same_v<T, std::nullptr_t> &&
        !std::is_same_v<T, std::initializer_list<field>> &&
        !(detail::is_standard_text_v<T> && std::is_convertible_v<T const&, std::string_view>);

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

    template <typename Number, std::enable_if_t<detail::is_number_v<Number>, int> = 0>
    value(Number number) noexcept
    {
        hold(detail::plain_number(number));
    }

    /// Any other type, as `write_value` writes it.
    template <typename T, std::enable_if_t<is_other_v<T>, int> = 0>
    value(T const& object) noexcept : kind_(kind::other),
                                      other_{std::addressof(object), &write_other<T>}
    {}

    /// Writes the value. If a map has a key twice, the first one counts.
    void write(value_writer& out) const;

private:
    void hold(bool number) noexcept
    {
        kind_ = kind::boolean;
        unsigned_ = number;
    }
    void hold(std::int64_t number) noexcept
    {
        kind_ = kind::integer;
        integer_ = number;
    }
    void hold(std::uint64_t number) noexcept
    {
        kind_ = kind::unsigned_integer;
        unsigned_ = number;
    }
    void hold(double number) noexcept
    {
        kind_ = kind::floating;
        floating_ = number;
    }

    enum class kind
    {
        nil,
        boolean,
        integer,
        unsigned_integer,
        floating,
        string,
        map,
        other
    };
    struct other
    {
        void const* object;
        detail::write_function write;
    };

    template <typename T>
    static void write_other(value_writer& out, void const* object, void const* function)
    {
        // An exception of the program's own code must not cost the whole event.
        if constexpr (detail::has_to_fluentd_v<T> || detail::is_number_enum_v<T>)
            detail::write_erased<T>(out, object, function);
        else
            detail::write_guarded(out, &detail::write_erased<T>, object);
    }

    kind kind_;
    union {
        std::int64_t integer_;
        std::uint64_t unsigned_ = 0;
        double floating_;
        std::string_view string_;
        std::initializer_list<field> map_;
        other other_;
    };
};

/// A key of a map and its value.
struct field
{
    std::string_view key;
    log_fluentd::value value;
};

namespace detail {

template <>
struct entry_traits<field>
{
    static constexpr bool is_entry = true;
    using key_type = std::string_view;
    static std::string_view const& key(field const& entry) noexcept { return entry.key; }
    static log_fluentd::value const& value(field const& entry) noexcept { return entry.value; }
};

} // namespace detail

/// A map in place: `{{"from", "userA"}, {"to", {{"id", 7}}}}`.
using fields = std::initializer_list<field>;

/// Writes `map` as a map. If it has a key twice, the first one counts.
LOG_FLUENTD_DECL void write(value_writer& out, fields map);

} // namespace log_fluentd

#endif
