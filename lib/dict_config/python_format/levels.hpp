// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Python's levels and Boost.Log's severities.

#include <boost/log/trivial.hpp>

#include <array>
#include <string_view>

namespace log_fluentd::detail {

class node;

/// A level in Python's numbers: 10 is DEBUG, 50 is CRITICAL, 0 is NOTSET.
using level_number = int;

constexpr level_number not_set = 0;
constexpr level_number default_root_level = 30;

struct level_name
{
    std::string_view name;
    level_number number;
};

/// The names that a configuration may use.
constexpr std::array<level_name, 9> level_names{{{"NOTSET", 0},
                                                 {"TRACE", 5},
                                                 {"DEBUG", 10},
                                                 {"INFO", 20},
                                                 {"WARNING", 30},
                                                 {"WARN", 30},
                                                 {"ERROR", 40},
                                                 {"CRITICAL", 50},
                                                 {"FATAL", 50}}};

/// Python's names of `trivial::severity_level`, in order.
constexpr std::array<level_name, 6> severities{
    {{"TRACE", 5}, {"DEBUG", 10}, {"INFO", 20}, {"WARNING", 30}, {"ERROR", 40}, {"CRITICAL", 50}}};

/// The severity of a record without one.
constexpr auto default_severity = boost::log::trivial::info;

inline level_name const& python_level(boost::log::trivial::severity_level severity) noexcept
{
    auto const index = static_cast<std::size_t>(severity);
    return severities[index < severities.size() ? index : severities.size() - 1];
}

/// \throws dict_config_error
level_number read_level(node const& from);

} // namespace log_fluentd::detail
