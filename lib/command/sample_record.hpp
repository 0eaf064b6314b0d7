// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A record to show what settings make of records.

#include <boost/log/core/record_view.hpp>
#include <boost/log/trivial.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace log_fluentd::detail::command {

/// The attributes of a record, besides those that are always the same: LineID 1, ProcessID 4242, ThreadID 1,
/// and a scope in line 42 of shop.cpp.
struct sample
{
    std::string message = "order placed";
    boost::log::trivial::severity_level severity = boost::log::trivial::info;
    std::string channel = "shop.orders";
    /// Names and values. A whole number is an integer, anything else a text.
    std::vector<std::pair<std::string, std::string>> more{{"OrderId", "4711"}};
    /// For the attribute TimeStamp (in local time), and for the event.
    std::chrono::system_clock::time_point time;
};

/// The name of an attribute of the record that has its time with nanoseconds.
constexpr char const* exact_time_attribute = "LogFluentdSampleTime";

/// Makes the record and calls `use` with it, within its scope.
void with_sample_record(sample const& from, std::function<void(boost::log::record_view const&)> const& use);

/// Parses "1700000000.5" (seconds since 1970) or "2023-11-14T22:13:20.5Z", with up to nine decimals.
/// \throws std::invalid_argument with a sentence that continues the text.
std::chrono::system_clock::time_point parse_time(std::string const& text);

} // namespace log_fluentd::detail::command
