// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Digits of numbers as Python writes them.

#include "dict_config/python_format/format_spec.hpp"
#include "dict_config/python_format/record_fields.hpp"

#include <cstddef>
#include <string>

namespace log_fluentd::detail {

/// Whether `#` adds a prefix, such as 0x.
bool has_prefix(char conversion);
/// Whether the conversion is for whole numbers only.
bool is_conversion_of_whole(char conversion);

/// Digits of a number that is not negative, without sign or 0x.
std::string digits_of(field_value const& value, double magnitude, format_spec const& spec);

/// Adds separators between the digits before the point, including the zeros that fill the width.
/// \param sign Length of what precedes the digits.
std::string group(std::string const& digits, format_spec const& spec, std::size_t sign);

} // namespace log_fluentd::detail
