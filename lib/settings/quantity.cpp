// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/quantity.hpp"

#include "base/ascii.hpp"
#include "base/suggestion.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>
#include <system_error>

namespace log_fluentd::detail {

namespace {

struct unit
{
    std::string_view name;
    std::uint64_t factor;
};

constexpr unit durations[] = {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}};
constexpr unit sizes[] = {{"B", 1},
                          {"KiB", std::uint64_t{1} << 10},
                          {"MiB", std::uint64_t{1} << 20},
                          {"GiB", std::uint64_t{1} << 30},
                          {"kB", 1'000},
                          {"KB", 1'000},
                          {"MB", 1'000'000},
                          {"GB", 1'000'000'000}};

// Far above every bound, and small enough that no sum or product below overflows.
constexpr std::uint64_t most_number = std::uint64_t{1} << 50;
constexpr std::size_t most_decimals = 9;

[[noreturn]] void fail(std::string const& text)
{
    throw std::invalid_argument(text);
}

std::string_view trimmed(std::string_view text)
{
    auto const is_space = [](char c) { return c == ' ' || c == '\t'; };
    while (!text.empty() && is_space(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_space(text.back()))
        text.remove_suffix(1);
    return text;
}

/// "1.5 MiB" is the number 1, the decimals "5" and the unit "MiB".
struct quantity
{
    std::uint64_t number = 0;
    std::string_view decimals;
    std::string_view unit;
    std::string_view written; // the number as written
};

quantity split(std::string_view text, char const* remedy)
{
    text = trimmed(text);
    quantity result;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), result.number);
    if (error == std::errc::result_out_of_range || (error == std::errc{} && result.number > most_number))
        fail("is too large");
    if (error != std::errc{})
        fail(remedy);
    auto const rest = text.substr(static_cast<std::size_t>(end - text.data()));
    std::size_t length = 0;
    if (!rest.empty() && rest.front() == '.') {
        length = 1;
        while (length < rest.size() && is_digit(rest[length]))
            ++length;
        result.decimals = rest.substr(1, length - 1);
        if (result.decimals.empty() || result.decimals.size() > most_decimals)
            fail(remedy);
    }
    result.unit = trimmed(rest.substr(length));
    result.written = text.substr(0, text.size() - rest.size() + length);
    return result;
}

/// The quantity in units of 1; false if that is not a whole number.
bool scale(quantity const& q, std::uint64_t factor, std::uint64_t& result)
{
    if (q.number > most_number / factor)
        fail("is too large");
    std::uint64_t divisor = 1;
    std::uint64_t fraction = 0;
    for (char const digit : q.decimals) {
        divisor *= 10;
        fraction = fraction * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    // At most 2^30 * 10^9, or 3.6 * 10^6 * 10^9: both fit.
    fraction *= factor;
    result = q.number * factor + fraction / divisor;
    return fraction % divisor == 0;
}

template <std::size_t N>
unit const* find_unit(unit const (&units)[N], std::string_view name)
{
    auto const found = std::find_if(units, units + N, [name](unit const& u) { return u.name == name; });
    return found == units + N ? nullptr : found;
}

} // namespace

std::chrono::milliseconds parse_duration(std::string_view text)
{
    static constexpr char remedy[] =
        "is not a duration; write a number and a unit, such as 500ms, 1.5s, 10min or 1h";
    auto const q = split(text, remedy);
    std::string const written(q.written);
    if (q.unit.empty()) {
        if (q.number == 0 && q.decimals.empty())
            return std::chrono::milliseconds(0);
        fail("has no unit; write " + written + "ms, " + written + "s, " + written + "min or " + written +
             "h");
    }
    auto const* const found = find_unit(durations, q.unit);
    if (!found) {
        if (q.unit == "m")
            fail("has the unit m, which could mean two things; write " + written + "min or " + written +
                 "ms");
        fail("has the unknown unit " + std::string(q.unit) + "; the units of durations are ms, s, min and h");
    }
    std::uint64_t result = 0;
    if (!scale(q, found->factor, result))
        fail("is not a whole number of milliseconds, and nothing here is finer than a millisecond");
    return std::chrono::milliseconds(static_cast<std::chrono::milliseconds::rep>(result));
}

std::size_t parse_size(std::string_view text)
{
    static constexpr char remedy[] =
        "is not a size; write a number of bytes, or one with a unit, such as 4KiB, 64MiB or 1GiB";
    auto const q = split(text, remedy);
    auto const* const found = find_unit(sizes, q.unit.empty() ? "B" : q.unit);
    if (!found)
        fail("has the unknown unit " + std::string(q.unit) +
             "; the units of sizes are B, KiB, MiB, GiB (1024s) and kB, MB, GB (1000s)");
    std::uint64_t result = 0;
    if (!scale(q, found->factor, result))
        fail("is not a whole number of bytes");
    if (result > std::numeric_limits<std::size_t>::max())
        fail("is too large");
    return static_cast<std::size_t>(result);
}

std::uint64_t parse_whole_number(std::string_view text)
{
    static constexpr char remedy[] = "is not a whole number; write digits only";
    auto const q = split(text, remedy);
    if (!q.decimals.empty() || !q.unit.empty())
        fail(remedy);
    return q.number;
}

std::size_t parse_count(std::string_view text)
{
    auto const number = parse_whole_number(text);
    if (number > std::numeric_limits<std::size_t>::max())
        fail("is too large");
    return static_cast<std::size_t>(number);
}

bool parse_boolean(std::string_view text)
{
    text = trimmed(text);
    if (text == "1" || boost::iequals(text, "true"))
        return true;
    if (text == "0" || boost::iequals(text, "false"))
        return false;
    if (boost::iequals(text, "yes") || boost::iequals(text, "on"))
        fail("is not how settings files say it; write true");
    if (boost::iequals(text, "no") || boost::iequals(text, "off"))
        fail("is not how settings files say it; write false");
    fail("is not a boolean; write true or false");
}

std::vector<std::string> parse_list(std::string_view text)
{
    std::vector<std::string> result;
    if (trimmed(text).empty())
        return result;
    for (;;) {
        auto const comma = text.find(',');
        auto const part = trimmed(text.substr(0, comma));
        if (part.empty())
            fail(
                "has a comma with nothing before or behind it; write names with commas between them, such as "
                "\"A, B\"");
        result.emplace_back(part);
        if (comma == std::string_view::npos)
            return result;
        text.remove_prefix(comma + 1);
    }
}

void fail_word(std::string_view text, std::vector<std::string_view> const& words)
{
    std::string list;
    for (auto const word : words) {
        if (!list.empty())
            list += word == words.back() ? " or " : ", ";
        list += word;
    }
    auto const near = nearest_name(text, words);
    fail("is not known here; write " + list +
         (near.empty() || words.size() == 1 ? std::string() : " (did you mean " + std::string(near) + "?)"));
}

} // namespace log_fluentd::detail
