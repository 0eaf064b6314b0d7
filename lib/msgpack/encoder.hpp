// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Appends values as msgpack (https://github.com/msgpack/msgpack/blob/master/spec.md).

#include "msgpack/scratch.hpp"
#include "msgpack/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace log_fluentd::detail {

inline void write_nil(scratch& out)
{
    *out.append(1) = '\xC0';
}
inline void write_boolean(scratch& out, bool value)
{
    *out.append(1) = value ? '\xC3' : '\xC2';
}
/// Encodes it as float 64. msgpack-c's packer would encode 2.0 as the integer 2, but stores with a schema
/// refuse a key whose type changes from event to event. NaN and the infinities become texts.
void write_double(scratch& out, double value);
/// Encodes it in the fewest bytes.
void write_integer(scratch& out, std::int64_t value);
void write_unsigned(scratch& out, std::uint64_t value);
/// Calls the function above for the type.
inline void write_number(scratch& out, bool value)
{
    write_boolean(out, value);
}
inline void write_number(scratch& out, std::int64_t value)
{
    if (value >= 0)
        write_unsigned(out, static_cast<std::uint64_t>(value));
    else
        write_integer(out, value);
}
inline void write_number(scratch& out, std::uint64_t value)
{
    write_unsigned(out, value);
}
inline void write_number(scratch& out, double value)
{
    write_double(out, value);
}

/// Encodes `utf8` as a string. It is cut if it is too large, and repaired if it is not UTF-8.
void write_string(scratch& out, std::string_view utf8);
/// The same for a string of any length and of any bytes, without the fast path for the usual ones.
void write_any_string(scratch& out, std::string_view utf8);
/// The same as `write_string`, inlined. For a `value_writer` the call would cost a twentieth of a map that is
/// written in place; everywhere else smaller code is better.
inline void write_string_inline(scratch& out, std::string_view utf8)
{
    // Most are short and ASCII.
    static_assert(scratch::slack >= 32);
    if (utf8.size() < 32 && utf8.size() <= out.text_limit) {
        char* const place = out.end();
        place[0] = static_cast<char>(0xA0 | utf8.size());
        if (copy_ascii(utf8, place + 1))
            return out.advance(1 + utf8.size());
    }
    write_any_string(out, utf8);
}
/// The size of an encoded string of fewer than 16 bytes.
inline std::size_t short_size(char const* padded) noexcept
{
    return static_cast<unsigned char>(padded[0]) & 0x1F;
}
/// Appends such a string. It must be padded as for `copy_padded`.
inline void write_short_string(scratch& out, char const* padded)
{
    std::memcpy(out.end(), padded, 16);
    out.advance(1 + short_size(padded));
}
/// The size of the header of a string of `size` bytes.
constexpr std::size_t string_header_size(std::size_t size) noexcept
{
    return size < 32 ? 1 : size < 0x100 ? 2 : size < 0x10000 ? 3 : 5;
}

/// Begins a string of pieces. Pass the returned position to `end_string`, which writes the header.
std::size_t begin_string(scratch& out);
void end_string(scratch& out, std::size_t begin);
/// The same as `write_string`, without a header: one piece of a string.
void write_piece(scratch& out, std::string_view utf8);
/// Appends the text of a number or boolean, as a piece of a string.
void write_number_piece(scratch& out, bool value);
void write_number_piece(scratch& out, std::int64_t value);
void write_number_piece(scratch& out, std::uint64_t value);
void write_number_piece(scratch& out, double value);
/// Replaces the value from `begin` to the end of `out` by its text as in JSON, as a piece of a string.
/// (value_text.cpp)
void replace_by_text(scratch& out, std::size_t begin);

/// Replaces the one byte at `header` by the header of a container of more than 15 entries.
void write_large_header(scratch& out, std::size_t header, std::uint32_t count, bool is_map);
/// Ends a container whose header, at `header`, was begun with one byte.
inline void end_container(scratch& out, std::size_t header, std::uint32_t count, bool is_map)
{
    if (count < 16)
        out.data()[header] = static_cast<char>((is_map ? 0x80 : 0x90) | count);
    else
        write_large_header(out, header, count, is_map);
}
/// Whether a value whose first byte this is is a map.
constexpr bool begins_map(char first) noexcept
{
    auto const type = static_cast<unsigned char>(first);
    return (type & 0xF0) == 0x80 || type == 0xDE || type == 0xDF;
}

} // namespace log_fluentd::detail
