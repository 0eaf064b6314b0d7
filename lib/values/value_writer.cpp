// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/cut_mark.hpp"
#include "msgpack/utf8.hpp"
#include "msgpack/writer_access.hpp"

#include <log_fluentd/value_writer.hpp>

#include <boost/endian/conversion.hpp>
#include <msgpack.hpp>

#include <charconv>
#include <cmath>

namespace log_fluentd {

namespace {

using packer = msgpack::packer<detail::scratch>;

template <typename Number>
[[gnu::noinline]] void write_digits(detail::scratch& out, Number number)
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

/// Appends a text that may be sent as it is. \return false, and nothing is appended, for any other.
inline bool write_if_good(detail::scratch& out, std::string_view utf8)
{
    if (utf8.size() > out.text_limit)
        return false;
    char* const place = out.append(utf8.size());
    if (detail::copy_ascii(utf8, place) || detail::is_utf8(utf8))
        return true;
    out.resize(out.size() - utf8.size());
    return false;
}

/// A text in the form in which it is sent: header (unless it is a piece of a string), body, mark.
[[gnu::noinline, gnu::cold]] void write_unusual(detail::scratch& out, std::string_view utf8, bool with_header)
{
    std::size_t const kept = detail::cut_point(utf8, out.text_limit);
    detail::cut_mark const mark(utf8.size() - kept);
    std::string_view const mark_text = kept < utf8.size() ? mark.text() : std::string_view();
    std::string_view const body = utf8.substr(0, kept);
    std::size_t const size = detail::repaired_size(body);

    if (!detail::is_utf8(body))
        ++out.report.repaired_strings;
    if (!mark_text.empty())
        out.report.truncated_events = 1;
    if (with_header)
        packer(out).pack_str(static_cast<std::uint32_t>(size + mark_text.size()));
    detail::repair_utf8(body, out.append(size));
    out.write(mark_text.data(), mark_text.size());
}

/// A string of any length, and of any bytes.
[[gnu::noinline]] void write_any_string(detail::scratch& out, std::string_view utf8)
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

} // namespace

namespace detail {

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

// What msgpack-c's packer writes too, in less code: there is an integer in nearly every record.
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

[[gnu::hot]] void write_string(scratch& out, std::string_view utf8)
{
    // Most are short, and ASCII.
    static_assert(scratch::slack >= 32);
    if (utf8.size() < 32 && utf8.size() <= out.text_limit) {
        char* const place = out.end();
        place[0] = static_cast<char>(0xA0 | utf8.size());
        if (copy_ascii(utf8, place + 1))
            return out.advance(1 + utf8.size());
    }
    write_any_string(out, utf8);
}

void write_piece(scratch& out, std::string_view utf8)
{
    if (!write_if_good(out, utf8))
        write_unusual(out, utf8, false);
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

// Strings of 32 to 255 bytes, which most templates make, have a header of two bytes.
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
    std::size_t const header = size < 32 ? 1 : size < 0x100 ? 2 : size < 0x10000 ? 3 : 5;
    if (header > reserved_header)
        out.append(header - reserved_header);
    if (header != reserved_header)
        std::memmove(out.data() + begin + header, out.data() + body, size);
    out.resize(begin);
    packer(out).pack_str(static_cast<std::uint32_t>(size));
    out.resize(begin + header + size);
}

} // namespace detail

void value_writer::nil()
{
    // As a piece of a text, nothing is nothing.
    if (next_value() && !(is_piece()))
        packer(*out_).pack_nil();
}

void value_writer::boolean(bool value)
{
    if (!next_value())
        return;
    if (is_piece())
        detail::write_piece(*out_, value ? "true" : "false");
    else if (value)
        packer(*out_).pack_true();
    else
        packer(*out_).pack_false();
}

void value_writer::integer(std::int64_t value)
{
    if (!next_value())
        return;
    if (is_piece())
        write_digits(*out_, value);
    else
        detail::write_integer(*out_, value);
}

void value_writer::unsigned_integer(std::uint64_t value)
{
    if (!next_value())
        return;
    if (is_piece())
        write_digits(*out_, value);
    else
        detail::write_unsigned(*out_, value);
}

void value_writer::floating(double value)
{
    if (!next_value())
        return;
    if (!is_piece())
        detail::write_double(*out_, value);
    else if (std::isfinite(value))
        write_digits(*out_, value);
    else
        detail::write_piece(*out_, non_finite_name(value));
}

void value_writer::string(std::string_view utf8)
{
    if (!next_value())
        return;
    if (is_piece())
        detail::write_piece(*out_, utf8);
    else
        detail::write_string(*out_, utf8);
}

void value_writer::begin_array()
{
    begin(level_kind::array);
}

void value_writer::end_array()
{
    end(level_kind::array);
}

void value_writer::begin_map()
{
    begin(level_kind::map);
}

void value_writer::key(std::string_view utf8)
{
    if (skipped_depth_ != 0 || open_->kind != level_kind::map)
        return;
    if (open_->has_key)
        nil();
    detail::write_string(*out_, utf8);
    open_->has_key = true;
}

void value_writer::end_map()
{
    end(level_kind::map);
}

void value_writer::begin(level_kind kind)
{
    if (skipped_depth_ != 0) {
        ++skipped_depth_;
        return;
    }
    if (open_ == levels_ + max_depth) {
        string(detail::too_deep);
        skipped_depth_ = 1;
        return;
    }
    if (!next_value()) {
        skipped_depth_ = 1;
        return;
    }
    *++open_ = {out_->size(), 0, kind, false};
    // One byte serves up to 15 entries, which is most; `end` makes room for more where they came.
    out_->append(1);
}

void value_writer::end(level_kind kind)
{
    if (skipped_depth_ != 0) {
        --skipped_depth_;
        return;
    }
    if (open_ == floor_ || open_->kind != kind)
        return;
    if (open_->has_key)
        nil();

    level const closed = *open_--;
    detail::end_container(*out_, closed.header, closed.count, kind == level_kind::map);
    if (is_piece())
        detail::replace_by_text(*out_, closed.header);
}

} // namespace log_fluentd
