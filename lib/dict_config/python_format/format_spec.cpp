// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/format_spec.hpp"

#include "base/ascii.hpp"
#include "dict_config/python_format/number_text.hpp"
#include "msgpack/utf8.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace log_fluentd::detail {

namespace {

using alignment = format_spec::alignment;

// No line of a log is wider, and a width needs memory in each record.
constexpr std::size_t largest_width = 1000;

std::string in_placeholder(placeholder const& of)
{
    return "the placeholder " + std::string(of.written) + " ";
}

/// Takes a number from the front, or returns the default if there is none.
std::size_t take_number(std::string_view& text, std::size_t otherwise, placeholder const& of)
{
    if (text.empty() || !is_digit(text.front()))
        return otherwise;
    std::size_t number = 0;
    while (!text.empty() && is_digit(text.front())) {
        number = number * 10 + static_cast<std::size_t>(text.front() - '0');
        text.remove_prefix(1);
        if (number > largest_width)
            throw std::invalid_argument(in_placeholder(of) + "has a width or precision over " +
                                        std::to_string(largest_width));
    }
    return number;
}

int take_precision(std::string_view& text, placeholder const& of)
{
    if (text.empty() || text.front() != '.')
        return -1;
    text.remove_prefix(1);
    return static_cast<int>(take_number(text, 0, of));
}

void check_conversion(char conversion, placeholder const& of, std::string_view known)
{
    auto const fail = [&](std::string const& what) {
        throw std::invalid_argument(in_placeholder(of) + what);
    };
    if (conversion == 'r' || conversion == 'a' || conversion == 'c')
        fail(std::string("has the conversion ") + conversion + ", which is Python's alone; write s");
    if (known.find(conversion) == known.npos)
        fail(std::string("has the unknown conversion ") + conversion + "; write s" +
             (of.name.kind == field_kind::text ? "" : " or d"));
    if (of.name.kind == field_kind::text && conversion != 's')
        fail(std::string("is a text and has the conversion ") + conversion + " of a number; write s");
}

/// Where the code point after `at` begins.
std::size_t next_character(std::string_view text, std::size_t at)
{
    do
        ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
    return at;
}

std::size_t characters(std::string_view text)
{
    auto const begins_one = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_one));
}

std::string_view first_characters(std::string_view text, std::size_t count)
{
    std::size_t end = 0;
    while (count-- != 0 && end < text.size())
        end = next_character(text, end);
    return text.substr(0, end);
}

void fill(std::string& out, format_spec const& spec, std::size_t count)
{
    while (count-- != 0)
        out += spec.fill;
}

/// \param sign Length of what is before the filling if the alignment is `behind_sign`.
/// \param natural What `by_value` means for this text.
void append_aligned(std::string& out, std::string_view text, std::size_t sign, format_spec const& spec,
                    alignment natural)
{
    if (spec.width == 0) {
        out += text;
        return;
    }
    auto const length = characters(text);
    auto const space = spec.width > length ? spec.width - length : 0;
    auto const align = spec.align == alignment::by_value ? natural : spec.align;
    auto const before = align == alignment::left ? 0 : align == alignment::center ? space / 2 : space;
    if (spec.align == alignment::behind_sign) {
        out += text.substr(0, sign);
        text.remove_prefix(sign);
    }
    fill(out, spec, before);
    out += text;
    fill(out, spec, space - before);
}

format_spec blank_filled(format_spec spec)
{
    spec.fill = " ";
    spec.align = alignment::right;
    return spec;
}

void append_number(std::string& out, field_value const& value, format_spec const& spec)
{
    bool const whole = value.what == field_value::kind::whole;
    double const number = whole                                     ? static_cast<double>(value.whole)
                          : is_conversion_of_whole(spec.conversion) ? std::trunc(value.real)
                                                                    : value.real;
    // -0.0 has a sign, unless shown as a whole number; NaN has none.
    bool const is_negative = whole ? value.is_negative
                                   : !std::isnan(number) && std::signbit(number) &&
                                         !(number == 0 && is_conversion_of_whole(spec.conversion));
    std::string text;
    if (is_negative)
        text = "-";
    else if (spec.sign != '-')
        text = spec.sign;
    if (spec.is_alternate && has_prefix(spec.conversion))
        text += std::string("0") + spec.conversion;
    auto const sign = text.size();
    auto const digits = digits_of(value, std::fabs(number), spec);
    text += spec.separator ? group(digits, spec, sign) : digits;
    append_aligned(out, text, sign, spec, alignment::right);
}

} // namespace

format_spec parse_percent_spec(std::string_view& text, placeholder const& of)
{
    format_spec spec;
    spec.align = alignment::right;
    bool is_left = false, has_zeros = false;
    for (; !text.empty() && std::string_view("#0- +").find(text.front()) != std::string_view::npos;
         text.remove_prefix(1))
        switch (text.front()) {
        case '#':
            spec.is_alternate = true;
            break;
        case '0':
            has_zeros = true;
            break;
        case '-':
            is_left = true;
            break;
        case '+':
            spec.sign = '+';
            break;
        default:
            spec.sign = spec.sign == '+' ? '+' : ' ';
        }
    if (!text.empty() && text.front() == '*')
        throw std::invalid_argument(in_placeholder(of) + "has the width *; write a number");
    spec.width = take_number(text, 0, of);
    spec.precision = take_precision(text, of);
    if (text.empty())
        throw std::invalid_argument(in_placeholder(of) + "has no conversion; write %(" +
                                    std::string(of.given) + ")s");
    spec.conversion = text.front();
    text.remove_prefix(1);
    check_conversion(spec.conversion, of, "sdiuxXoeEfFgG");
    spec.is_text_of_number = spec.conversion == 's';
    spec.takes_number = !spec.is_text_of_number;
    if (spec.conversion == 'i' || spec.conversion == 'u')
        spec.conversion = 'd';
    if (is_left) {
        spec.align = alignment::left;
    } else if (has_zeros && spec.conversion != 's') {
        spec.fill = "0";
        spec.align = alignment::behind_sign;
    }
    return spec;
}

format_spec default_spec(record_name const& name)
{
    format_spec spec;
    switch (name.kind) {
    case field_kind::text:
        break;
    case field_kind::whole:
    case field_kind::real:
        spec.align = alignment::right;
        break;
    case field_kind::any:
        spec.align = alignment::by_value;
        break;
    }
    return spec;
}

format_spec parse_brace_spec(std::string_view text, placeholder const& of)
{
    format_spec spec = default_spec(of.name);
    auto const alignment_of = [](char c) { return std::string_view("<>^=").find(c); };
    constexpr alignment all[] = {alignment::left, alignment::right, alignment::center,
                                 alignment::behind_sign};
    bool has_alignment = false, has_fill = false;
    auto const first = text.empty() ? 0 : next_character(text, 0);
    if (first < text.size() && alignment_of(text[first]) != std::string_view::npos) {
        spec.fill = text.substr(0, first);
        has_fill = true;
        text.remove_prefix(first);
    }
    if (!text.empty() && alignment_of(text.front()) != std::string_view::npos) {
        spec.align = all[alignment_of(text.front())];
        has_alignment = true;
        text.remove_prefix(1);
    }
    bool const is_text = of.name.kind == field_kind::text;
    auto const take = [&](char c) {
        if (text.empty() || text.front() != c)
            return false;
        if (is_text)
            throw std::invalid_argument(in_placeholder(of) + "is a text; " + c + " is for numbers");
        text.remove_prefix(1);
        return true;
    };
    if (take('+'))
        spec.sign = '+';
    else if (take(' '))
        spec.sign = ' ';
    else
        take('-');
    spec.is_alternate = take('#');
    if (!text.empty() && text.front() == '0' && take('0')) {
        if (!has_fill)
            spec.fill = "0";
        if (!has_alignment)
            spec.align = alignment::behind_sign;
    }
    if (is_text && spec.align == alignment::behind_sign)
        throw std::invalid_argument(in_placeholder(of) + "is a text; = is for numbers");
    spec.width = take_number(text, 0, of);
    if (take(','))
        spec.separator = ',';
    else if (take('_'))
        spec.separator = '_';
    spec.precision = take_precision(text, of);
    if (!text.empty()) {
        spec.conversion = text.front();
        text.remove_prefix(1);
        check_conversion(spec.conversion, of, "sdbnxXoeEfFgG%");
        if (!is_text && spec.conversion == 's' && of.name.kind != field_kind::any)
            throw std::invalid_argument(in_placeholder(of) + "is a number; write d, or nothing");
        spec.is_text_of_number = spec.conversion == 's';
        if (spec.separator == ',' && has_prefix(spec.conversion))
            throw std::invalid_argument(in_placeholder(of) + "has the separator , for the conversion " +
                                        spec.conversion + "; write _");
        if (spec.separator && spec.conversion == 'n')
            throw std::invalid_argument(in_placeholder(of) + "has the separator " + spec.separator +
                                        " for the conversion n; write d");
    }
    if (!text.empty())
        throw std::invalid_argument(in_placeholder(of) + "has the unknown format " + std::string(text) +
                                    "; write such as {" + std::string(of.given) + ":<8}");
    spec.takes_number = !spec.is_text_of_number;
    return spec;
}

void append(std::string& out, field_value const& value, format_spec const& spec)
{
    auto const cut = [&](std::string_view text) {
        return spec.precision < 0 ? text : first_characters(text, static_cast<std::size_t>(spec.precision));
    };
    switch (value.what) {
    case field_value::kind::missing:
        return append_aligned(out, {}, 0, spec, alignment::left);
    case field_value::kind::text:
        // If a number is expected, the text is not cut, and has no zeros before it.
        if (spec.takes_number && spec.align == alignment::behind_sign)
            return append_aligned(out, value.text, 0, blank_filled(spec), alignment::left);
        return append_aligned(out, spec.conversion == 's' ? cut(value.text) : value.text, 0, spec,
                              alignment::left);
    case field_value::kind::whole:
    case field_value::kind::real:
        if (spec.is_text_of_number && (spec.precision >= 0 || spec.sign != '-' || spec.is_alternate)) {
            std::string number;
            append_number(number, value, format_spec());
            return append_aligned(out, cut(number), 0, spec, alignment::right);
        }
        return append_number(out, value, spec);
    }
}

} // namespace log_fluentd::detail
