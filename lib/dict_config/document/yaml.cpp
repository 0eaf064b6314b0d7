// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/document.hpp"
#include "dict_config/document/yaml_scalar.hpp"
#include "msgpack/utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <optional>
#include <set>
#include <string>
#include <yaml-cpp/yaml.h>

namespace log_fluentd::detail {

namespace {

unsigned line_of(YAML::Mark const& mark)
{
    return mark.is_null() ? 0 : static_cast<unsigned>(mark.line) + 1;
}

constexpr std::string_view standard = "tag:yaml.org,2002:";

/// Reads YAML's tree as JSON, and notes the lines.
class yaml_reader
{
public:
    explicit yaml_reader(document& into) : into_(into) {}

    boost::json::value read(YAML::Node const& node, std::string const& path, std::size_t depth)
    {
        if (auto const line = line_of(node.Mark()); line != 0)
            into_.lines.emplace(path, line); // an existing entry is the line of the key
        count_value(path, depth);
        switch (node.Type()) {
        case YAML::NodeType::Map: {
            boost::json::object result;
            read_members(result, node, path, depth);
            return result;
        }
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
    /// Limits the values, since aliases can multiply them.
    void count_value(std::string const& path, std::size_t depth)
    {
        if (depth > deepest_nesting)
            into_.fail(path, "the document nests more than " + std::to_string(deepest_nesting) +
                                 " deep; an alias that refers to what it stands in never ends");
        if (++values_ > most_values)
            into_.fail(path, "the document has more than " + std::to_string(most_values) +
                                 " values, its aliases written out");
    }

    /// Whether it is in quotes, or tagged as a text.
    static bool is_text(YAML::Node const& node)
    {
        return node.Tag() == "!" || node.Tag() == std::string(standard) + "str";
    }

    /// yaml-cpp accepts any bytes, and makes single bytes from `\N` and `\_`.
    void check_encoding(std::string const& text, std::string const& path)
    {
        if (!is_utf8(text))
            into_.unusable.emplace(path, "is not UTF-8; save the file as UTF-8, and write \\u0085 for \\N "
                                         "and \\u00A0 for \\_");
    }

    boost::json::value read_scalar(YAML::Node const& node, std::string const& path)
    {
        auto const& tag = node.Tag();
        auto const& text = node.Scalar();
        check_encoding(text, path);
        if (is_text(node))
            return boost::json::value(text);
        auto const scalar = resolve_yaml_scalar(text);
        if (tag.empty() || tag == "?") {
            if (!scalar.problem.empty())
                into_.unusable.emplace(path, scalar.problem); // without the text, which may be a secret
            return scalar.value;
        }
        return read_tagged(tag, scalar, path);
    }

    /// `!!int "7"`
    boost::json::value read_tagged(std::string const& tag, yaml_scalar const& scalar, std::string const& path)
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
        into_.fail(path, "the tag " + tag + " is not known, or not that of such a value; write plain YAML");
    }

    /// \param name The standard's name of the type: `map`.
    void check_tag(YAML::Node const& node, std::string const& name, std::string const& path) const
    {
        auto const& tag = node.Tag();
        bool const is_plain = tag.empty() || tag == "?" || tag == "!";
        if (!is_plain && tag != std::string(standard) + name && tag != "!!" + name)
            into_.fail(path,
                       "the tag " + tag + " is not known, or not that of a " + name + "; write plain YAML");
    }

    boost::json::value read_sequence(YAML::Node const& node, std::string const& path, std::size_t depth)
    {
        check_tag(node, "seq", path);
        boost::json::array result;
        for (auto const& element : node)
            result.push_back(read(element, join_path(path, result.size()), depth + 1));
        return result;
    }

    /// Adds the members of a map, then those that it merges, unless the key exists: a map's own key replaces
    /// a merged one, which is not even read.
    void read_members(boost::json::object& into, YAML::Node const& map, std::string const& path,
                      std::size_t depth)
    {
        check_tag(map, "map", path);
        std::set<std::string> names;
        std::optional<YAML::Node> merged;
        for (auto const& member : map) {
            bool const is_merge =
                member.first.IsScalar() && member.first.Scalar() == "<<" && !is_text(member.first);
            auto const key = key_of(member.first, path);
            auto const here = join_path(path, key);
            if (is_merge ? merged.has_value() : !names.insert(key).second) {
                into_.lines.insert_or_assign(here, line_of(member.first.Mark()));
                into_.fail(here, is_merge ? "is there twice; write one with a list, <<: [*a, *b]"
                                          : "is there twice; remove one");
            }
            if (is_merge)
                merged.emplace(member.second);
            else if (!into.contains(key))
                into[key] = read_member(member.first, member.second, here, key, depth);
        }
        if (merged)
            merge(into, *merged, path, depth + 1);
    }

    boost::json::value read_member(YAML::Node const& key, YAML::Node const& value, std::string const& here,
                                   std::string const& name, std::size_t depth)
    {
        into_.lines.insert_or_assign(here, line_of(key.Mark()));
        check_encoding(name, here);
        if (auto const other = other_meaning(key); !other.empty())
            into_.unusable.emplace(here, "YAML takes this key for " + other +
                                             ", and not for a name; write it in quotes: '" + name + "'");
        return read(value, here, depth + 1);
    }

    std::string key_of(YAML::Node const& key, std::string const& path)
    {
        if (key.IsNull())
            return "null";
        if (!key.IsScalar()) {
            into_.lines[path] = line_of(key.Mark());
            into_.fail(path, "a key is not a text; write a name");
        }
        return key.Scalar();
    }

    /// What YAML reads a key without quotes as; empty if as a name. A number is a name too, if YAML and JSON
    /// write it in the same way.
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

    /// `<<: *defaults`, or a list of these, of which the first that has a key counts.
    void merge(boost::json::object& into, YAML::Node const& from, std::string const& path, std::size_t depth)
    {
        auto const add = [&](YAML::Node const& one) {
            count_value(path, depth);
            if (!one.IsMap())
                into_.fail(path, "<< merges maps, and this is not a map");
            read_members(into, one, path, depth);
        };
        if (!from.IsSequence())
            return add(from);
        for (auto const& one : from)
            add(one);
    }

    document& into_;
    std::size_t values_ = 0;
};

} // namespace

void parse_yaml(std::string const& text, document& into)
{
    try {
        auto const documents = YAML::LoadAll(text);
        if (documents.size() > 1) {
            into.lines[""] = line_of(documents[1].Mark());
            into.fail({}, "there are " + std::to_string(documents.size()) +
                              " documents in the file; write one, or a file for each");
        }
        if (!documents.empty())
            into.root = yaml_reader(into).read(documents.front(), {}, 1);
    } catch (YAML::Exception const& error) {
        into.lines[""] = line_of(error.mark);
        into.fail({}, "the file is not YAML: " + error.msg);
    }
}

} // namespace log_fluentd::detail
