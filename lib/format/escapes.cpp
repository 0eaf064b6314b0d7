// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/escapes.hpp"

#include <cstddef>

namespace log_fluentd::detail {

namespace {

int hexadecimal(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

} // namespace

std::string without_escapes(std::string_view text)
{
    constexpr std::string_view names = "nratb";
    constexpr std::string_view meanings = "\n\r\a\t\b";
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        char const c = text[++i];
        if (auto const named = names.find(c); named != names.npos) {
            result += meanings[named];
        } else if (c == 'x' && i + 2 < text.size() && hexadecimal(text[i + 1]) >= 0 &&
                   hexadecimal(text[i + 2]) >= 0) {
            result += static_cast<char>(hexadecimal(text[i + 1]) * 16 + hexadecimal(text[i + 2]));
            i += 2;
        } else if (c >= '0' && c <= '7') {
            int value = c - '0';
            for (int digits = 1;
                 digits < 3 && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '7'; ++digits)
                value = value * 8 + (text[++i] - '0');
            result += static_cast<char>(value);
        } else {
            result += c;
        }
    }
    return result;
}

} // namespace log_fluentd::detail
