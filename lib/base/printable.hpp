// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Shows text from outside in messages: labels, what a peer says, names of files and hosts, settings. It is
/// shown on a terminal or in a log, where a line end would forge a line, and an escape sequence would control
/// the terminal. Header only, because the receiver library needs it too.

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// The longest text that is shown in a sentence, and the longest sentence, in bytes.
constexpr std::size_t longest_quotation = 200;
constexpr std::size_t longest_sentence = 4000;

/// The length of the UTF-8 character at the beginning of `text`, and its code point. The length is 0 if it is
/// not valid UTF-8.
inline std::size_t first_character(std::string_view text, char32_t& point) noexcept
{
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    point = byte(0);
    if (point < 0x80)
        return 1;
    std::size_t const size = point < 0xc2 ? 0 : point < 0xe0 ? 2 : point < 0xf0 ? 3 : point < 0xf5 ? 4 : 0;
    if (size == 0 || text.size() < size)
        return 0;
    point &= 0x7fu >> size;
    for (std::size_t i = 1; i != size; ++i) {
        if ((byte(i) & 0xc0) != 0x80)
            return 0;
        point = point << 6 | (byte(i) & 0x3fu);
    }
    constexpr char32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    bool const is_surrogate = point >= 0xd800 && point <= 0xdfff;
    return point < least[size] || point > 0x10ffff || is_surrogate ? 0 : size;
}

/// Whether a character only occupies its own place on a line: it is not a control character or a line end,
/// and does not change the direction of the text around it (Unicode Standard Annex #9).
inline bool is_harmless(char32_t point) noexcept
{
    bool const is_control = point < 0x20 || (point >= 0x7f && point <= 0x9f);
    bool const ends_line = point == 0x2028 || point == 0x2029;
    bool const turns = point == 0x061c || point == 0x200e || point == 0x200f ||
                       (point >= 0x202a && point <= 0x202e) || (point >= 0x2066 && point <= 0x2069);
    return !is_control && !ends_line && !turns && point != 0xfeff;
}

inline std::string escape_of(char const* begin, char32_t value, int digits)
{
    std::string result = begin;
    while (digits-- != 0)
        result += "0123456789abcdef"[value >> 4 * digits & 0xf];
    return result;
}

/// `\n`, `\x1b`, `\u202e`
inline std::string escape_of(char32_t point)
{
    switch (point) {
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        return point < 0x80 ? escape_of("\\x", point, 2) : escape_of("\\u", point, 4);
    }
}

/// `text` in a form that is safe in a sentence: on one line, valid UTF-8, without characters that control a
/// terminal, and at most a few bytes longer than `most`. Applied to its own result it changes nothing.
inline std::string printable(std::string_view text, std::size_t most = longest_quotation)
{
    std::string result;
    while (!text.empty()) {
        char32_t point = 0;
        auto const size = first_character(text, point);
        std::string piece;
        if (size == 0)
            piece = escape_of("\\x", static_cast<unsigned char>(text[0]), 2);
        else if (is_harmless(point))
            piece = text.substr(0, size);
        else
            piece = escape_of(point);
        if (result.size() + piece.size() > most)
            return result + "...";
        result += piece;
        text.remove_prefix(size ? size : 1);
    }
    return result;
}

/// `text` in quotes, for an error message.
inline std::string in_quotes(std::string_view text)
{
    return '"' + printable(text) + '"';
}

} // namespace log_fluentd::detail
