// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The value of a plain YAML scalar by the rules of Python's yaml, which are nearly those of YAML 1.1.

#include <boost/json/value.hpp>

#include <string>

namespace log_fluentd::detail {

struct yaml_scalar
{
    /// A text if nothing else matches.
    boost::json::value value;
    /// Why a configuration cannot have the value that Python's yaml makes, such as "is a date to YAML"; empty
    /// if it can.
    std::string problem{};
};

yaml_scalar resolve_yaml_scalar(std::string const& text);

} // namespace log_fluentd::detail
