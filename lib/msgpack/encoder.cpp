// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/encoder.hpp"

#include "msgpack/cut_mark.hpp"

#include <boost/endian/conversion.hpp>
#include <msgpack.hpp>

#include <charconv>
#include <cmath>

namespace log_fluentd::detail {

namespace {

using packer = msgpack::packer<scratch>;

template <typename Number>
void write_digits(scratch& out, Number number)
{
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
    out.write(digits, static_cast<std::size_t>(end - digits));
}

std::string_view non_finite_name(double value)
{
    if (std::isnan(value))
        return "NaN";
    return value > 0 ? "Infinity" : "-Infinity";
}

/// Appends a text that can be sent unchanged.
/// \returns false, and appends nothing, for any other text.
inline bool write_if_good(scratch& out, std::string_view utf8)
{
    if (utf8.size() > out.text_limit)
        return false;
    char* const place = out.append(utf8.size());
    if (copy_ascii(utf8, place) || is_utf8(utf8))
        return true;
    out.resize(out.size() - utf8.size());
    return false;
}

/// Appends a text as it is sent: header (unless it is a piece of a string), body, mark.
[[gnu::noinline, gnu::cold]] void write_unusual(scratch& out, std::string_view utf8, bool with_header)
{
    std::size_t const kept = cut_point(utf8, out.text_limit);
    cut_mark const mark(utf8.size() - kept);
    std::string_view const mark_text = kept < utf8.size() ? mark.text() : std::string_view();
    std::string_view const body = utf8.substr(0, kept);
    std::size_t const size = repaired_size(body);

    if (!is_utf8(body))
        ++out.report.repaired_strings;
    if (!mark_text.empty())
        out.report.truncated_events = 1;
    if (with_header)
        packer(out).pack_str(static_cast<std::uint32_t>(size + mark_text.size()));
    repair_utf8(body, out.append(size));
    out.write(mark_text.data(), mark_text.size());
}

} // namespace

void write_double(scratch& out, double value)
{
    if (!std::isfinite(value))
        return write_string(out, non_finite_name(value));
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    bits = boost::endian::native_to_big(bits);
    char* const place = out.append(1 + sizeof(bits));
    place[0] = '\xCB'; // float 64
    std::memcpy(place + 1, &bits, sizeof(bits));
}

// Writes the same as msgpack-c's packer, in less code, because nearly every record has an integer.
[[gnu::hot]] void write_unsigned(scratch& out, std::uint64_t value)
{
    static_assert(scratch::slack > sizeof(value));
    char* const place = out.end();
    if (value < 0x80) {
        place[0] = static_cast<char>(value);
        return out.advance(1);
    }
    int const exponent = value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : value <= 0xFFFFFFFF ? 2 : 3;
    std::size_t const size = std::size_t{1} << exponent;
    std::uint64_t const digits = boost::endian::native_to_big(value << (64 - 8 * size));
    place[0] = static_cast<char>(0xCC + exponent);
    std::memcpy(place + 1, &digits, sizeof(digits));
    out.advance(1 + size);
}

void write_integer(scratch& out, std::int64_t value)
{
    if (value >= 0)
        write_unsigned(out, static_cast<std::uint64_t>(value));
    else
        packer(out).pack_int64(value);
}

[[gnu::noinline]] void write_any_string(scratch& out, std::string_view utf8)
{
    std::size_t const before = out.size();
    if (utf8.size() < 32)
        *out.append(1) = static_cast<char>(0xA0 | utf8.size());
    else if (utf8.size() <= out.text_limit)
        packer(out).pack_str(static_cast<std::uint32_t>(utf8.size()));
    if (!write_if_good(out, utf8)) {
        out.resize(before);
        write_unusual(out, utf8, true);
    }
}

[[gnu::hot]] void write_string(scratch& out, std::string_view utf8)
{
    write_string_inline(out, utf8);
}

void write_piece(scratch& out, std::string_view utf8)
{
    if (!write_if_good(out, utf8))
        write_unusual(out, utf8, false);
}

void write_number_piece(scratch& out, bool value)
{
    write_piece(out, value ? "true" : "false");
}

void write_number_piece(scratch& out, std::int64_t value)
{
    write_digits(out, value);
}

void write_number_piece(scratch& out, std::uint64_t value)
{
    write_digits(out, value);
}

void write_number_piece(scratch& out, double value)
{
    if (std::isfinite(value))
        write_digits(out, value);
    else
        write_piece(out, non_finite_name(value));
}

void write_large_header(scratch& out, std::size_t header, std::uint32_t count, bool is_map)
{
    std::size_t const body = header + 1;
    std::size_t const body_size = out.size() - body;
    std::size_t const header_size = count < 0x10000 ? 3 : 5;
    out.append(header_size - 1);
    std::memmove(out.data() + header + header_size, out.data() + body, body_size);
    std::size_t const size = out.size();
    out.resize(header);
    if (is_map)
        packer(out).pack_map(count);
    else
        packer(out).pack_array(count);
    out.resize(size);
}

// Most templates make strings of 32 to 255 bytes, whose header has two bytes.
constexpr std::size_t reserved_header = 2;

std::size_t begin_string(scratch& out)
{
    out.append(reserved_header);
    return out.size() - reserved_header;
}

void end_string(scratch& out, std::size_t begin)
{
    std::size_t const body = begin + reserved_header;
    std::size_t const size = out.size() - body;
    std::size_t const header = string_header_size(size);
    if (header > reserved_header)
        out.append(header - reserved_header);
    if (header != reserved_header)
        std::memmove(out.data() + begin + header, out.data() + body, size);
    out.resize(begin);
    packer(out).pack_str(static_cast<std::uint32_t>(size));
    out.resize(begin + header + size);
}

} // namespace log_fluentd::detail
