// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/node.hpp"

#include "base/printable.hpp"
#include "base/suggestion.hpp"
#include "dict_config/document/double_text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace log_fluentd::detail {

namespace {

constexpr std::string_view external_scheme = "ext://";

/// The value as written, but floating-point numbers as Python writes them: Boost.JSON writes 1.5E0.
std::string as_written(boost::json::value const& value)
{
    auto const* const real = value.if_double();
    return real ? shortest(*real) : boost::json::serialize(value);
}

std::string_view last_part(std::string_view name)
{
    auto const dot = name.rfind('.');
    return dot == name.npos ? name : name.substr(dot + 1);
}

/// The nearest name. Names with dots are compared by their last parts, since the parts before are often the
/// same.
std::string_view nearest(std::string_view name, std::vector<std::string_view> const& known)
{
    auto const has_dot = [](std::string_view one) { return one.find('.') != one.npos; };
    if (!has_dot(name) && std::none_of(known.begin(), known.end(), has_dot))
        return nearest_name(name, known);
    std::vector<std::string_view> parts, alike;
    for (auto const one : known)
        parts.push_back(last_part(one));
    auto const part = nearest_name(last_part(name), parts);
    for (auto const one : known)
        if (!part.empty() && last_part(one) == part)
            alike.push_back(one);
    auto const whole = nearest_name(name, alike);
    return !whole.empty() || alike.empty() ? whole : alike.front();
}

} // namespace

std::string suggest(std::string_view name, std::vector<std::string_view> const& known)
{
    if (auto const near = nearest(name, known); !near.empty())
        return "; did you mean " + std::string(near) + "?";
    if (known.empty())
        return "; there are none";
    std::string result;
    for (auto const one : known)
        result += (result.empty() ? "; there are " : ", ") + std::string(one);
    return result;
}

void node::fail(std::string const& sentence) const
{
    document_->fail(path_, sentence);
}

void node::fail_value(std::string const& sentence) const
{
    constexpr std::size_t longest = 80;
    fail(printable(as_written(*value_), longest) + ' ' + sentence);
}

std::string node::text() const
{
    auto const* const text = value_->if_string();
    if (!text)
        fail_value(value_->is_structured() ? "is not a text" : "is not a text; write it in quotes");
    if (std::string_view(*text).substr(0, external_scheme.size()) == external_scheme)
        fail_value("is an object of Python's, and none is known here; only stream and socktype take one, "
                   "such as ext://sys.stdout");
    return {text->data(), text->size()};
}

std::string node::scalar() const
{
    if (value_->is_string())
        return text();
    if (!value_->is_bool() && !value_->is_number())
        fail_value("is not a text, number or boolean");
    return as_written(*value_);
}

std::string node::setting() const
{
    auto text = scalar();
    bool const is_whole = value_->is_double() && text.size() > 2 && text.substr(text.size() - 2) == ".0";
    return is_whole ? text.substr(0, text.size() - 2) : text;
}

std::string node::external() const
{
    auto const* const found = value_->if_string();
    if (!found || std::string_view(*found).substr(0, external_scheme.size()) != external_scheme)
        return text();
    return std::string(std::string_view(*found).substr(external_scheme.size()));
}

bool node::boolean() const
{
    if (auto const* const boolean = value_->if_bool())
        return *boolean;
    if (auto const* const number = value_->if_int64(); number && (*number == 0 || *number == 1))
        return *number == 1;
    fail_value("is not a boolean; write true or false");
}

std::int64_t node::whole_number() const
{
    auto const* const number = value_->if_int64();
    if (!number || *number < 0)
        fail_value("is not a whole number; write digits only, without quotes");
    return *number;
}

std::vector<std::string> node::texts() const
{
    std::vector<std::string> result;
    for (auto const& element : elements())
        result.push_back(element.text());
    return result;
}

std::vector<node> node::elements() const
{
    auto const* const array = value_->if_array();
    if (!array)
        fail_value("is not a list; write [a, b]");
    std::vector<node> result;
    for (std::size_t i = 0; i != array->size(); ++i)
        result.push_back(node(*document_, (*array)[i], join_path(path_, i)));
    return result;
}

boost::json::object const& node::object() const
{
    auto const* const object = value_->if_object();
    if (!object)
        fail_value("is not a map; write keys with values below it");
    return *object;
}

std::vector<std::pair<std::string, node>> node::members() const
{
    std::vector<std::pair<std::string, node>> result;
    for (auto const& member : object()) {
        std::string key(member.key().data(), member.key().size());
        result.emplace_back(key, node(*document_, member.value(), join_path(path_, key)));
    }
    return result;
}

std::vector<std::pair<std::string, node>> node::present_members() const
{
    auto result = members();
    auto const is_null = [](auto const& member) { return member.second.value().is_null(); };
    result.erase(std::remove_if(result.begin(), result.end(), is_null), result.end());
    return result;
}

std::optional<node> node::find(std::string_view key) const
{
    auto const* const found = object().if_contains({key.data(), key.size()});
    if (!found || found->is_null())
        return std::nullopt;
    return node(*document_, *found, join_path(path_, key));
}

std::optional<node> node::find_either(std::string_view one, std::string_view other) const
{
    auto const first = find(one);
    auto const second = find(other);
    if (first && second)
        second->fail(std::string(one) + " and " + std::string(other) + " are the same; remove one");
    return first ? first : second;
}

std::string node::text_of(std::string_view key) const
{
    auto const found = find(key);
    return found ? found->text() : std::string();
}

void node::check_keys(std::vector<std::string_view> const& known) const
{
    for (auto const& [key, member] : members())
        if (std::find(known.begin(), known.end(), key) == known.end())
            member.fail("there is no key " + (key.empty() ? "''" : key) + " here" + suggest(key, known));
}

} // namespace log_fluentd::detail
