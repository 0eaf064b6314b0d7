// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What a plain scalar of YAML stands for: by the rules of Python's yaml, which are those of YAML 1.1 but for
/// a few.

#include <boost/json/value.hpp>

#include <string>

namespace log_fluentd::detail {

struct yaml_scalar
{
    /// A text where there is nothing better.
    boost::json::value value;
    /// Empty, or why a configuration cannot have what Python's yaml makes of it: "is a date to YAML".
    std::string problem{};
};

yaml_scalar resolve_yaml_scalar(std::string const& text);

} // namespace log_fluentd::detail
