// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_
#define LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_

/// \file
/// Writes a value of an event, by its kind.

#include <log_fluentd/detail/export.hpp>
#include <log_fluentd/detail/writer_state.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd {

class value_writer;
namespace detail {
/// For the library itself.
inline writer_state& state_of(value_writer& writer) noexcept;
} // namespace detail

/// Writes one value of an event as msgpack. It has a member for each kind of value; `write_value`
/// (write_value.hpp) writes all other types.
///
/// Every server can read the result. Strings are UTF-8: invalid bytes become U+FFFD. A string that is larger
/// than an event may be is cut at a code point, with a mark that says how much is missing:
/// `…[cut: 9437184 bytes]`. Keys are strings. A container that is nested deeper than `max_depth` becomes a
/// text that says so. Numbers that are not finite become the strings "NaN", "Infinity" and "-Infinity". In a
/// map, a value without a key is not written, and a key without a value gets nil.
///
/// \throws std::bad_alloc only.
/// \par Thread safety
/// Only one thread at a time may use it.
/// \par Lifetime
/// Valid only during the call that it was passed to.
class LOG_FLUENTD_DECL value_writer
{
public:
    /// Deepest nesting of containers. Fluent Bit closes the connection over containers nested deeper than 32.
    static constexpr std::size_t max_depth = detail::writer_state::max_depth;

    explicit value_writer(detail::scratch& out) noexcept : state_(out) {}
    value_writer& operator=(value_writer&&) = delete;

    void nil();
    void boolean(bool value);
    void integer(std::int64_t value);
    void unsigned_integer(std::uint64_t value);
    void floating(double value);
    void string(std::string_view utf8);

    /// Begins an array. Everything that is written until the matching `end_array` is an element.
    void begin_array();
    void end_array();
    /// Begins a map. Until the matching `end_map`, write each `key` before its value, and no key twice.
    void begin_map();
    void key(std::string_view utf8);
    void end_map();

    /// Whether everything that is written now is left out, because the container around it is: it is nested
    /// too deeply, or is a value without a key. Its content need not be visited.
    bool is_skipping() const noexcept { return state_.is_skipping(); }

private:
    friend detail::writer_state& detail::state_of(value_writer& writer) noexcept;

    void begin(detail::writer_state::level_kind kind);
    void end(detail::writer_state::level_kind kind);

    detail::writer_state state_;
};

inline detail::writer_state& detail::state_of(value_writer& writer) noexcept
{
    return writer.state_;
}

} // namespace log_fluentd

#endif
