// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/utf8.hpp"

namespace log_fluentd::detail {

namespace {

constexpr char replacement[] = {'\xEF', '\xBF', '\xBD'};

struct sequence
{
    std::size_t length = 1;
    bool valid = false;
};

/// The values that the second byte may have depend on the first (Unicode 15, table 3-7).
struct lead
{
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
};

lead lead_of(unsigned char first) noexcept
{
    if (first >= 0xC2 && first <= 0xDF)
        return {2, 0x80, 0xBF};
    if (first == 0xE0)
        return {3, 0xA0, 0xBF};
    if (first == 0xED)
        return {3, 0x80, 0x9F};
    if (first >= 0xE1 && first <= 0xEF)
        return {3, 0x80, 0xBF};
    if (first == 0xF0)
        return {4, 0x90, 0xBF};
    if (first >= 0xF1 && first <= 0xF3)
        return {4, 0x80, 0xBF};
    if (first == 0xF4)
        return {4, 0x80, 0x8F};
    return {};
}

/// The code point at the beginning of `text`, or what has to be replaced there.
sequence first_sequence(std::string_view text) noexcept
{
    auto const at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at(0) < 0x80)
        return {1, true};
    lead const expected = lead_of(at(0));
    if (expected.length == 0)
        return {1, false};
    for (std::size_t i = 1; i < expected.length; ++i) {
        unsigned char const low = i == 1 ? expected.low : 0x80;
        unsigned char const high = i == 1 ? expected.high : 0xBF;
        if (i == text.size() || at(i) < low || at(i) > high)
            return {i, false};
    }
    return {expected.length, true};
}

std::size_t ascii_prefix(std::string_view text) noexcept
{
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::size_t done = 0;
    for (; text.size() - done >= sizeof(std::uint64_t); done += sizeof(std::uint64_t)) {
        std::uint64_t word;
        std::memcpy(&word, text.data() + done, sizeof(word));
        if (word & high_bits)
            break;
    }
    while (done != text.size() && static_cast<unsigned char>(text[done]) < 0x80)
        ++done;
    return done;
}

} // namespace

std::size_t valid_utf8_prefix(std::string_view text) noexcept
{
    std::size_t done = ascii_prefix(text);
    while (done != text.size()) {
        sequence const next = first_sequence(text.substr(done));
        if (!next.valid)
            break;
        done += next.length;
        if (done != text.size() && static_cast<unsigned char>(text[done]) < 0x80)
            done += ascii_prefix(text.substr(done));
    }
    return done;
}

std::size_t repaired_size(std::string_view text) noexcept
{
    std::size_t size = 0;
    while (true) {
        std::size_t const valid = valid_utf8_prefix(text);
        size += valid;
        text.remove_prefix(valid);
        if (text.empty())
            return size;
        size += sizeof(replacement);
        text.remove_prefix(first_sequence(text).length);
    }
}

char* repair_utf8(std::string_view text, char* out) noexcept
{
    while (true) {
        std::size_t const valid = valid_utf8_prefix(text);
        std::memcpy(out, text.data(), valid);
        out += valid;
        text.remove_prefix(valid);
        if (text.empty())
            return out;
        std::memcpy(out, replacement, sizeof(replacement));
        out += sizeof(replacement);
        text.remove_prefix(first_sequence(text).length);
    }
}

std::size_t cut_point(std::string_view text, std::size_t size) noexcept
{
    if (size >= text.size())
        return text.size();
    // A code point has at most three bytes after its first; a longer run of such bytes is not UTF-8 anyway.
    for (std::size_t back = 0; back <= 3 && back <= size; ++back) {
        if ((static_cast<unsigned char>(text[size - back]) & 0xC0) != 0x80)
            return size - back;
    }
    return size;
}

bool append_code_point(std::string& out, std::uint32_t code_point)
{
    auto const put = [&](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    auto const put_rest = [&](int shift) { put(0x80 | ((code_point >> shift) & 0x3F)); };
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        out.append(replacement, sizeof(replacement));
        return false;
    }
    if (code_point < 0x80) {
        put(code_point);
    } else if (code_point < 0x800) {
        put(0xC0 | (code_point >> 6));
        put_rest(0);
    } else if (code_point < 0x10000) {
        put(0xE0 | (code_point >> 12));
        put_rest(6);
        put_rest(0);
    } else {
        put(0xF0 | (code_point >> 18));
        put_rest(12);
        put_rest(6);
        put_rest(0);
    }
    return true;
}

namespace {

template <typename Char>
bool append_utf16(std::string& out, std::basic_string_view<Char> text)
{
    bool valid = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto code_point = static_cast<std::uint32_t>(text[i]) & 0xFFFF;
        bool const is_high = code_point >= 0xD800 && code_point <= 0xDBFF;
        if (is_high && i + 1 < text.size()) {
            auto const low = static_cast<std::uint32_t>(text[i + 1]) & 0xFFFF;
            if (low >= 0xDC00 && low <= 0xDFFF) {
                code_point = 0x10000 + ((code_point - 0xD800) << 10) + (low - 0xDC00);
                ++i;
            }
        }
        valid = append_code_point(out, code_point) && valid;
    }
    return valid;
}

template <typename Char>
bool append_utf32(std::string& out, std::basic_string_view<Char> text)
{
    bool valid = true;
    for (Char const c : text)
        valid = append_code_point(out, static_cast<std::uint32_t>(c)) && valid;
    return valid;
}

} // namespace

bool append_utf8(std::string& out, std::u16string_view text)
{
    return append_utf16(out, text);
}

bool append_utf8(std::string& out, std::u32string_view text)
{
    return append_utf32(out, text);
}

bool append_utf8(std::string& out, std::wstring_view text)
{
    if constexpr (sizeof(wchar_t) == sizeof(char16_t))
        return append_utf16(out, text);
    else
        return append_utf32(out, text);
}

} // namespace log_fluentd::detail
