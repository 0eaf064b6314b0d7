// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/record_time.hpp"

#include "format/attribute_time.hpp"
#include "os/fork.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <ctime>
#include <stdexcept>
#include <string_view>

namespace log_fluentd::detail {

using std::chrono::microseconds;

namespace {

microseconds now()
{
    return std::chrono::floor<microseconds>(std::chrono::system_clock::now().time_since_epoch());
}

microseconds const start = now();

/// The last text of a thread. Trivially destructible, so that a record at the end of the thread can use it.
struct last_text
{
    std::uint64_t number;
    std::int64_t seconds;
    bool is_local;
    std::size_t size;
    char text[104];
};
thread_local last_text last;

std::string make_text(std::string const& format, std::int64_t seconds, bool is_local)
{
    auto const time = static_cast<std::time_t>(seconds);
    std::tm fields{};
    if (is_local) {
        ::gmtime_r(&time, &fields); // fields of local time are already set, but not the zone
        std::tm with_zone = fields;
        with_zone.tm_isdst = -1;
        std::mktime(&with_zone);
        fields.tm_isdst = with_zone.tm_isdst;
        fields.tm_gmtoff = with_zone.tm_gmtoff;
        fields.tm_zone = with_zone.tm_zone;
    } else
        ::localtime_r(&time, &fields);
    std::string text(128, '\0');
    for (;;) {
        auto const size = std::strftime(text.data(), text.size(), format.c_str(), &fields);
        if (size != 0 || text.size() > 4096) { // some formats have an empty text
            text.resize(size);
            return text;
        }
        text.resize(text.size() * 2);
    }
}

} // namespace

record_time::record_time(boost::log::attribute_value_set const& values)
{
    static fork_safe_static<boost::log::attribute_name> time_stamp;
    auto const name = time_stamp.get([] { return boost::log::attribute_name("TimeStamp"); });
    bool found = false;
    visit_time(name, values, [&](auto since_1970, bool has_zone) {
        since_1970_ = std::chrono::floor<microseconds>(since_1970);
        is_local_ = !has_zone;
        found = true;
    });
    if (!found)
        since_1970_ = now();
}

microseconds record_time::since_epoch() const
{
    if (!is_local_)
        return since_1970_;
    static fork_safe_static<local_time_offset> only;
    return since_1970_ - only.get()(since_1970_);
}

std::int64_t record_time::seconds() const
{
    return std::chrono::floor<std::chrono::seconds>(since_1970_).count();
}

int record_time::milliseconds() const
{
    auto const part = since_1970_ - std::chrono::floor<std::chrono::seconds>(since_1970_);
    return static_cast<int>(part / std::chrono::milliseconds(1));
}

double since_start(record_time const& time)
{
    return static_cast<double>((time.since_epoch() - start).count()) / 1e3;
}

time_format::time_format(std::string const& format)
    : format_(format.empty() ? "%Y-%m-%d %H:%M:%S" : format),
      has_milliseconds_(format.empty())
{
    static std::atomic<std::uint64_t> numbers{0};
    number_ = ++numbers; // never the same again: a thread keeps the text of a format that is destroyed
    // glibc's conversions, with flags and a width after the percent sign.
    constexpr std::string_view flags = "_-0^#", modifiers = "EO",
                               conversions = "aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZ%";
    for (std::size_t begin = format_.find('%'); begin != format_.npos;) {
        auto end = std::min(format_.find_first_not_of(flags, begin + 1), format_.size());
        end = std::min(format_.find_first_not_of("0123456789", end), format_.size());
        end = std::min(format_.find_first_not_of(modifiers, end), format_.size());
        if (end == format_.size() || conversions.find(format_[end]) == conversions.npos)
            throw std::invalid_argument(
                "has " + format_.substr(begin, end + 1 - begin) +
                ", which strftime does not know; write such as %Y-%m-%d %H:%M:%S, and %% for a percent sign");
        begin = format_.find('%', end + 1);
    }
}

void time_format::append(record_time const& time, std::string& out) const
{
    auto const seconds = time.seconds();
    bool const is_kept =
        last.number == number_ && last.seconds == seconds && last.is_local == time.is_local();
    if (is_kept) {
        out.append(last.text, last.size);
    } else {
        auto const text = make_text(format_, seconds, time.is_local());
        out += text;
        if (text.size() <= sizeof(last.text)) {
            last.number = number_;
            last.seconds = seconds;
            last.is_local = time.is_local();
            last.size = text.size();
            std::memcpy(last.text, text.data(), text.size());
        }
    }
    if (has_milliseconds_) {
        auto const ms = time.milliseconds();
        char const digits[] = {',', static_cast<char>('0' + ms / 100), static_cast<char>('0' + ms / 10 % 10),
                               static_cast<char>('0' + ms % 10)};
        out.append(digits, sizeof(digits));
    }
}

} // namespace log_fluentd::detail
