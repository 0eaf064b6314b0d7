// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The three languages of format texts.

#include "dict_config/python_format/pattern.hpp"

#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// Each member throws std::invalid_argument.
class pattern_parser
{
public:
    pattern_parser(pattern_options const& options, std::vector<pattern::item>& into)
        : options_(options),
          items_(into)
    {}

    void parse(std::string_view text);

private:
    void parse_percent(std::string_view text);
    void parse_brace(std::string_view text);
    void parse_dollar(std::string_view text);

    /// Takes `text` up to the next of `special`, with which it begins then.
    void take_literal(std::string_view& text, std::string_view special);
    void add_literal(std::string_view text);
    placeholder find(std::string_view name, std::string_view written) const;
    void add(placeholder const& of, format_spec spec);

    pattern_options const& options_;
    std::vector<pattern::item>& items_;
};

} // namespace log_fluentd::detail
