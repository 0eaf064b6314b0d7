// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What stands behind a placeholder's name: width, precision, conversion.

#include "dict_config/python_format/record_fields.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace log_fluentd::detail {

/// A placeholder as it stands in a format text.
struct placeholder
{
    record_name const& name;
    /// The name as it is written, which may be that of an attribute of the program's own.
    std::string_view given;
    /// All of it, such as `%(lineno)05d`.
    std::string_view written;
};

/// Python's two languages for it mean the same but for a few defaults.
struct format_spec
{
    enum class alignment
    {
        left,
        right,
        center,
        /// The filling stands between the sign and the digits.
        behind_sign,
        /// A text is left, a number right.
        by_value,
    };

    /// One character, UTF-8.
    std::string fill = " ";
    alignment align = alignment::left;
    /// '+' or ' ' in front of a number that is not negative; '-': nothing.
    char sign = '-';
    /// `#`: with 0x in front, or with the point and all zeros behind it.
    bool is_alternate = false;
    /// Between groups of three digits; 0: none.
    char separator = 0;
    /// In characters, not bytes.
    std::size_t width = 0;
    /// -1: none.
    int precision = -1;
    /// s, d, x, X, o, e, E, f, F, g, G; of `{}` b, n and % too
    char conversion = 's';
    /// A number is first the text that it is, as for `%(lineno)s`: precision cuts it.
    bool is_text_of_number = false;
    /// An attribute of the program's own that is a number is shown as one.
    bool takes_number = false;

    /// It says more of a number than its width: a boolean is one too then, as in Python.
    bool is_for_numbers() const
    {
        return conversion != 's' || sign != '-' || separator || is_alternate ||
               align == alignment::behind_sign;
    }
};

/// Parses `-8s` or `03d`, which begin `text` behind `%(name)`, and takes them away from it. \throws
/// std::invalid_argument
format_spec parse_percent_spec(std::string_view& text, placeholder const& of);
/// Parses `<8` or `03d`, behind the colon of `{name:...}`. \throws std::invalid_argument
format_spec parse_brace_spec(std::string_view text, placeholder const& of);
/// That of a placeholder without one.
format_spec default_spec(record_name const& name);

/// Appends the value. A missing one is shown as nothing, in its width.
void append(std::string& out, field_value const& value, format_spec const& spec);

} // namespace log_fluentd::detail
