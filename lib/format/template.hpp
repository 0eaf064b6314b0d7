// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Templates: text with placeholders, split into its parts.

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// A part of a template.
struct template_part
{
    enum class kind
    {
        /// `text` is sent as it is.
        literal,
        /// `text` is the name of an attribute, `%Name%`.
        placeholder,
        /// `text` is a format string of Boost.Log, `%Name(argument="...")%`, for the attribute `name`.
        formatter,
    };

    kind what = kind::literal;
    std::string text;
    std::string name;
};

/// Splits a template. Neighbouring literals are one part, and none is empty; `%%` is a percent sign.
/// \throws std::invalid_argument with the reason, without the name of the template.
std::vector<template_part> parse_template(std::string_view text);

} // namespace log_fluentd::detail
