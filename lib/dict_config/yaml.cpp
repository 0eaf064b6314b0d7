// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>
#include <yaml-cpp/yaml.h>

namespace log_fluentd::detail {

namespace {

unsigned line_of(YAML::Mark const& mark)
{
    return mark.is_null() ? 0 : static_cast<unsigned>(mark.line) + 1;
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), text) != words.end();
}

template <typename Number>
bool read_number(std::string_view text, Number& number, int base = 10)
{
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    return error == std::errc{} && end == text.data() + text.size();
}

bool read_real(std::string_view text, double& number)
{
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
}

/// A plain scalar by the rules of YAML 1.1, which are those of Python's yaml.
boost::json::value resolve(std::string const& text)
{
    if (is_one_of(text, {"", "~", "null", "Null", "NULL"}))
        return nullptr;
    if (is_one_of(text, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"}))
        return true;
    if (is_one_of(text, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"}))
        return false;
    std::string_view digits = text;
    if (digits.size() > 1 && digits.front() == '+')
        digits.remove_prefix(1);
    std::int64_t whole = 0;
    if (digits.substr(0, 2) == "0x" && read_number(digits.substr(2), whole, 16))
        return whole;
    bool const is_octal = digits.size() > 1 && digits.front() == '0';
    if (is_octal && read_number(digits.substr(1), whole, 8))
        return whole;
    if (!is_octal && read_number(digits, whole))
        return whole;
    double real = 0;
    if (digits.find_first_of("0123456789") != digits.npos && digits.find('.') != digits.npos &&
        read_real(digits, real))
        return real;
    return boost::json::value(text);
}

/// YAML's tree as JSON's, with the lines noted.
class yaml_reader
{
public:
    explicit yaml_reader(document& into) : into_(into) {}

    boost::json::value read(YAML::Node const& node, std::string const& path, std::size_t depth)
    {
        if (auto const line = line_of(node.Mark()); line != 0)
            into_.lines.emplace(path, line); // what is there already is the key's own line
        if (depth > deepest_nesting)
            into_.refuse(path, "the document nests more than " + std::to_string(deepest_nesting) +
                                   " deep; an alias that refers to what it stands in never ends");
        if (++values_ > most_values)
            into_.refuse(path, "the document has more than " + std::to_string(most_values) +
                                   " values, its aliases written out");
        switch (node.Type()) {
        case YAML::NodeType::Map:
            return read_map(node, path, depth);
        case YAML::NodeType::Sequence:
            return read_sequence(node, path, depth);
        case YAML::NodeType::Scalar:
            return read_scalar(node, path);
        case YAML::NodeType::Null:
        case YAML::NodeType::Undefined:
            break;
        }
        return nullptr;
    }

private:
    boost::json::value read_scalar(YAML::Node const& node, std::string const& path)
    {
        auto const& tag = node.Tag();
        if (tag == "!" || tag == "tag:yaml.org,2002:str") // in quotes
            return boost::json::value(node.Scalar());
        if (!is_one_of(tag, {"", "?", "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool",
                             "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"}))
            into_.refuse(path, "the tag " + tag + " is not known; write plain YAML");
        return resolve(node.Scalar());
    }

    boost::json::value read_sequence(YAML::Node const& node, std::string const& path, std::size_t depth)
    {
        boost::json::array result;
        for (auto const& element : node)
            result.push_back(read(element, join_path(path, result.size()), depth + 1));
        return result;
    }

    boost::json::value read_map(YAML::Node const& node, std::string const& path, std::size_t depth)
    {
        boost::json::object result;
        boost::json::object merged;
        auto const is_merge = [](YAML::Node const& key) { return key.Scalar() == "<<" && key.Tag() != "!"; };
        for (auto const& member : node) // first: the lines are of the map's own keys, where it has them
            if (member.first.IsScalar() && is_merge(member.first))
                merge(merged, member.second, path, depth);
        for (auto const& member : node) {
            if (!member.first.IsScalar())
                into_.refuse(path, "a key is no text; write a name");
            if (is_merge(member.first))
                continue;
            auto const& key = member.first.Scalar();
            auto const here = join_path(path, key);
            into_.lines.insert_or_assign(here, line_of(member.first.Mark()));
            if (result.contains(key))
                into_.refuse(here, "is there twice; remove one");
            result[key] = read(member.second, here, depth + 1);
        }
        for (auto const& member : merged)
            result.insert(member); // does nothing where the map has the key itself
        return result;
    }

    /// `<<: *defaults`, and a list of such.
    void merge(boost::json::object& into, YAML::Node const& from, std::string const& path, std::size_t depth)
    {
        auto const value = read(from, path, depth + 1);
        auto const add = [&](boost::json::value const& one) {
            auto const* const object = one.if_object();
            if (!object)
                into_.refuse(path, "<< merges maps, and this is none");
            for (auto const& member : *object)
                into.insert(member);
        };
        if (auto const* const list = value.if_array())
            for (auto const& one : *list)
                add(one);
        else
            add(value);
    }

    document& into_;
    std::size_t values_ = 0;
};

} // namespace

void parse_yaml(std::string const& text, document& into)
{
    try {
        auto const documents = YAML::LoadAll(text);
        if (documents.size() > 1)
            into.refuse({}, "there are " + std::to_string(documents.size()) +
                                " documents in the file; write one, or a file for each");
        if (!documents.empty())
            into.root = yaml_reader(into).read(documents.front(), {}, 1);
    } catch (YAML::Exception const& error) {
        into.lines[""] = line_of(error.mark);
        into.refuse({}, "the file is not YAML: " + error.msg);
    }
}

} // namespace log_fluentd::detail
