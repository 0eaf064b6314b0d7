// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/sample_record.hpp"

#include "base/ascii.hpp"
#include "msgpack/entry.hpp"

#include <boost/date_time/c_local_time_adjustor.hpp>
#include <boost/date_time/posix_time/posix_time.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/core/core.hpp>

#include <algorithm>
#include <cstdint>
#include <ctime>
#include <stdexcept>

namespace log_fluentd::detail::command {

namespace {

namespace logging = boost::log;
namespace attributes = boost::log::attributes;

bool is_integer(std::string const& text)
{
    auto const first = text.begin() + (!text.empty() && text.front() == '-' ? 1 : 0);
    constexpr std::ptrdiff_t most_digits = 18;
    return first != text.end() && text.end() - first <= most_digits &&
           std::all_of(first, text.end(), [](char c) { return is_digit(c); });
}

boost::posix_time::ptime local_time(std::chrono::system_clock::time_point time)
{
    using boost::posix_time::ptime;
    auto const since = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch());
    ptime const utc(boost::gregorian::date(1970, 1, 1), boost::posix_time::microseconds(since.count()));
    return boost::date_time::c_local_adjustor<ptime>::utc_to_local(utc);
}

logging::attribute_set attributes_of(sample const& from)
{
    logging::attribute_set result;
    result["Severity"] = attributes::make_constant(from.severity);
    result["Channel"] = attributes::make_constant(from.channel);
    result["LineID"] = attributes::make_constant(1U);
    result["TimeStamp"] = attributes::make_constant(local_time(from.time));
    result["ProcessID"] = attributes::make_constant(attributes::current_process_id::value_type(
        attributes::current_process_id::value_type::native_type(4242)));
    result["ThreadID"] = attributes::make_constant(
        attributes::current_thread_id::value_type(attributes::current_thread_id::value_type::native_type(1)));
    result["Scope"] = attributes::named_scope();
    for (auto const& [name, value] : from.more) {
        if (is_integer(value))
            result[name] = attributes::make_constant(static_cast<std::int64_t>(std::stoll(value)));
        else
            result[name] = attributes::make_constant(value);
    }
    result["Message"] = attributes::make_constant(from.message);
    result[exact_time_attribute] = attributes::make_constant(from.time);
    return result;
}

/// The digits behind the dot as nanoseconds.
std::int64_t nanoseconds_of(std::string digits)
{
    constexpr std::size_t most = 9;
    if (digits.empty() || digits.size() > most || !is_integer(digits) || digits.front() == '-')
        throw std::invalid_argument("has decimals that are no nanoseconds; write up to nine digits");
    digits.resize(most, '0');
    return std::stoll(digits);
}

/// None if it is not of the form 2023-11-14T22:13:20.
bool read_utc(std::string const& text, std::int64_t& seconds)
{
    std::tm fields{};
    char const* const end = ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &fields);
    if (!end || *end)
        return false;
    seconds = ::timegm(&fields);
    return true;
}

} // namespace

void with_sample_record(sample const& from, std::function<void(boost::log::record_view const&)> const& use)
{
    attributes::named_scope::sentry const here("place_order", "shop.cpp", 42);
    logging::record record = logging::core::get()->open_record(attributes_of(from));
    if (!record)
        throw std::runtime_error("Boost.Log does not open a record");
    use(record.lock());
}

std::chrono::system_clock::time_point parse_time(std::string const& text)
{
    auto whole = text;
    bool const has_zone = !whole.empty() && whole.back() == 'Z';
    if (has_zone)
        whole.pop_back();
    std::int64_t fraction = 0;
    if (auto const dot = whole.find('.'); dot != whole.npos) {
        fraction = nanoseconds_of(whole.substr(dot + 1));
        whole.resize(dot);
    }
    std::int64_t seconds = 0;
    if (!has_zone && is_integer(whole))
        seconds = std::stoll(whole);
    else if (!has_zone || !read_utc(whole, seconds))
        throw std::invalid_argument(
            "is not a time; write seconds since 1970 such as 1700000000.5, or UTC such as "
            "2023-11-14T22:13:20.5Z");
    if (!to_entry_time(seconds, static_cast<std::uint32_t>(fraction)))
        throw std::invalid_argument("is a time that no event can have; write one from 1970 to 2106");
    return std::chrono::system_clock::time_point(
        std::chrono::duration_cast<std::chrono::system_clock::duration>(std::chrono::seconds(seconds) +
                                                                        std::chrono::nanoseconds(fraction)));
}

} // namespace log_fluentd::detail::command
