// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What follows a placeholder's name: width, precision, conversion.

#include "dict_config/python_format/record_fields.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// A placeholder of a format text.
struct placeholder
{
    record_name const& name;
    /// The name as written. It may be an attribute of the program's.
    std::string_view given;
    /// The whole placeholder, such as `%(lineno)05d`.
    std::string_view written;
};

/// Python's two languages for it have the same meaning, except for some defaults.
struct format_spec
{
    enum class alignment
    {
        left,
        right,
        center,
        /// The filling is between the sign and the digits.
        behind_sign,
        /// Left for a text, right for a number.
        by_value,
    };

    /// One UTF-8 character.
    std::string fill = " ";
    alignment align = alignment::left;
    /// '+' or ' ' before a number that is not negative; '-' for nothing.
    char sign = '-';
    /// `#`: with 0x before the number, or with the point and all zeros after it.
    bool is_alternate = false;
    /// Between groups of three digits; 0 for none.
    char separator = 0;
    /// In characters, not in bytes.
    std::size_t width = 0;
    /// -1 if there is none.
    int precision = -1;
    /// s, d, x, X, o, e, E, f, F, g, G; for `{}` also b, n and %.
    char conversion = 's';
    /// Whether a number is first made into a text, as for `%(lineno)s`, so that the precision cuts it.
    bool is_text_of_number = false;
    /// Whether an attribute of the program's that is a number is shown as one.
    bool takes_number = false;

    /// Whether it specifies more of a number than its width. Then a boolean counts as a number too, as in
    /// Python.
    bool is_for_numbers() const
    {
        return conversion != 's' || sign != '-' || separator || is_alternate ||
               align == alignment::behind_sign;
    }
};

/// Parses `-8s` or `03d` at the front of `text`, after `%(name)`, and removes it.
/// \throws std::invalid_argument
format_spec parse_percent_spec(std::string_view& text, placeholder const& of);
/// Parses `<8` or `03d`, after the colon of `{name:...}`.
/// \throws std::invalid_argument
format_spec parse_brace_spec(std::string_view text, placeholder const& of);
/// The specification of a placeholder that has none.
format_spec default_spec(record_name const& name);

/// Appends the value. A missing one is empty, filled to its width.
void append(std::string& out, field_value const& value, format_spec const& spec);

} // namespace log_fluentd::detail
