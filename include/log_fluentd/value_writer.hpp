// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_
#define LOG_FLUENTD_VALUE_WRITER_HPP_INCLUDED_

/// \file
/// Writes one value of an event, typed.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace log_fluentd {

namespace detail {
class scratch;
struct writer_access;
} // namespace detail

/// Writes msgpack, by a member for each kind of value; `write_value` (write_value.hpp) takes every other
/// type. Whatever is written is valid for every receiver: strings leave as UTF-8 (bad bytes are replaced by
/// U+FFFD), keys are strings, containers nested deeper than `max_depth` are replaced by a text that says so,
/// non-finite numbers become the strings "NaN", "Infinity", "-Infinity". A string larger than an event may be
/// is cut at a code point, with a mark that says how much is gone: `…[cut: 9437184 bytes]`. In a map, a value
/// without a key is not written, and a key without a value gets nil.
///
/// \par Thread safety One thread at a time. \par Lifetime Only during the call that it was handed to.
/// \par Exceptions `std::bad_alloc` only.
class value_writer
{
public:
    /// Deepest nesting of containers that is sent; Fluent Bit closes the connection beyond 32.
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

    /// Everything written until the matching `end_array` is an element.
    void begin_array();
    void end_array();
    /// Until the matching `end_map`, each value is preceded by its `key`. A key must not be written twice.
    void begin_map();
    void key(std::string_view utf8);
    void end_map();

    /// Whether all that is written now is left out, because it is inside of a container that is: nested too
    /// deeply, or the value of no key. Nothing needs to be visited there.
    bool is_skipping() const noexcept { return skipped_depth_ != 0; }

private:
    friend struct detail::writer_access;

    // An array takes any value, a map each behind a key, the place of a function of the user's a single one.
    enum class level_kind : unsigned char
    {
        array,
        map,
        place
    };
    // An open container; levels_[0] is what surrounds the outermost. Not initialised, as most are never used.
    struct level
    {
        std::size_t header;
        std::uint32_t count;
        level_kind kind;
        bool has_key;
    };

    // Whether the value that comes next is written at all; if so, it is counted.
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
    // Within a function of the user's: what is around, which it must not end; and how many such functions
    // there are around.
    level* floor_;
    std::uint8_t guards_ = 0;
    // Set for a piece of a mixed template: the outermost value is written as text, without a header.
    bool as_text_ = false;
    level levels_[max_depth + 1];
};

} // namespace log_fluentd

#endif
