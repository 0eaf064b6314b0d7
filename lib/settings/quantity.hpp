// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Values of settings: durations, sizes, whole numbers, booleans, words, lists.
///
/// Each function throws `std::invalid_argument` whose text continues a sentence after the key and the value,
/// and includes the remedy: `has no unit; write 500ms or 500s`.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

/// "500ms", "1.5s", "10min", "1h": whole milliseconds. A bare 0 is zero; any other bare number is an error.
std::chrono::milliseconds parse_duration(std::string_view text);

/// "64MiB", "64MB", "4KiB", "1.5GiB", "4096": bytes. Units with an i count in 1024s, the others in 1000s.
std::size_t parse_size(std::string_view text);

/// A whole number, not negative.
std::uint64_t parse_whole_number(std::string_view text);

/// The same for what is counted in memory.
std::size_t parse_count(std::string_view text);

/// "true", "false", "1", "0", in upper or lower case.
bool parse_boolean(std::string_view text);

/// "A, B": the parts between the commas, without spaces around them. An empty text is an empty list.
std::vector<std::string> parse_list(std::string_view text);

/// Throws the same exception for a word that is not in `words`.
[[noreturn]] void fail_word(std::string_view text, std::vector<std::string_view> const& words);

/// A word and the value that it stands for.
template <typename Value>
Value parse_word(std::string_view text, std::initializer_list<std::pair<std::string_view, Value>> words)
{
    std::vector<std::string_view> known;
    for (auto const& [word, value] : words) {
        if (word == text)
            return value;
        known.push_back(word);
    }
    fail_word(text, known);
}

} // namespace log_fluentd::detail
