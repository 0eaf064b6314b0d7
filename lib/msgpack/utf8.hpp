// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// UTF-8: what is valid, how invalid bytes are repaired, where a text may be cut.

#include <log_fluentd/detail/export.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// Length of the longest valid prefix.
LOG_FLUENTD_DECL std::size_t valid_utf8_prefix(std::string_view text) noexcept;

/// Copies a text, whatever it contains.
/// \returns whether all of it is ASCII, as in most texts.
inline bool copy_ascii(std::string_view text, char* to) noexcept
{
    constexpr std::uint64_t high_bits = 0x8080808080808080;
    std::uint64_t all = 0, word = 0;
    if (text.size() < sizeof(word)) {
        unsigned found = 0; // not char, which is unsigned on some processors
        for (std::size_t i = 0; i < text.size(); ++i)
            found |= static_cast<unsigned char>(to[i] = text[i]);
        return found < 0x80;
    }
    auto const copy_word = [&](std::size_t at) {
        std::memcpy(&word, text.data() + at, sizeof(word));
        std::memcpy(to + at, &word, sizeof(word));
        all |= word;
    };
    std::size_t const last = text.size() - sizeof(word);
    for (std::size_t at = 0; at < last; at += sizeof(word))
        copy_word(at);
    copy_word(last); // may overlap the word before
    return (all & high_bits) == 0;
}

inline bool is_utf8(std::string_view text) noexcept
{
    return valid_utf8_prefix(text) == text.size();
}

/// The number of bytes that `repair_utf8` writes.
std::size_t repaired_size(std::string_view text) noexcept;

/// Writes `text` with U+FFFD for each maximal run of bytes that begins a code point and does not complete it
/// (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts").
/// \returns the end of what was written.
char* repair_utf8(std::string_view text, char* out) noexcept;

/// The largest length of at most `size` that splits no code point.
LOG_FLUENTD_DECL std::size_t cut_point(std::string_view text, std::size_t size) noexcept;

/// Appends the code point, or U+FFFD if it is a surrogate or larger than U+10FFFF.
/// \returns false in that case.
bool append_code_point(std::string& out, std::uint32_t code_point);

/// Appends UTF-16 or UTF-32 as UTF-8.
/// \returns false if anything was replaced by U+FFFD.
LOG_FLUENTD_DECL bool append_utf8(std::string& out, std::u16string_view text);
LOG_FLUENTD_DECL bool append_utf8(std::string& out, std::u32string_view text);
LOG_FLUENTD_DECL bool append_utf8(std::string& out, std::wstring_view text);

} // namespace log_fluentd::detail
