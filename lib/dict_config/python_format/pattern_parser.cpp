// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/pattern_parser.hpp"

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "msgpack/utf8.hpp"
#include "os/fork.hpp"
#include "os/read_double.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace log_fluentd::detail {

namespace {

[[noreturn]] void fail(std::string const& what)
{
    throw std::invalid_argument(what);
}

std::string beginning(std::string_view text)
{
    constexpr std::size_t longest = 16;
    return in_quotes(text.substr(0, cut_point(text, longest)));
}

/// The whole placeholder, with width and conversion. Its name and brackets are the first `size` bytes.
std::string_view whole_percent(std::string_view text, std::size_t size)
{
    auto end = std::min(text.find_first_not_of("#0- +123456789.*", size), text.size());
    if (end < text.size())
        ++end;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        ++end;
    return text.substr(0, end);
}

/// The default as a number; missing if it is not one.
field_value number_of(std::string_view text, bool takes_boolean)
{
    if (takes_boolean && (text == "true" || text == "false"))
        return std::int64_t{text == "true"};
    auto const* const last = text.data() + text.size();
    std::int64_t whole = 0;
    if (auto const [end, error] = std::from_chars(text.data(), last, whole);
        error == std::errc{} && end == last)
        return whole;
    std::uint64_t large = 0;
    if (auto const [end, error] = std::from_chars(text.data(), last, large);
        error == std::errc{} && end == last)
        return large;
    double real = 0;
    if (auto const [end, error] = read_double(text, real); error == std::errc{} && end == last)
        return real;
    return {};
}

} // namespace

void pattern_parser::parse(std::string_view text)
{
    if (!is_utf8(text))
        fail("the text is not UTF-8");
    switch (options_.style) {
    case pattern_style::percent:
        return parse_percent(text);
    case pattern_style::brace:
        return parse_brace(text);
    case pattern_style::dollar:
        return parse_dollar(text);
    }
}

void pattern_parser::parse_percent(std::string_view text)
{
    for (take_literal(text, "%"); !text.empty(); take_literal(text, "%")) {
        auto const rest = text.substr(1);
        if (rest.substr(0, 1) == "%") {
            add_literal("%");
            text = rest.substr(1);
            continue;
        }
        if (rest.substr(0, 1) != "(")
            fail(beginning(text) + " is not a placeholder; write such as %(levelname)s, %% for a percent "
                                   "sign, or style: boost for the format strings of Boost.Log");
        auto const end = rest.find(')');
        if (end == rest.npos)
            fail(beginning(text) + " has no ) behind its name");
        auto const found = find(rest.substr(1, end - 1), whole_percent(text, end + 2));
        text = rest.substr(end + 1);
        auto spec = parse_percent_spec(text, found);
        add(found, std::move(spec));
    }
}

void pattern_parser::parse_brace(std::string_view text)
{
    for (take_literal(text, "{}"); !text.empty(); take_literal(text, "{}")) {
        auto const rest = text.substr(1);
        if (!rest.empty() && rest.front() == text.front()) {
            add_literal(rest.substr(0, 1));
            text = rest.substr(1);
            continue;
        }
        if (text.front() == '}')
            fail("there is a } without its {; write }} for a brace");
        auto const end = rest.find_first_of("{}");
        if (end == rest.npos || rest[end] == '{')
            fail(beginning(text) + " has no } behind its name; write {{ for a brace");
        auto const inside = rest.substr(0, end);
        auto const colon = inside.find(':');
        auto name = inside.substr(0, colon);
        auto const mark = name.find('!');
        bool const is_text = mark != name.npos; // text before it is formatted
        if (is_text && name.substr(mark) != "!s")
            fail("{" + std::string(inside) + "} has a conversion that is Python's alone; write !s");
        auto const found = find(name.substr(0, mark), text.substr(0, end + 2));
        auto spec = colon == inside.npos ? default_spec(found.name)
                                         : parse_brace_spec(inside.substr(colon + 1), found);
        if (is_text)
            spec.takes_number = false;
        add(found, std::move(spec));
        text = rest.substr(end + 1);
    }
}

void pattern_parser::parse_dollar(std::string_view text)
{
    for (take_literal(text, "$"); !text.empty(); take_literal(text, "$")) {
        auto const rest = text.substr(1);
        if (rest.substr(0, 1) == "$") {
            add_literal("$");
            text = rest.substr(1);
            continue;
        }
        bool const has_braces = rest.substr(0, 1) == "{";
        auto const begin = std::size_t{has_braces ? 1u : 0u};
        auto end = begin;
        while (end < rest.size() && is_word(rest[end]))
            ++end;
        if (end == begin || (has_braces && rest.substr(end, 1) != "}"))
            fail(beginning(text) +
                 " is not a placeholder; write $levelname, ${levelname}, or $$ for a dollar");
        auto const after = end + (has_braces ? 1 : 0);
        auto const found = find(rest.substr(begin, end - begin), text.substr(0, after + 1));
        add(found, default_spec(found.name));
        text = rest.substr(after);
    }
}

void pattern_parser::take_literal(std::string_view& text, std::string_view special)
{
    auto const end = std::min(text.find_first_of(special), text.size());
    if (end != 0)
        add_literal(text.substr(0, end));
    text.remove_prefix(end);
}

void pattern_parser::add_literal(std::string_view text)
{
    if (items_.empty() || items_.back().name)
        items_.emplace_back();
    items_.back().literal += text;
}

placeholder pattern_parser::find(std::string_view name, std::string_view written) const
{
    static fork_safe_static<record_name> only;
    auto const& own = only.get([] {
        return record_name{"attribute", record_field::attribute, field_kind::any, {}};
    });
    auto const& found = options_.defaults.count(name) != 0 ? own : find_record_name(name, written);
    return {found, name, written};
}

void pattern_parser::add(placeholder const& of, format_spec spec)
{
    pattern::item item;
    item.name = &of.name;
    item.spec = std::move(spec);
    if (of.name.what == record_field::attribute) {
        item.attribute = boost::log::attribute_name(std::string(of.given));
        item.literal = options_.defaults.find(of.given)->second;
        if (item.spec.takes_number)
            item.number = number_of(item.literal, item.spec.is_for_numbers());
    }
    items_.push_back(std::move(item));
}

} // namespace log_fluentd::detail
