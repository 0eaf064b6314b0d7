// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The section `formatters`.

#include "dict_config/document/node.hpp"
#include "dict_config/python_format/pattern.hpp"

#include <log_fluentd/format_dictionary.hpp>

#include <boost/log/expressions/formatter.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// A formatter, which makes a text or a map.
struct formatter_config
{
    bool makes_map = false;
    /// For a text in one of Python's styles; otherwise null.
    std::shared_ptr<pattern const> text;
    /// For a text in Boost.Log's own style.
    boost::log::formatter boost_text;
    /// For a map.
    format_dictionary dictionary;
    /// For a map: changes to the handler's options.
    bool fill_missing = false;
    bool is_json_off = false;
    std::vector<std::string> exclude;
};

using formatter_configs = std::map<std::string, formatter_config, std::less<>>;

/// A kind of formatter, and the names that choose it.
struct formatter_class
{
    bool makes_map;
    std::vector<std::string_view> names;
    std::vector<std::string_view> keys;
};

std::vector<formatter_class> const& formatter_classes();

/// The allowed words for `style`.
std::vector<std::string_view> formatter_styles();

/// \throws dict_config_error
formatter_configs parse_formatters(std::optional<node> const& section);

/// For a sink that writes text. Null means `%(message)s`.
boost::log::formatter make_text_formatter(formatter_config const* config);
/// A dictionary whose only key has the formatter's text.
format_dictionary make_text_dictionary(formatter_config const& config, std::string const& key);

} // namespace log_fluentd::detail
