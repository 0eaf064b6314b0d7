// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_DETAIL_STRUCTURE_HPP_INCLUDED_
#define LOG_FLUENTD_DETAIL_STRUCTURE_HPP_INCLUDED_

/// \file
/// Classifies types for `write_value`, without including the headers of most of them.

#include <log_fluentd/value_writer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>

namespace log_fluentd {

class value;
struct field;
struct encoded;

namespace detail {

template <typename T, typename = void>
struct has_to_fluentd : std::false_type
{};
template <typename T>
struct has_to_fluentd<
    T, std::void_t<decltype(to_fluentd(std::declval<value_writer&>(), std::declval<T const&>()))>>
    : std::true_type
{};
template <typename T>
constexpr bool has_to_fluentd_v = has_to_fluentd<T>::value;

/// Whether it is an enumeration that is written as its number, without calling the program's own code.
template <typename T>
constexpr bool is_number_enum_v =
    std::is_enum_v<T> && !std::is_error_code_enum<T>::value && !std::is_error_condition_enum<T>::value;

template <typename T>
constexpr bool is_character_v = std::is_same_v<T, char> || std::is_same_v<T, wchar_t> ||
                                std::is_same_v<T, char16_t> || std::is_same_v<T, char32_t>;
template <typename T>
constexpr bool is_number_v = std::is_arithmetic_v<T> && !is_character_v<T>;

/// A number as an event has it: a boolean, or of one of three types. Whoever writes or holds one goes by
/// this.
template <typename T>
constexpr auto plain_number(T number) noexcept
{
    static_assert(is_number_v<T>);
    if constexpr (std::is_same_v<T, bool>)
        return number;
    else if constexpr (std::is_floating_point_v<T>)
        return static_cast<double>(number);
    else if constexpr (std::is_signed_v<T>)
        return static_cast<std::int64_t>(number);
    else
        return static_cast<std::uint64_t>(number);
}

template <typename T>
constexpr bool is_nothing_v = std::is_same_v<T, std::nullptr_t> || std::is_same_v<T, std::nullopt_t> ||
                              std::is_same_v<T, std::monostate>;

template <typename T>
struct is_standard_text : std::bool_constant<std::is_pointer_v<T> || std::is_array_v<T>>
{};
template <typename Character, typename Traits, typename Allocator>
struct is_standard_text<std::basic_string<Character, Traits, Allocator>>
    : std::bool_constant<is_character_v<Character>>
{};
template <typename Character, typename Traits>
struct is_standard_text<std::basic_string_view<Character, Traits>>
    : std::bool_constant<is_character_v<Character>>
{};
template <typename T>
constexpr bool is_standard_text_v =
    is_standard_text<T>::value &&
    (std::is_class_v<T> || is_character_v<std::remove_cv_t<std::remove_pointer_t<std::decay_t<T>>>>);

/// Whether it is a type that no function can be registered for.
template <typename T>
constexpr bool is_plain_v = (std::is_arithmetic_v<T> && sizeof(T) <= sizeof(long double)) ||
                            is_nothing_v<T> || is_standard_text_v<T> || std::is_same_v<T, value>;

// --- what a template is an instance of ---------------------------------------------------------------------

template <template <typename...> class Template, typename T>
struct is_instance : std::false_type
{};
template <template <typename...> class Template, typename... Arguments>
struct is_instance<Template, Template<Arguments...>> : std::true_type
{};

template <typename T>
struct is_duration : std::false_type
{};
template <typename Rep, typename Period>
struct is_duration<std::chrono::duration<Rep, Period>> : std::true_type
{};

// --- what a type can do ------------------------------------------------------------------------------------

/// A string of another library: it has characters, and their number.
template <typename T, typename = void>
struct is_text_like : std::false_type
{};
template <typename T>
struct is_text_like<
    T, std::enable_if_t<std::is_same_v<typename T::traits_type::char_type, char> &&
                        std::is_convertible_v<decltype(std::declval<T const&>().data()), char const*> &&
                        std::is_convertible_v<decltype(std::declval<T const&>().size()), std::size_t>>>
    : std::true_type
{};

/// `std::filesystem::path` or `boost::filesystem::path`.
template <typename T, typename = void>
struct is_path_like : std::false_type
{};
template <typename T>
struct is_path_like<
    T, std::enable_if_t<std::is_convertible_v<decltype(std::declval<T const&>().native()), std::string_view>>>
    : std::true_type
{};

/// An optional or a smart pointer.
template <typename T, typename = void>
struct is_pointer_like : std::false_type
{};
template <typename T>
struct is_pointer_like<T, std::enable_if_t<std::is_constructible_v<bool, T const&> &&
                                           !std::is_void_v<decltype(*std::declval<T const&>())>>>
    : std::is_class<T>
{};

struct any_visitor
{
    using result_type = void;
    template <typename T>
    void operator()(T const&) const
    {}
};
template <typename T, typename = void>
struct is_boost_variant : std::false_type
{};
template <typename T>
struct is_boost_variant<
    T, std::void_t<decltype(std::declval<T const&>().apply_visitor(std::declval<any_visitor const&>()))>>
    : std::true_type
{};

namespace range {

using std::begin;
using std::end;
template <typename T>
using iterator = decltype(begin(std::declval<T const&>()));
template <typename T>
using sentinel = decltype(end(std::declval<T const&>()));

} // namespace range

template <typename T>
using range_value_t = typename std::iterator_traits<range::iterator<T>>::value_type;

template <typename T, typename = void>
struct is_range : std::false_type
{};
template <typename T>
struct is_range<T, std::void_t<range_value_t<T>, range::sentinel<T>>>
    : std::negation<std::is_void<range_value_t<T>>>
{};

// --- maps --------------------------------------------------------------------------------------------------

/// How to get the key and the value of an entry of a map.
template <typename Entry>
struct entry_traits
{
    static constexpr bool is_entry = false;
};
template <typename Key, typename Value>
struct entry_traits<std::pair<Key, Value>>
{
    static constexpr bool is_entry = true;
    using key_type = std::remove_cv_t<std::remove_reference_t<Key>>;
    static auto const& key(std::pair<Key, Value> const& entry) noexcept { return entry.first; }
    static auto const& value(std::pair<Key, Value> const& entry) noexcept { return entry.second; }
};

template <typename Entry, bool = entry_traits<Entry>::is_entry>
struct has_text_key : std::false_type
{};
template <typename Entry>
struct has_text_key<Entry, true>
    : std::is_convertible<typename entry_traits<Entry>::key_type const&, std::string_view>
{};

/// Whether it is a range of entries, with keys of any type.
template <typename T, bool = is_range<T>::value>
struct is_range_of_entries : std::false_type
{};
template <typename T>
struct is_range_of_entries<T, true> : std::bool_constant<entry_traits<range_value_t<T>>::is_entry>
{};
template <typename T>
struct is_tuple_of_entries : std::false_type
{};
template <typename... Entries>
struct is_tuple_of_entries<std::tuple<Entries...>>
    : std::bool_constant<(entry_traits<Entries>::is_entry && ...)>
{};

template <typename T, typename = void>
struct is_associative : std::false_type
{};
template <typename T>
struct is_associative<T, std::void_t<typename T::key_type, typename T::mapped_type>> : std::true_type
{};

/// Whether it is written as a map where an array would be possible too: maps, and entries whose keys are
/// texts.
template <typename T>
constexpr bool is_map()
{
    if constexpr (is_range_of_entries<T>::value)
        return is_associative<T>::value || has_text_key<range_value_t<T>>::value;
    else
        return false;
}
template <typename... Entries>
constexpr bool is_map_of(std::tuple<Entries...> const*)
{
    return sizeof...(Entries) != 0 && (has_text_key<Entries>::value && ...);
}
constexpr bool is_map_of(void const*)
{
    return false;
}

/// Whether different keys are different texts.
template <typename Key>
constexpr bool is_distinct_text_v =
    std::is_integral_v<Key> ? !is_character_v<Key>
                            : std::is_class_v<Key> && is_standard_text_v<Key> &&
                                  std::is_convertible_v<Key const&, std::string_view>;

/// A map that has each key once: its `insert` says whether the key was new.
template <typename T, typename = void>
struct has_distinct_keys : std::false_type
{};
template <typename T>
struct has_distinct_keys<
    T, std::void_t<typename T::mapped_type,
                   decltype(std::declval<T&>().insert(std::declval<typename T::value_type const&>()).second)>>
    : std::bool_constant<is_distinct_text_v<typename T::key_type>>
{};
template <typename T>
constexpr bool has_distinct_keys_v = has_distinct_keys<T>::value;

// --- all together ------------------------------------------------------------------------------------------

/// How a value is written if its type is neither plain nor registered.
enum class structure
{
    enumeration,
    text,
    path,
    duration,
    time_point,
    error_code,
    error_condition,
    exception,
    encoded,
    pointer,
    variant,
    boost_variant,
    map,
    sequence,
    tuple,
    unknown
};

template <typename T>
constexpr structure structure_of()
{
    if constexpr (std::is_enum_v<T>)
        return structure::enumeration;
    else if constexpr (std::is_convertible_v<T const&, std::string_view> || is_text_like<T>::value)
        return structure::text;
    else if constexpr (is_path_like<T>::value)
        return structure::path;
    else if constexpr (is_duration<T>::value)
        return structure::duration;
    else if constexpr (is_instance<std::chrono::time_point, T>::value)
        return structure::time_point;
    else if constexpr (std::is_convertible_v<T const&, std::error_code>)
        return structure::error_code;
    else if constexpr (std::is_same_v<T, std::error_condition>)
        return structure::error_condition;
    else if constexpr (std::is_same_v<T, std::exception_ptr> || std::is_base_of_v<std::exception, T>)
        return structure::exception;
    else if constexpr (std::is_same_v<T, log_fluentd::encoded>)
        return structure::encoded;
    else if constexpr (is_pointer_like<T>::value)
        return structure::pointer;
    else if constexpr (is_instance<std::variant, T>::value)
        return structure::variant;
    else if constexpr (is_boost_variant<T>::value)
        return structure::boost_variant;
    else if constexpr (is_map<T>() || is_map_of(static_cast<T const*>(nullptr)))
        return structure::map;
    else if constexpr (is_range<T>::value)
        return structure::sequence;
    else if constexpr (is_instance<std::tuple, T>::value || is_instance<std::pair, T>::value)
        return structure::tuple;
    else
        return structure::unknown;
}

template <typename T>
std::string_view text_of(T const& text)
{
    if constexpr (std::is_convertible_v<T const&, std::string_view>)
        return text;
    else
        return {text.data(), text.size()};
}

} // namespace detail
} // namespace log_fluentd

#endif
