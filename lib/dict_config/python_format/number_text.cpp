// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/number_text.hpp"

#include "dict_config/document/double_text.hpp"

#include <algorithm>
#include <clocale>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace log_fluentd::detail {

bool has_prefix(char conversion)
{
    return conversion == 'x' || conversion == 'X' || conversion == 'o' || conversion == 'b';
}

bool is_conversion_of_whole(char conversion)
{
    return conversion == 'd' || has_prefix(conversion);
}

std::string group(std::string const& digits, format_spec const& spec, std::size_t sign)
{
    auto const each = std::size_t{has_prefix(spec.conversion) ? 4u : 3u};
    auto const* const known = each == 4 ? "0123456789abcdefABCDEF" : "0123456789";
    auto const end = std::min(digits.find_first_not_of(known), digits.size());
    if (end == 0)
        return digits; // inf
    auto whole = digits.substr(0, end);
    auto const rest = digits.substr(end);
    if (spec.fill == "0" && spec.align == format_spec::alignment::behind_sign)
        while (sign + whole.size() + (whole.size() - 1) / each + rest.size() < spec.width)
            whole.insert(0, 1, '0');
    std::string result;
    for (std::size_t i = 0; i != whole.size(); ++i) {
        if (i != 0 && (whole.size() - i) % each == 0)
            result += spec.separator;
        result += whole[i];
    }
    return result + rest;
}

namespace {

/// Digits to a base that is a power of two.
std::string digits_to_base(std::uint64_t number, unsigned bits, char const* known)
{
    std::string result;
    do
        result.insert(result.begin(), known[number & ((1u << bits) - 1)]);
    while ((number >>= bits) != 0);
    return result;
}

std::string print_real(double magnitude, format_spec const& spec)
{
    std::string format = spec.is_alternate ? "%#.*" : "%.*";
    double const factor = spec.conversion == '%' ? 100 : 1;
    format += spec.conversion == '%' ? 'f' : spec.conversion == 'n' ? 'g' : spec.conversion;
    auto const text =
        print_double(format.c_str(), spec.precision < 0 ? 6 : spec.precision, magnitude * factor);
    return spec.conversion == '%' ? text + '%' : text;
}

/// `precision` digits like %g, but always with a point or an exponent.
std::string print_rounded(double magnitude, int precision, bool is_alternate)
{
    auto result = print_double(is_alternate ? "%#.*e" : "%.*e", precision - 1, magnitude);
    auto const exponent = result.find('e');
    if (exponent == result.npos) // inf
        return result;
    if (std::atoi(result.c_str() + exponent + 1) != precision - 1) { // NOLINT(cert-err34-c): three digits
        result = print_double(is_alternate ? "%#.*g" : "%.*g", precision, magnitude);
        return result.find_first_of(".e") == result.npos ? result + ".0" : result;
    }
    auto end = exponent; // no room for a digit after the point
    if (!is_alternate && result.find('.') != result.npos)
        end = result.find_last_not_of("0.", exponent - 1) + 1;
    return result.erase(end, exponent - end);
}

/// As Python writes a float without a conversion.
std::string print_general(double magnitude, format_spec const& spec)
{
    if (spec.precision >= 0)
        return print_rounded(magnitude, std::max(spec.precision, 1), spec.is_alternate);
    auto result = shortest(magnitude);
    auto const exponent = result.find('e');
    if (spec.is_alternate && exponent != result.npos && result.find('.') == result.npos)
        result.insert(exponent, 1, '.');
    return result;
}

} // namespace

std::string digits_of(field_value const& value, double magnitude, format_spec const& spec)
{
    auto const whole = value.what == field_value::kind::whole;
    bool const is_of_whole = is_conversion_of_whole(spec.conversion);
    if (!whole && is_of_whole && !(magnitude < 0x1p64)) // no integer type has so many digits
        return print_double("%.*f", 0, std::trunc(magnitude));
    auto integer = value.whole;
    if (!whole)
        integer = magnitude < 0x1p64 ? static_cast<std::uint64_t>(magnitude) : 0;
    std::string digits;
    switch (spec.conversion) {
    case 'x':
        digits = digits_to_base(integer, 4, "0123456789abcdef");
        break;
    case 'X':
        digits = digits_to_base(integer, 4, "0123456789ABCDEF");
        break;
    case 'o':
        digits = digits_to_base(integer, 3, "01234567");
        break;
    case 'b':
        digits = digits_to_base(integer, 1, "01");
        break;
    case 'd':
        digits = std::to_string(integer);
        break;
    case 's':
        return whole ? std::to_string(integer) : print_general(magnitude, spec);
    case 'n':
        if (whole)
            return std::to_string(integer);
        [[fallthrough]];
    default:
        return print_real(magnitude, spec);
    }
    if (spec.precision > static_cast<int>(digits.size()))
        digits.insert(0, static_cast<std::size_t>(spec.precision) - digits.size(), '0');
    return digits;
}

} // namespace log_fluentd::detail
