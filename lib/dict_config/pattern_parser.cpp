// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/pattern_parser.hpp"

#include "fork/fork.hpp"
#include "format/options.hpp"
#include "format/utf8.hpp"

#include <stdexcept>
#include <utility>

namespace log_fluentd::detail {

namespace {

[[noreturn]] void refuse(std::string const& what)
{
    throw std::invalid_argument(what);
}

bool is_identifier(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string beginning(std::string_view text)
{
    constexpr std::size_t longest = 16;
    return in_quotes(text.substr(0, cut_point(text, longest)));
}

} // namespace

void pattern_parser::parse(std::string_view text)
{
    if (!is_utf8(text))
        refuse("the text is not UTF-8");
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
            refuse(beginning(text) + " is no placeholder; write such as %(levelname)s, %% for a percent "
                                     "sign, or style: boost for the format strings of Boost.Log");
        auto const end = rest.find(')');
        if (end == rest.npos)
            refuse(beginning(text) + " has no ) behind its name");
        auto const& name = find(rest.substr(1, end - 1));
        text = rest.substr(end + 1);
        auto spec = parse_percent_spec(text, name);
        add(name, rest.substr(1, end - 1), std::move(spec));
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
            refuse("there is a } without its {; write }} for a brace");
        auto const end = rest.find_first_of("{}");
        if (end == rest.npos || rest[end] == '{')
            refuse(beginning(text) + " has no } behind its name; write {{ for a brace");
        auto const inside = rest.substr(0, end);
        auto const colon = inside.find(':');
        auto written = inside.substr(0, colon);
        if (auto const mark = written.find('!'); mark != written.npos) {
            if (written.substr(mark) != "!s")
                refuse("{" + std::string(inside) + "} has a conversion that is Python's alone; write !s");
            written = written.substr(0, mark);
        }
        auto const& name = find(written);
        add(name, written,
            colon == inside.npos ? default_spec(name) : parse_brace_spec(inside.substr(colon + 1), name));
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
        while (end < rest.size() && is_identifier(rest[end]))
            ++end;
        if (end == begin || (has_braces && rest.substr(end, 1) != "}"))
            refuse(beginning(text) +
                   " is no placeholder; write $levelname, ${levelname}, or $$ for a dollar");
        auto const written = rest.substr(begin, end - begin);
        auto const& name = find(written);
        add(name, written, default_spec(name));
        text = rest.substr(end + (has_braces ? 1 : 0));
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

record_name const& pattern_parser::find(std::string_view name) const
{
    static fork_safe_static<record_name> own;
    if (options_.defaults.count(name) != 0)
        return own.get([] {
            return record_name{"attribute", record_field::attribute, field_kind::text, {}};
        });
    return find_record_name(name);
}

void pattern_parser::add(record_name const& name, std::string_view written, format_spec spec)
{
    pattern::item item;
    item.name = &name;
    item.spec = std::move(spec);
    if (name.what == record_field::attribute) {
        item.attribute = boost::log::attribute_name(std::string(written));
        item.literal = options_.defaults.find(written)->second;
    }
    items_.push_back(std::move(item));
}

} // namespace log_fluentd::detail
