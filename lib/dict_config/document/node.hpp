// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A value of a configuration, with its path for error messages.

#include "dict_config/document/document.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// Each reader throws a dict_config_error if the value has another type.
/// \par Lifetime
/// Valid as long as the document.
class node
{
public:
    explicit node(document const& of) : document_(&of), value_(&of.root) {}

    boost::json::value const& value() const noexcept { return *value_; }
    std::string const& path() const noexcept { return path_; }

    std::string text() const;
    /// A text, or a number or a boolean as text: 1.0 becomes 1.0.
    std::string scalar() const;
    /// The same, as written in settings: 1.0 becomes 1.
    std::string setting() const;
    /// The name after `ext://`, or the text itself.
    std::string external() const;
    bool boolean() const;
    /// Requires a number that is not negative.
    std::int64_t whole_number() const;
    std::vector<std::string> texts() const;
    boost::json::object const& object() const;
    std::vector<node> elements() const;
    /// In the order of the document.
    std::vector<std::pair<std::string, node>> members() const;
    /// The same without members that are null, which count as missing.
    std::vector<std::pair<std::string, node>> present_members() const;

    /// None if the key is missing or null.
    std::optional<node> find(std::string_view key) const;
    /// The same for a key that has two names; throws if both are given.
    std::optional<node> find_either(std::string_view one, std::string_view other) const;
    /// The text, or an empty one if the key is missing.
    std::string text_of(std::string_view key) const;
    /// Throws if there is any other key.
    void check_keys(std::vector<std::string_view> const& known) const;

    [[noreturn]] void fail(std::string const& sentence) const;
    /// "\"x\" is not a text": the sentence begins with the value.
    [[noreturn]] void fail_value(std::string const& sentence) const;

private:
    node(document const& of, boost::json::value const& value, std::string path)
        : document_(&of),
          value_(&value),
          path_(std::move(path))
    {}

    document const* document_;
    boost::json::value const* value_;
    std::string path_;
};

/// "; did you mean X?", or "; there are A, B".
std::string suggest(std::string_view name, std::vector<std::string_view> const& known);

} // namespace log_fluentd::detail
