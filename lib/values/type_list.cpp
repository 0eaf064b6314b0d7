// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/type_list.hpp"

#include "msgpack/encoder.hpp"
#include "values/put.hpp"

#include <log_fluentd/event_map.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <variant>

namespace log_fluentd::detail {

namespace {

namespace posix_time = boost::posix_time;

/// As `write_value` writes them if nothing is registered.
struct by_structure
{
    static constexpr bool is_known = true;

    template <typename T>
    static void write(value_writer& out, T const& value)
    {
        if constexpr (is_plain_v<T>)
            write_plain(out, value);
        else
            write_structure(out, value);
    }
    template <typename T>
    static void encode(scratch& out, T const& value)
    {
        if constexpr (is_number_v<T>)
            write_number(out, plain_number(value));
        else
            write_string(out, value);
    }
};

struct as_strings
{
    static constexpr bool is_known = true;

    static void write(value_writer& out, std::vector<std::string> const& strings)
    {
        out.begin_array();
        for (auto const& string : strings)
            out.string(string);
        out.end_array();
    }
};

/// By an overload of `put` (put.hpp).
struct by_put
{
    static constexpr bool is_known = false;

    template <typename T>
    static void write(value_writer& out, T const& value)
    {
        put(out, value);
    }
};

/// As `write_value` writes them, but guarded, because their elements may throw.
template <typename... Types>
void add_guarded(type_list& to)
{
    (to.push_back({{&typeid(Types), trampoline_for<Types>(), nullptr, nullptr}, nullptr}), ...);
}

/// The element types that programs use most.
template <template <typename> class Container>
void add_containers(type_list& to)
{
    add_guarded<Container<bool>, Container<int>, Container<unsigned>, Container<long>,
                Container<unsigned long>, Container<long long>, Container<unsigned long long>,
                Container<float>, Container<double>, Container<std::string>>(to);
}
template <typename T>
using optional = std::optional<T>;
template <typename T>
using vector = std::vector<T>;
template <typename T>
using map = std::map<std::string, T>;
template <typename T>
using unordered_map = std::unordered_map<std::string, T>;

template <typename Duration>
using time_point = std::chrono::time_point<std::chrono::system_clock, Duration>;

} // namespace

// If a type comes twice (`long` may be `long long`), the first counts.
type_list library_types()
{
    type_list known;
    add_frequent_types<by_structure, bool, signed char, unsigned char, short, unsigned short, int, unsigned,
                       long, unsigned long, long long, unsigned long long, float, double, long double,
                       std::string>(known);
    add_log_types(known);
    add_types<by_structure, char, wchar_t, char16_t, char32_t, std::string_view, char const*, std::wstring,
              std::wstring_view, wchar_t const*, std::u16string, std::u16string_view, char16_t const*,
              std::u32string, std::u32string_view, char32_t const*>(known);
    add_types<by_structure, time_point<std::chrono::nanoseconds>, time_point<std::chrono::microseconds>,
              time_point<std::chrono::milliseconds>, time_point<std::chrono::seconds>,
              std::chrono::nanoseconds, std::chrono::microseconds, std::chrono::milliseconds,
              std::chrono::seconds, std::chrono::minutes, std::chrono::hours, std::chrono::duration<double>>(
        known);
    add_types<by_put, std::tm, posix_time::ptime, boost::local_time::local_date_time, boost::gregorian::date,
              posix_time::time_duration, boost::gregorian::date_duration, posix_time::hours,
              posix_time::minutes, posix_time::seconds, posix_time::milliseconds, posix_time::microseconds,
              posix_time::time_period, boost::local_time::local_time_period, boost::gregorian::date_period>(
        known);
    add_types<by_put, boost::json::value, boost::json::object, boost::json::array, boost::json::string,
              boost::uuids::uuid>(known);
    add_types<as_strings, std::vector<std::string>>(known);

    add_guarded<std::exception_ptr, std::error_code, std::error_condition, boost::system::error_code,
                std::filesystem::path, std::nullptr_t, std::monostate, encoded, char*>(known);
    add_guarded<std::chrono::duration<float>, std::chrono::duration<double, std::milli>,
                std::chrono::steady_clock::time_point>(known);
    add_containers<optional>(known);
    add_containers<vector>(known);
    add_containers<map>(known);
    add_containers<unordered_map>(known);
    return known;
}

} // namespace log_fluentd::detail
