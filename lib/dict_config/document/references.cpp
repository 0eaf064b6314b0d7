// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/document/document.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

namespace log_fluentd::detail {

namespace {

constexpr std::string_view scheme = "cfg://";

/// Replaces references in place, depth first, so that a value is complete when another one refers to it.
class resolver
{
public:
    explicit resolver(document& into) : document_(into) {}

    void resolve(boost::json::value& value, std::string const& path, std::size_t depth)
    {
        if (depth > deepest_nesting)
            document_.fail(path, "the values nest more than " + std::to_string(deepest_nesting) + " deep");
        if (++values_ > most_values)
            document_.fail(path, "there are more than " + std::to_string(most_values) +
                                     " values, the references written out");
        if (auto* const object = value.if_object()) {
            for (auto& member : *object)
                resolve(member.value(), join_path(path, {member.key().data(), member.key().size()}),
                        depth + 1);
        } else if (auto* const array = value.if_array()) {
            for (std::size_t i = 0; i != array->size(); ++i)
                resolve((*array)[i], join_path(path, i), depth + 1);
        } else if (auto const* const text = value.if_string()) {
            std::string_view const reference(text->data(), text->size());
            if (reference.substr(0, scheme.size()) == scheme)
                value = follow(std::string(reference), path, depth);
        }
    }

private:
    boost::json::value follow(std::string const& reference, std::string const& path, std::size_t depth)
    {
        if (std::find(open_.begin(), open_.end(), reference) != open_.end())
            document_.fail(path, reference + " refers to itself by way of " + open_.back());
        boost::json::value result = look_up(reference, path);
        open_.push_back(reference);
        resolve(result, path, depth + 1);
        open_.pop_back();
        return result;
    }

    /// Finds a value by names with dots between them, `[0]` for an element of a list, and `[name]` for a key.
    boost::json::value const& look_up(std::string const& reference, std::string const& path)
    {
        auto* at = &document_.root;
        std::string_view rest = std::string_view(reference).substr(scheme.size());
        if (rest.empty())
            document_.fail(path, reference + " has no path; write cfg://handlers.fluent.host");
        while (!rest.empty()) {
            bool const in_brackets = rest.front() == '[';
            auto const end = in_brackets ? rest.find(']') : rest.find('[');
            if (in_brackets && end == rest.npos)
                document_.fail(path, reference + " has a [ without its ]");
            auto const part = in_brackets ? rest.substr(1, end - 1) : rest.substr(0, end);
            rest.remove_prefix(end == rest.npos ? rest.size() : end + (in_brackets ? 1 : 0));
            if (in_brackets && !rest.empty() && rest.front() == '.')
                rest.remove_prefix(1);
            at = in_brackets ? element(*at, part) : find_path(*at, part, ignored_);
            if (!at)
                document_.fail(path, reference + " refers to what is not there; there is no " +
                                         std::string(part) + " in this configuration");
        }
        return *at;
    }

    static boost::json::value* element(boost::json::value& of, std::string_view part)
    {
        if (auto* const object = of.if_object())
            return object->if_contains({part.data(), part.size()});
        auto* const array = of.if_array();
        std::size_t index = 0;
        auto const [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
        bool const is_index = array && error == std::errc{} && end == part.data() + part.size();
        return is_index && index < array->size() ? &(*array)[index] : nullptr;
    }

    document& document_;
    std::vector<std::string> open_;
    std::string ignored_;
    std::size_t values_ = 0;
};

} // namespace

void resolve_references(document& into)
{
    // On a copy, since a value must not change while it is copied.
    boost::json::value result = into.root;
    resolver(into).resolve(result, {}, 1);
    into.root = std::move(result);
}

} // namespace log_fluentd::detail
