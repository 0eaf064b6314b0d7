// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// A value of a configuration, with its path for what there is to say about it.

#include "dict_config/document/document.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// Each reader throws a dict_config_error when the value is something else.
/// \par Lifetime That of the document.
class node
{
public:
    explicit node(document const& of) : document_(&of), value_(&of.root) {}

    boost::json::value const& value() const noexcept { return *value_; }
    std::string const& path() const noexcept { return path_; }

    std::string text() const;
    /// A text, or a number or a boolean as a text: 1.0 is 1.0.
    std::string scalar() const;
    /// The same, as it is written in settings: 1.0 is 1.
    std::string setting() const;
    /// The name behind `ext://`, or the text as it is.
    std::string external() const;
    bool boolean() const;
    /// Not negative.
    std::int64_t whole_number() const;
    std::vector<std::string> texts() const;
    boost::json::object const& object() const;
    std::vector<node> elements() const;
    /// In the order of the document.
    std::vector<std::pair<std::string, node>> members() const;
    /// The same without those that are null, which is as good as not being there.
    std::vector<std::pair<std::string, node>> present_members() const;

    /// A key that is not there, or null, is none.
    std::optional<node> find(std::string_view key) const;
    /// The text, or the empty one.
    std::string text_of(std::string_view key) const;
    /// Refuses every key but these.
    void check_keys(std::vector<std::string_view> const& known) const;

    [[noreturn]] void refuse(std::string const& sentence) const;
    /// "\"x\" is no such thing": with the value in front of the sentence.
    [[noreturn]] void refuse_value(std::string const& sentence) const;

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
