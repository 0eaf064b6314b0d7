// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_WRITE_VALUE_HPP_INCLUDED_
#define LOG_FLUENTD_WRITE_VALUE_HPP_INCLUDED_

/// \file
/// Writes a value of any type: the library's, the standard library's, the program's own.

#include <log_fluentd/detail/structure.hpp>
#include <log_fluentd/value_writer.hpp>

#include <chrono>
#include <cstdint>
#include <exception>
#include <memory>
#include <ratio>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <variant>

namespace log_fluentd {

/// Writes `value` as one value of an event. What it becomes is decided in this order:
/// 1. By a function `void to_fluentd(log_fluentd::value_writer&, T const&)` in the namespace of `T`, which is
///    found by argument-dependent lookup. With it a program says what its own types become.
/// 2. By the function that `register_type<T>` was given (register_type.hpp), for types that the program
///    cannot change.
/// 3. By the table in doc/values.md: numbers, texts, times, optionals, variants, pairs, tuples, sequences,
///    maps, smart pointers, errors, exceptions, types of Boost.Log and Boost.JSON, in any nesting.
/// 4. Otherwise it is the name of its type, `<my::type>`, which is counted (`statistics::unknown_types`) and
///    reported.
///
/// Numbers, and the texts of the standard library, cannot be given another function.
///
/// A `to_fluentd` or registered function writes exactly one value. If it writes none, the value is nil; if it
/// writes several, the first one counts; a container that it leaves open is closed. If it throws, a text that
/// says so replaces the value and is counted (`statistics::format_errors`), and the event is sent. Events
/// that it logs or emits itself are rejected (`rejection::reentrant`).
///
/// The keys of a map are texts; a key of another type becomes the text that it would be in a template. If a
/// key occurs twice, the first one counts. After sixteen times the size of the largest event was written, the
/// next range with another element is replaced like one that throws.
///
/// \throws std::bad_alloc, and what iterating over a range throws. Records and `sender::emit` catch both.
/// Containers that were begun are then still open: if the exception is passed on, what was written is
/// removed.
template <typename T>
void write_value(value_writer& out, T const& value);

namespace detail {

/// Writes the value that `value` points to. `function` is the function that was registered for it, if any.
using write_function = void (*)(value_writer& out, void const* value, void const* function);

/// Calls `write` so that it writes exactly one value, whatever it does.
LOG_FLUENTD_DECL void write_guarded(value_writer& out, write_function write, void const* value,
                                    void const* function = nullptr);
/// \returns false if nothing is registered that writes the type.
LOG_FLUENTD_DECL bool write_registered(value_writer& out, std::type_info const& type, void const* value);
LOG_FLUENTD_DECL void write_unknown(value_writer& out, std::type_info const& type);
/// \throws std::length_error if more was written than can become an event.
LOG_FLUENTD_DECL void check_size(value_writer& out);

LOG_FLUENTD_DECL void put(value_writer& out, std::wstring_view text);
LOG_FLUENTD_DECL void put(value_writer& out, std::u16string_view text);
LOG_FLUENTD_DECL void put(value_writer& out, std::u32string_view text);
LOG_FLUENTD_DECL void put(value_writer& out, char character);
LOG_FLUENTD_DECL void put(value_writer& out, wchar_t character);
LOG_FLUENTD_DECL void put(value_writer& out, char16_t character);
LOG_FLUENTD_DECL void put(value_writer& out, char32_t character);
/// \param nanoseconds Since the last whole microsecond, 0 to 999.
LOG_FLUENTD_DECL void put_utc(value_writer& out, std::chrono::microseconds since_1970,
                              unsigned nanoseconds = 0);
LOG_FLUENTD_DECL void put_error(value_writer& out, std::error_code const& error);
LOG_FLUENTD_DECL void put_error(value_writer& out, std::error_condition const& error);
LOG_FLUENTD_DECL void put_exception(value_writer& out, std::exception_ptr const& exception);
LOG_FLUENTD_DECL void put_exception(value_writer& out, std::exception const& exception);
/// \throws std::invalid_argument if `bytes` are not exactly one msgpack value that an event may have.
LOG_FLUENTD_DECL void put_encoded(value_writer& out, std::string_view bytes);

/// The entries of a map. Their keys become texts, and no key is written twice.
class LOG_FLUENTD_DECL map_entries
{
public:
    /// Begins the map.
    /// \param keys_are_distinct Whether no two of its keys are the same text.
    map_entries(value_writer& out, bool keys_are_distinct);
    map_entries& operator=(map_entries&&) = delete;
    ~map_entries();
    /// Ends the map.
    void end();

    /// \returns false if the map has the key already; the value must not be written then.
    bool key(std::string_view utf8);
    /// The same for a key of another type, which `write` writes.
    bool key(write_function write, void const* key);

private:
    class many;
    bool keep_if_new(std::size_t position);
    void add(std::size_t position);
    void add_all_before(std::size_t end);

    static constexpr std::size_t few = 32;
    value_writer& out_;
    std::size_t begin_;
    bool is_checked_;
    std::size_t count_ = 0;
    std::unique_ptr<many> many_;
    std::size_t positions_[few]; // of the first keys; most are never used, so not initialised
};

template <typename T>
void write_erased(value_writer& out, void const* value, void const*)
{
    write_value(out, *static_cast<T const*>(value));
}

template <typename T>
void call_to_fluentd(value_writer& out, void const* value, void const*)
{
    to_fluentd(out, *static_cast<T const*>(value));
}

inline void write_number(value_writer& out, bool value)
{
    out.boolean(value);
}
inline void write_number(value_writer& out, std::int64_t value)
{
    out.integer(value);
}
inline void write_number(value_writer& out, std::uint64_t value)
{
    out.unsigned_integer(value);
}
inline void write_number(value_writer& out, double value)
{
    out.floating(value);
}

template <typename T>
void write_plain(value_writer& out, T const& value)
{
    if constexpr (is_nothing_v<T>)
        out.nil();
    else if constexpr (is_character_v<T>)
        put(out, value);
    else if constexpr (is_number_v<T>)
        write_number(out, plain_number(value));
    else if constexpr (std::is_same_v<T, log_fluentd::value>)
        value.write(out);
    else if constexpr (std::is_pointer_v<T>) {
        if (!value)
            return out.nil();
        write_plain(out, std::basic_string_view<std::remove_cv_t<std::remove_pointer_t<T>>>(value));
    } else if constexpr (std::is_array_v<T>) {
        using character = std::remove_cv_t<std::remove_extent_t<T>>;
        std::basic_string_view<character> const all(value, std::extent_v<T>);
        write_plain(out, all.substr(0, all.find(character())));
    } else if constexpr (std::is_same_v<typename T::value_type, char>)
        out.string(value);
    else
        put(out, std::basic_string_view<typename T::value_type>(value));
}

/// \returns false if the map has the key already.
template <typename Key>
bool write_key(map_entries& entries, Key const& key)
{
    if constexpr (!std::is_class_v<Key> && std::is_convertible_v<Key const&, std::string_view>)
        return entries.key(key ? std::string_view(key) : std::string_view());
    else if constexpr (std::is_convertible_v<Key const&, std::string_view> && !has_to_fluentd_v<Key>)
        return entries.key(std::string_view(key));
    else
        return entries.key(&write_erased<Key>, std::addressof(key));
}

template <typename Entry>
void write_entry(map_entries& entries, value_writer& out, Entry const& entry)
{
    if (write_key(entries, entry_traits<Entry>::key(entry)))
        write_value(out, entry_traits<Entry>::value(entry));
}

template <typename Range>
void write_map(value_writer& out, Range const& range)
{
    map_entries entries(out, has_distinct_keys_v<Range>);
    if (!out.is_skipping()) {
        for (range_value_t<Range> const& entry : range) {
            check_size(out);
            write_entry(entries, out, entry);
        }
    }
    entries.end();
}

template <typename... Entries>
void write_map(value_writer& out, std::tuple<Entries...> const& tuple)
{
    map_entries entries(out, false);
    if (!out.is_skipping())
        std::apply([&](auto const&... entry) { (write_entry(entries, out, entry), ...); }, tuple);
    entries.end();
}

template <typename Range>
void write_sequence(value_writer& out, Range const& range)
{
    out.begin_array();
    if (!out.is_skipping()) {
        for (auto const& element : range) {
            check_size(out);
            write_value<range_value_t<Range>>(out, element); // elements of vector<bool> have another type
        }
    }
    out.end_array();
}

template <typename Tuple>
void write_tuple(value_writer& out, Tuple const& tuple)
{
    out.begin_array();
    if (!out.is_skipping())
        std::apply([&](auto const&... element) { (write_value(out, element), ...); }, tuple);
    out.end_array();
}

/// For the visitors of variants.
struct write_alternative
{
    using result_type = void; // for boost::variant

    template <typename T>
    void operator()(T const& value) const
    {
        write_value(out, value);
    }
    value_writer& out;
};

template <typename Enumeration>
void write_enumeration(value_writer& out, Enumeration value)
{
    if constexpr (std::is_error_code_enum<Enumeration>::value)
        put_error(out, std::error_code(value));
    else if constexpr (std::is_error_condition_enum<Enumeration>::value)
        put_error(out, std::error_condition(value));
    else
        write_plain(out,
                    +static_cast<std::underlying_type_t<Enumeration>>(value)); // +: a number, not a character
}

/// In whole microseconds. The result is the least or the greatest value if the time is out of range, or is
/// not a number.
template <typename Rep, typename Period>
constexpr std::chrono::microseconds in_microseconds(std::chrono::duration<Rep, Period> since_1970) noexcept
{
    using std::chrono::microseconds;
    if constexpr (!std::is_integral_v<Rep> || std::ratio_greater_v<Period, std::micro>) { // may overflow
        constexpr long double most = 9e18L;
        long double const about = std::chrono::duration<long double, std::micro>(since_1970).count();
        if (!(about > -most && about < most))
            return about > 0 ? microseconds::max() : microseconds::min();
    }
    return std::chrono::floor<microseconds>(since_1970);
}

/// Nanoseconds since the last whole microsecond.
template <typename Rep, typename Period>
unsigned nanoseconds_of([[maybe_unused]] std::chrono::duration<Rep, Period> const& time)
{
    using std::chrono::nanoseconds;
    if constexpr (std::is_integral_v<Rep> && std::ratio_less_v<Period, std::micro>) {
        auto const rest = std::chrono::floor<nanoseconds>(time % std::chrono::microseconds(1)).count();
        return static_cast<unsigned>(rest < 0 ? rest + 1000 : rest);
    } else {
        return 0;
    }
}

template <typename Time>
void write_time(value_writer& out, Time const& time)
{
    if constexpr (std::is_same_v<typename Time::clock, std::chrono::system_clock>)
        put_utc(out, in_microseconds(time.time_since_epoch()), nanoseconds_of(time.time_since_epoch()));
    else
        out.floating(std::chrono::duration<double>(time.time_since_epoch()).count());
}

/// Writes a value of a type that no function is registered for.
template <typename T>
void write_structure(value_writer& out, T const& value)
{
    constexpr structure is = structure_of<T>();
    if constexpr (is == structure::enumeration)
        write_enumeration(out, value);
    else if constexpr (is == structure::text)
        out.string(text_of(value));
    else if constexpr (is == structure::path)
        out.string(value.native());
    else if constexpr (is == structure::duration)
        out.floating(std::chrono::duration<double>(value).count());
    else if constexpr (is == structure::time_point)
        write_time(out, value);
    else if constexpr (is == structure::error_code)
        put_error(out, static_cast<std::error_code>(value));
    else if constexpr (is == structure::error_condition)
        put_error(out, static_cast<std::error_condition>(value));
    else if constexpr (is == structure::exception)
        put_exception(out, value);
    else if constexpr (is == structure::encoded) {
        auto const transcode = [](value_writer& to, void const* from, void const*) {
            put_encoded(to, static_cast<T const*>(from)->msgpack);
        };
        write_guarded(out, transcode, &value);
    } else if constexpr (is == structure::pointer) {
        if (value)
            write_value(out, *value);
        else
            out.nil();
    } else if constexpr (is == structure::variant) {
        if (value.valueless_by_exception())
            out.nil();
        else
            std::visit(write_alternative{out}, value);
    } else if constexpr (is == structure::boost_variant) {
        write_alternative const visitor{out};
        value.apply_visitor(visitor);
    } else if constexpr (is == structure::map)
        write_map(out, value);
    else if constexpr (is == structure::sequence)
        write_sequence(out, value);
    else if constexpr (is == structure::tuple)
        write_tuple(out, value);
    else
        write_unknown(out, typeid(T));
}

} // namespace detail

template <typename T>
void write_value(value_writer& out, T const& value)
{
    static_assert(!std::is_pointer_v<T> || detail::is_plain_v<T> || detail::has_to_fluentd_v<T>,
                  "a pointer that owns nothing may dangle: give what it points to, or a smart pointer");
    if constexpr (detail::has_to_fluentd_v<T>)
        detail::write_guarded(out, &detail::call_to_fluentd<T>, std::addressof(value));
    else if constexpr (detail::is_plain_v<T>)
        detail::write_plain(out, value);
    else if (!detail::write_registered(out, typeid(T), std::addressof(value)))
        detail::write_structure(out, value);
}

} // namespace log_fluentd

#endif
