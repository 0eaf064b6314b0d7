// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_
#define LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_

/// \file
/// Writes a value of an event, by its kind.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd {

namespace detail {
class scratch;
struct writer_access;
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
class value_writer
{
public:
    /// Deepest nesting of containers. Fluent Bit closes the connection over containers nested deeper than 32.
    static constexpr std::size_t max_depth = 24;

    explicit value_writer(detail::scratch& out) noexcept : out_(&out), open_(levels_), floor_(levels_)
    {
        levels_[0] = {};
    }
    value_writer(value_writer const&) = delete;
    value_writer& operator=(value_writer const&) = delete;

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
    bool is_skipping() const noexcept { return skipped_depth_ != 0; }

private:
    friend struct detail::writer_access;

    // An array accepts any value, a map a value after each key, the place of a function of the program's a
    // single value.
    enum class level_kind : unsigned char
    {
        array,
        map,
        place
    };
    // An open container; `levels_[0]` is what surrounds the outermost one. Most are never used, so they are
    // not initialised.
    struct level
    {
        std::size_t header;
        std::uint32_t count;
        level_kind kind;
        bool has_key;
    };

    // Whether the next value is written. If so, it is counted.
    bool next_value() noexcept
    {
        if (skipped_depth_ != 0 || (open_->kind != level_kind::array && !open_->has_key))
            return false;
        open_->has_key = false;
        ++open_->count;
        return true;
    }
    bool is_piece() const noexcept { return as_text_ && open_ == levels_; }
    void begin(level_kind kind);
    void end(level_kind kind);

    detail::scratch* out_;
    level* open_; // the innermost
    std::size_t skipped_depth_ = 0;
    // The containers around a function of the program's, which it must not end, and how many such functions
    // there are around.
    level* floor_;
    std::uint8_t guards_ = 0;
    // Set for a part of a template with other text: the outermost value is written as text, without a header.
    bool as_text_ = false;
    level levels_[max_depth + 1];
};

} // namespace log_fluentd

#endif
