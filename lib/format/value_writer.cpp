// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/cut_mark.hpp"
#include "format/utf8.hpp"
#include "format/writer_access.hpp"

#include <log_fluentd/value_writer.hpp>

#include <msgpack.hpp>

#include <charconv>
#include <cmath>

namespace log_fluentd {

namespace {

using packer = msgpack::packer<detail::scratch>;

template <typename Number>
void write_digits(detail::scratch& out, Number number)
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

/// A text in the form in which it is sent: header (unless it is a piece of a string), body, mark.
void write_unusual(detail::scratch& out, std::string_view utf8, bool with_header)
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

} // namespace

namespace detail {

void write_double(scratch& out, double value)
{
    constexpr unsigned char float_64 = 0xCB;
    std::uint64_t bits;
    std::memcpy(&bits, &value, sizeof(bits));
    char encoded[1 + sizeof(bits)] = {static_cast<char>(float_64)};
    for (std::size_t i = 0; i < sizeof(bits); ++i)
        encoded[1 + i] = static_cast<char>(static_cast<unsigned char>(bits >> (56 - 8 * i)));
    out.write(encoded, sizeof(encoded));
}

void write_string(scratch& out, std::string_view utf8)
{
    if (utf8.size() > out.text_limit || !is_utf8(utf8))
        return write_unusual(out, utf8, true);
    packer(out).pack_str(static_cast<std::uint32_t>(utf8.size()));
    out.write(utf8.data(), utf8.size());
}

void write_piece(scratch& out, std::string_view utf8)
{
    if (utf8.size() > out.text_limit || !is_utf8(utf8))
        return write_unusual(out, utf8, false);
    out.write(utf8.data(), utf8.size());
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

// Whether the value that comes next is written at all; if so, it is counted.
bool value_writer::next_value()
{
    level& open = levels_[depth_];
    if (skipped_depth_ != 0 || (open.kind != level_kind::array && !open.has_key))
        return false;
    open.has_key = false;
    ++open.count;
    return true;
}

void value_writer::nil()
{
    // As a piece of a text, nothing is nothing.
    if (next_value() && !(as_text_ && depth_ == 0))
        packer(*out_).pack_nil();
}

void value_writer::boolean(bool value)
{
    if (!next_value())
        return;
    if (as_text_ && depth_ == 0)
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
    if (as_text_ && depth_ == 0)
        write_digits(*out_, value);
    else
        packer(*out_).pack_int64(value);
}

void value_writer::unsigned_integer(std::uint64_t value)
{
    if (!next_value())
        return;
    if (as_text_ && depth_ == 0)
        write_digits(*out_, value);
    else
        packer(*out_).pack_uint64(value);
}

void value_writer::floating(double value)
{
    if (!std::isfinite(value))
        return string(non_finite_name(value));
    if (!next_value())
        return;
    if (as_text_ && depth_ == 0)
        write_digits(*out_, value);
    else
        detail::write_double(*out_, value);
}

void value_writer::string(std::string_view utf8)
{
    if (!next_value())
        return;
    if (as_text_ && depth_ == 0)
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
    level& open = levels_[depth_];
    if (skipped_depth_ != 0 || open.kind != level_kind::map)
        return;
    if (open.has_key)
        nil();
    detail::write_string(*out_, utf8);
    open.has_key = true;
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
    if (depth_ == max_depth) {
        string(detail::too_deep);
        skipped_depth_ = 1;
        return;
    }
    if (!next_value()) {
        skipped_depth_ = 1;
        return;
    }
    levels_[++depth_] = {out_->size(), 0, kind, false};
    // One byte serves up to 15 entries, which is most; `end` makes room for more where they came.
    out_->append(1);
}

void value_writer::end(level_kind kind)
{
    if (skipped_depth_ != 0) {
        --skipped_depth_;
        return;
    }
    if (depth_ == floor_ || levels_[depth_].kind != kind)
        return;
    if (levels_[depth_].has_key)
        nil();

    level const closed = levels_[depth_--];
    std::size_t const body = closed.header + 1;
    std::size_t const body_size = out_->size() - body;
    std::size_t const header_size = closed.count < 16 ? 1 : closed.count < 0x10000 ? 3 : 5;
    if (header_size > 1) {
        out_->append(header_size - 1);
        std::memmove(out_->data() + closed.header + header_size, out_->data() + body, body_size);
    }
    std::size_t const size = out_->size();
    out_->resize(closed.header);
    if (kind == level_kind::map)
        packer(*out_).pack_map(closed.count);
    else
        packer(*out_).pack_array(closed.count);
    out_->resize(size);
    if (as_text_ && depth_ == 0)
        detail::replace_by_text(*out_, closed.header);
}

} // namespace log_fluentd
