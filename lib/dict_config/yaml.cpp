// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document.hpp"
#include "dict_config/yaml_scalar.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <utility>
#include <yaml-cpp/yaml.h>

namespace log_fluentd::detail {

namespace {

unsigned line_of(YAML::Mark const& mark)
{
    return mark.is_null() ? 0 : static_cast<unsigned>(mark.line) + 1;
}

constexpr std::string_view standard = "tag:yaml.org,2002:";

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
        auto const& text = node.Scalar();
        if (tag == "!" || tag == std::string(standard) + "str") // in quotes
            return boost::json::value(text);
        auto const scalar = resolve_yaml_scalar(text);
        if (tag.empty() || tag == "?") {
            if (!scalar.problem.empty())
                into_.unusable.emplace(path, text + " " + scalar.problem);
            return scalar.value;
        }
        return read_tagged(tag, text, scalar, path);
    }

    /// `!!int "7"`
    boost::json::value read_tagged(std::string const& tag, std::string const& text, yaml_scalar const& scalar,
                                   std::string const& path)
    {
        auto const& value = scalar.value;
        if (tag == std::string(standard) + "null")
            return nullptr;
        if (tag == std::string(standard) + "bool" && value.is_bool())
            return value;
        if (tag == std::string(standard) + "int" && (value.is_int64() || value.is_uint64()))
            return value;
        if (tag == std::string(standard) + "float" && value.is_number())
            return value.to_number<double>();
        into_.refuse(path, "the tag " + tag + " is not known, or not one of " + text + "; write plain YAML");
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
            if (member.first.IsScalar() && is_merge(member.first))
                continue;
            auto const key = key_of(member.first, path);
            auto const here = join_path(path, key);
            into_.lines.insert_or_assign(here, line_of(member.first.Mark()));
            if (auto const other = other_meaning(member.first); !other.empty())
                into_.unusable.emplace(here, "YAML takes this key for " + other +
                                                 ", and not for a name; write it in quotes: '" + key + "'");
            if (result.contains(key))
                into_.refuse(here, "is there twice; remove one");
            result[key] = read(member.second, here, depth + 1);
        }
        for (auto const& member : merged)
            result.insert(member); // does nothing where the map has the key itself
        return result;
    }

    std::string key_of(YAML::Node const& key, std::string const& path)
    {
        if (key.IsNull())
            return "null";
        if (!key.IsScalar()) {
            into_.lines[path] = line_of(key.Mark());
            into_.refuse(path, "a key is no text; write a name");
        }
        return key.Scalar();
    }

    /// What a key without quotes is to YAML, if it is no name; empty: it is one. A number is a name too,
    /// where both write it in the same way.
    static std::string other_meaning(YAML::Node const& key)
    {
        if (key.IsNull())
            return "nothing";
        if (!key.Tag().empty() && key.Tag() != "?")
            return {};
        auto const scalar = resolve_yaml_scalar(key.Scalar());
        if (key.Scalar() == "=" || (scalar.value.is_string() && scalar.problem.empty()))
            return {};
        if (!scalar.problem.empty())
            return "something else";
        if (scalar.value.is_double())
            return "a number";
        auto const meaning = boost::json::serialize(scalar.value);
        return meaning == key.Scalar() ? std::string() : meaning;
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
