// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// ASCII characters, independent of the program's locale.

#include <algorithm>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

constexpr bool is_upper(char c) noexcept
{
    return c >= 'A' && c <= 'Z';
}
constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}
/// A letter, a digit or an underscore.
constexpr bool is_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || is_upper(c) || is_digit(c) || c == '_';
}
/// Changes capital letters only.
constexpr char lower(char c) noexcept
{
    return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}
inline std::string lower(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        c = lower(c);
    return result;
}

constexpr bool starts_with(std::string_view text, std::string_view begin) noexcept
{
    return text.substr(0, begin.size()) == begin;
}

constexpr bool is_ascii(char c) noexcept
{
    return (static_cast<unsigned char>(c) & 0x80U) == 0;
}
inline bool is_ascii(std::string_view text) noexcept
{
    return std::all_of(text.begin(), text.end(), [](char c) { return is_ascii(c); });
}

} // namespace log_fluentd::detail
