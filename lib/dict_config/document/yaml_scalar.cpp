// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/yaml_scalar.hpp"

#include "os/read_double.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>

namespace log_fluentd::detail {

namespace {

constexpr std::string_view decimal = "0123456789", decimal_or_space = "0123456789_", octal = "01234567_",
                           binary = "01_", hexadecimal = "0123456789abcdefABCDEF_";
constexpr auto too_large = "is a number that no configuration has; write it in quotes";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// Takes characters of `set` from the front, at most `most`.
std::string_view take(std::string_view& text, std::string_view set, std::size_t most = std::string_view::npos)
{
    auto const end = std::min({text.find_first_not_of(set), text.size(), most});
    auto const taken = text.substr(0, end);
    text.remove_prefix(end);
    return taken;
}

bool take_word(std::string_view& text, std::string_view word)
{
    bool const is_there = text.substr(0, word.size()) == word;
    if (is_there)
        text.remove_prefix(word.size());
    return is_there;
}

bool consists_of(std::string_view text, std::string_view set)
{
    return !text.empty() && text.find_first_not_of(set) == text.npos;
}

std::string without_underscores(std::string_view text)
{
    std::string result(text);
    result.erase(std::remove(result.begin(), result.end(), '_'), result.end());
    return result;
}

yaml_scalar as_text(std::string const& text, char const* problem)
{
    return {boost::json::value(text), problem};
}

/// Makes a whole number.
/// \param digits What follows the sign, without underscores.
yaml_scalar whole_number(std::string const& text, bool is_negative, std::string const& digits, int base)
{
    std::uint64_t number = 0;
    auto const* const last = digits.data() + digits.size();
    auto const [end, error] = std::from_chars(digits.data(), last, number, base);
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (digits.empty())
        return as_text(text, "is a number without digits; write it in quotes");
    if (error != std::errc{} || (is_negative && number > largest + 1))
        return as_text(text, too_large);
    if (is_negative)
        return {static_cast<std::int64_t>(0 - number)};
    if (number <= largest)
        return {static_cast<std::int64_t>(number)};
    return {number};
}

constexpr std::uint64_t too_many_seconds = 1'000'000'000'000'000;

/// `1:30` is 90: digits to the base 60, where only the first part may be larger. A number that is too large
/// stays above `too_many_seconds`.
std::optional<std::uint64_t> sixties(std::string_view& text)
{
    auto const digits = without_underscores(take(text, decimal_or_space));
    std::uint64_t number = too_many_seconds;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    bool has_parts = false;
    while (!text.empty() && text.front() == ':') {
        auto rest = text.substr(1);
        auto const part = take(rest, decimal, 2);
        if (part.empty() || (part.size() == 2 && part.front() > '5'))
            return std::nullopt;
        unsigned value = 0;
        std::from_chars(part.data(), part.data() + part.size(), value);
        number = std::min(number, too_many_seconds) * 60 + value;
        text = rest;
        has_parts = true;
    }
    return has_parts ? std::optional(number) : std::nullopt;
}

std::optional<yaml_scalar> read_whole(std::string const& text, bool is_negative, std::string_view rest)
{
    auto const number = [&](std::string_view digits, int base) {
        return whole_number(text, is_negative, without_underscores(digits), base);
    };
    if (rest.substr(0, 2) == "0b" && consists_of(rest.substr(2), binary))
        return number(rest.substr(2), 2);
    if (rest.substr(0, 2) == "0x" && consists_of(rest.substr(2), hexadecimal))
        return number(rest.substr(2), 16);
    if (rest == "0" || (rest.front() == '0' && consists_of(rest.substr(1), octal)))
        return number(rest, 8);
    if (rest.front() < '1' || rest.front() > '9')
        return std::nullopt;
    if (consists_of(rest, decimal_or_space))
        return number(rest, 10);
    if (auto const value = sixties(rest); value && rest.empty())
        return *value > too_many_seconds ? as_text(text, too_large)
                                         : whole_number(text, is_negative, std::to_string(*value), 10);
    return std::nullopt;
}

yaml_scalar real_number(std::string const& text, bool is_negative, std::string const& digits)
{
    double value = 0;
    auto const error = read_double(digits, value).ec;
    if (error == std::errc::result_out_of_range && digits.find('-') == digits.npos)
        return as_text(text, too_large);
    return {is_negative ? -value : value};
}

/// Digits with a point; an exponent must have a sign.
std::optional<yaml_scalar> read_real(std::string const& text, bool has_sign, bool is_negative,
                                     std::string_view const all)
{
    auto rest = all;
    if (take_word(rest, ".") && is_one_of(rest, {"inf", "Inf", "INF"}))
        return as_text(text, too_large);
    if (!has_sign && is_one_of(rest, {"nan", "NaN", "NAN"}) && all.front() == '.')
        return as_text(text, too_large);
    rest = all;
    auto const whole = take(rest, decimal_or_space);
    if (whole.substr(0, 1) == "_")
        return std::nullopt;
    if (!whole.empty() && !rest.empty() && rest.front() == ':') {
        rest = all;
        auto const minutes = sixties(rest);
        if (!minutes || !take_word(rest, ".") || (!rest.empty() && !consists_of(rest, decimal_or_space)))
            return std::nullopt;
        if (*minutes > too_many_seconds)
            return as_text(text, too_large);
        return real_number(text, is_negative, std::to_string(*minutes) + "." + without_underscores(rest));
    }
    if (!take_word(rest, "."))
        return std::nullopt;
    auto const fraction = take(rest, decimal_or_space);
    if (whole.empty() && (has_sign || fraction.empty() || fraction.front() == '_'))
        return std::nullopt;
    if (!rest.empty()) {
        bool const has_exponent = take_word(rest, "e") || take_word(rest, "E");
        if (!has_exponent || !(take_word(rest, "+") || take_word(rest, "-")) || !consists_of(rest, decimal))
            return std::nullopt;
    }
    return real_number(text, is_negative, without_underscores(all));
}

/// `2026-11-29`, with or without a time after it.
bool is_time(std::string_view text)
{
    auto const number = [&](std::size_t least, std::size_t most) {
        return take(text, decimal, most).size() >= least;
    };
    auto const digits = [&](std::size_t at, std::size_t count) {
        return consists_of(text.substr(at, count), decimal);
    };
    if (text.size() == 10 && text[4] == '-' && text[7] == '-' && digits(0, 4) && digits(5, 2) && digits(8, 2))
        return true;
    if (!number(4, 4) || !take_word(text, "-") || !number(1, 2) || !take_word(text, "-") || !number(1, 2))
        return false;
    if (!take_word(text, "T") && !take_word(text, "t") && take(text, " \t").empty())
        return false;
    if (!number(1, 2) || !take_word(text, ":") || !number(2, 2) || !take_word(text, ":") || !number(2, 2))
        return false;
    if (take_word(text, "."))
        take(text, decimal);
    take(text, " \t");
    if (text.empty() || text == "Z")
        return true;
    if ((!take_word(text, "+") && !take_word(text, "-")) || !number(1, 2))
        return false;
    take_word(text, ":");
    return text.empty() || (number(2, 2) && text.empty());
}

} // namespace

yaml_scalar resolve_yaml_scalar(std::string const& text)
{
    if (is_one_of(text, {"", "~", "null", "Null", "NULL"}))
        return {nullptr};
    if (is_one_of(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}))
        return {true};
    if (is_one_of(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}))
        return {false};
    if (text == "=" || text == "<<")
        return as_text(text, "has a meaning of its own in YAML; write it in quotes");
    if (is_time(text))
        return as_text(text, "is a date to YAML, and no text; write it in quotes");
    std::string_view rest = text;
    bool const is_negative = rest.front() == '-';
    bool const has_sign = is_negative || rest.front() == '+';
    rest.remove_prefix(has_sign ? 1 : 0);
    if (rest.empty())
        return {boost::json::value(text)};
    if (auto const number = read_whole(text, is_negative, rest))
        return *number;
    if (auto const number = read_real(text, has_sign, is_negative, rest))
        return *number;
    return {boost::json::value(text)};
}

} // namespace log_fluentd::detail
