// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "values/put.hpp"

#include <charconv>
#include <string_view>

namespace log_fluentd::detail {

namespace {

namespace gregorian = boost::gregorian;
namespace local_time = boost::local_time;
namespace posix_time = boost::posix_time;

constexpr std::string_view not_a_time = "not-a-date-time";

/// A text of bounded length on the stack.
class time_text
{
public:
    operator std::string_view() const noexcept { return {text_, size_}; }

    time_text& add(std::string_view part)
    {
        for (char const c : part)
            add(c);
        return *this;
    }
    time_text& add(char c)
    {
        if (size_ < sizeof(text_))
            text_[size_++] = c;
        return *this;
    }
    /// With leading zeros up to `width` digits.
    time_text& add(long long number, int width)
    {
        char digits[24];
        auto const end = std::to_chars(digits, digits + sizeof(digits), number < 0 ? -number : number).ptr;
        if (number < 0)
            add('-');
        for (auto missing = width - (end - digits); missing > 0; --missing)
            add('0');
        return add({digits, static_cast<std::size_t>(end - digits)});
    }

private:
    char text_[96];
    std::size_t size_ = 0;
};

template <typename Special>
std::string_view special_name(Special const& value)
{
    if (value.is_pos_infinity())
        return "+infinity";
    return value.is_neg_infinity() ? "-infinity" : not_a_time;
}

void add(time_text& text, gregorian::date const& date)
{
    auto const day = date.year_month_day();
    text.add(day.year, 4).add('-').add(day.month.as_number(), 2).add('-').add(day.day.as_number(), 2);
}

void add(time_text& text, posix_time::ptime const& time)
{
    auto const of_day = time.time_of_day();
    add(text, time.date());
    text.add('T').add(of_day.hours(), 2).add(':').add(of_day.minutes(), 2).add(':').add(of_day.seconds(), 2);
    text.add('.').add(of_day.total_microseconds() % 1'000'000, 6);
}

void add_offset(time_text& text, long long minutes)
{
    text.add(minutes < 0 ? '-' : '+');
    minutes = minutes < 0 ? -minutes : minutes;
    text.add(minutes / 60, 2).add(':').add(minutes % 60, 2);
}

void add(time_text& text, local_time::local_date_time const& time)
{
    posix_time::ptime const local = time.local_time();
    add(text, local);
    if (time.zone())
        add_offset(text, (local - time.utc_time()).total_seconds() / 60);
    else
        text.add('Z');
}

template <typename Time>
void add_any(time_text& text, Time const& time)
{
    if (time.is_special())
        text.add(special_name(time));
    else
        add(text, time);
}

template <typename Period>
void put_period(value_writer& out, Period const& period)
{
    time_text text;
    add_any(text, period.begin());
    text.add('/');
    add_any(text, period.end());
    out.string(text);
}

template <typename Time>
void put_time(value_writer& out, Time const& time)
{
    time_text text;
    add_any(text, time);
    out.string(text);
}

} // namespace

void put(value_writer& out, posix_time::ptime const& time)
{
    put_time(out, time);
}

void put(value_writer& out, local_time::local_date_time const& time)
{
    put_time(out, time);
}

void put(value_writer& out, gregorian::date const& date)
{
    put_time(out, date);
}

void put(value_writer& out, std::tm const& time)
{
    time_text text;
    text.add(1900LL + time.tm_year, 4).add('-').add(1LL + time.tm_mon, 2).add('-').add(time.tm_mday, 2);
    text.add('T').add(time.tm_hour, 2).add(':').add(time.tm_min, 2).add(':').add(time.tm_sec, 2);
    out.string(text);
}

void put_utc(value_writer& out, std::chrono::microseconds since_1970, unsigned nanoseconds)
{
    using days = std::chrono::duration<std::int64_t, std::ratio<86400>>;
    days const day = std::chrono::floor<days>(since_1970);
    // Boost.DateTime has names for the years 1400 to 9999.
    if (day < days(-208188) || day > days(2932896))
        return out.string(not_a_time);
    time_text text;
    add(text, posix_time::ptime(gregorian::date(1970, 1, 1) + gregorian::days(static_cast<long>(day.count())),
                                posix_time::microseconds((since_1970 - day).count())));
    if (nanoseconds) // most times have none, and their texts stay short
        text.add(nanoseconds, 3);
    out.string(text.add('Z'));
}

void put(value_writer& out, posix_time::time_duration const& duration)
{
    if (duration.is_special())
        return out.string(special_name(duration));
    out.floating(static_cast<double>(duration.ticks()) /
                 static_cast<double>(posix_time::time_duration::ticks_per_second()));
}

void put(value_writer& out, gregorian::date_duration const& duration)
{
    if (duration.is_special())
        return out.string(special_name(duration.get_rep()));
    out.floating(static_cast<double>(duration.days()) * 86400.0);
}

void put(value_writer& out, posix_time::time_period const& period)
{
    put_period(out, period);
}

void put(value_writer& out, local_time::local_time_period const& period)
{
    put_period(out, period);
}

void put(value_writer& out, gregorian::date_period const& period)
{
    put_period(out, period);
}

} // namespace log_fluentd::detail
