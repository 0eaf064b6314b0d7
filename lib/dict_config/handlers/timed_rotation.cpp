// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/timed_rotation.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace log_fluentd::detail {

namespace {

using unit = timed_rotation_config::unit;

constexpr std::time_t minute = 60;
constexpr std::time_t hour = 60 * minute;
constexpr std::time_t day = 24 * hour;

struct unit_row
{
    std::string_view word;
    std::time_t seconds;
    char const* format;
    /// What the format produces, with 0 for each digit.
    std::string_view shape;
};

/// In the order of the enumeration.
constexpr unit_row rows[] = {
    {"s", 1, "%Y-%m-%d_%H-%M-%S", "0000-00-00_00-00-00"}, {"m", 60, "%Y-%m-%d_%H-%M", "0000-00-00_00-00"},
    {"h", hour, "%Y-%m-%d_%H", "0000-00-00_00"},          {"d", day, "%Y-%m-%d", "0000-00-00"},
    {"midnight", day, "%Y-%m-%d", "0000-00-00"},          {"w", 7 * day, "%Y-%m-%d", "0000-00-00"}};

unit_row const& row_of(unit what)
{
    return rows[static_cast<std::size_t>(what)];
}

} // namespace

bool read_when(std::string_view word, timed_rotation_config& into)
{
    auto const small = lower(word);
    if (small.size() == 2 && small[0] == 'w' && small[1] >= '0' && small[1] <= '6') {
        into.when = unit::weekday;
        into.weekday = small[1] - '0';
        return true;
    }
    for (auto const what : {unit::second, unit::minute, unit::hour, unit::day, unit::midnight})
        if (row_of(what).word == small) {
            into.when = what;
            return true;
        }
    return false;
}

timed_rotation::timed_rotation(timed_rotation_config config)
    : config_(config),
      interval_(row_of(config.when).seconds * static_cast<std::time_t>(config.interval))
{}

bool timed_rotation::is_at_a_time() const noexcept
{
    return config_.when == unit::midnight || config_.when == unit::weekday;
}

std::tm timed_rotation::fields(std::time_t time) const
{
    std::tm result{};
    config_.utc ? ::gmtime_r(&time, &result) : ::localtime_r(&time, &result);
    return result;
}

/// Adds or subtracts an hour if daylight saving begins or ends between `now` and then.
std::time_t timed_rotation::same_clock(std::time_t time, std::tm const& now) const
{
    if (config_.utc || now.tm_isdst == fields(time).tm_isdst)
        return time;
    if (now.tm_isdst != 0)
        return time + hour;
    return fields(time - hour).tm_isdst != 0 ? time - hour : time; // it may begin at exactly that time
}

std::time_t timed_rotation::due_after(std::time_t time) const
{
    if (!is_at_a_time())
        return time + interval_;
    auto const now = fields(time);
    auto weekday = (now.tm_wday + 6) % 7; // Monday is 0
    std::time_t const at = config_.at ? *config_.at : day;
    auto wait = at - (now.tm_hour * hour + now.tm_min * minute + now.tm_sec);
    if (wait <= 0) {
        wait += day;
        weekday = (weekday + 1) % 7;
    }
    if (config_.when == unit::weekday)
        wait += (config_.weekday - weekday + 7) % 7 * day;
    return same_clock(time + wait, now);
}

std::string timed_rotation::suffix(std::time_t due, std::time_t now) const
{
    auto const begin = due - interval_;
    auto const is_summer = fields(now).tm_isdst;
    auto named = fields(begin);
    if (!config_.utc && is_summer != named.tm_isdst)
        named = fields(begin + (is_summer != 0 ? hour : -hour));
    char text[64];
    return {text, std::strftime(text, sizeof(text), row_of(config_.when).format, &named)};
}

/// Whether it is a time as `suffix` writes it, with at most one extension, such as that of a compressed file.
bool timed_rotation::is_suffix(std::string_view text) const
{
    auto const shape = row_of(config_.when).shape;
    if (text.size() < shape.size())
        return false;
    for (std::size_t i = 0; i != shape.size(); ++i)
        if (is_digit(shape[i]) ? !is_digit(text[i]) : text[i] != shape[i])
            return false;
    text.remove_prefix(shape.size());
    return text.empty() ||
           (text.size() > 1 && text.front() == '.' && std::all_of(text.begin() + 1, text.end(), is_word));
}

std::vector<std::string> timed_rotation::too_many(std::vector<std::string> const& names,
                                                  std::string_view base, std::uint64_t kept) const
{
    auto const prefix = std::string(base) + '.';
    std::vector<std::string> result;
    for (auto const& name : names)
        if (starts_with(name, prefix) && is_suffix(std::string_view(name).substr(prefix.size())))
            result.push_back(name);
    std::sort(result.begin(), result.end());
    result.resize(result.size() - static_cast<std::size_t>(std::min<std::uint64_t>(result.size(), kept)));
    return result;
}

} // namespace log_fluentd::detail
