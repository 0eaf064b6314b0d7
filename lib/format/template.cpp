// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/template.hpp"

#include "base/printable.hpp"
#include "msgpack/utf8.hpp"

#include <algorithm>
#include <stdexcept>

namespace log_fluentd::detail {

namespace {

class template_parser
{
public:
    explicit template_parser(std::string_view text) : rest_(text) {}

    std::vector<template_part> parse()
    {
        while (!rest_.empty()) {
            std::size_t const percent = rest_.find('%');
            literal_.append(rest_.substr(0, percent));
            if (percent == rest_.npos)
                break;
            rest_.remove_prefix(percent + 1);
            if (!rest_.empty() && rest_.front() == '%') {
                literal_ += '%';
                rest_.remove_prefix(1);
            } else {
                end_literal();
                parts_.push_back(placeholder());
            }
        }
        end_literal();
        return std::move(parts_);
    }

private:
    void end_literal()
    {
        if (!literal_.empty())
            parts_.push_back({template_part::kind::literal, std::move(literal_), {}});
        literal_.clear();
    }

    /// What follows the percent sign, up to and including the next one.
    template_part placeholder()
    {
        std::size_t const end = rest_.find_first_of("%(");
        if (end == rest_.npos)
            unclosed();
        std::string name(rest_.substr(0, end));
        check_name(name);
        if (rest_[end] == '%') {
            rest_.remove_prefix(end + 1);
            return {template_part::kind::placeholder, std::move(name), {}};
        }
        std::size_t const closed = end_of_arguments(end + 1);
        std::string format = "%" + std::string(rest_.substr(0, closed));
        rest_.remove_prefix(closed);
        return {template_part::kind::formatter, std::move(format), std::move(name)};
    }

    /// The position after the `)%` that ends the arguments beginning at `begin`.
    std::size_t end_of_arguments(std::size_t begin) const
    {
        bool is_quoted = false;
        for (std::size_t i = begin; i < rest_.size(); ++i) {
            if (is_quoted && rest_[i] == '\\')
                ++i;
            else if (rest_[i] == '"')
                is_quoted = !is_quoted;
            else if (!is_quoted && rest_[i] == ')')
                return end_of_placeholder(i + 1);
        }
        throw std::invalid_argument(is_quoted ? "unclosed \" in the arguments of a placeholder"
                                              : "unclosed ( behind a placeholder's name");
    }

    std::size_t end_of_placeholder(std::size_t at) const
    {
        if (at == rest_.size() || rest_[at] != '%')
            unclosed();
        return at + 1;
    }

    [[noreturn]] static void unclosed()
    {
        throw std::invalid_argument("unclosed % (a placeholder is %Name%, a percent sign is %%)");
    }

    static void check_name(std::string const& name)
    {
        if (name.empty())
            throw std::invalid_argument("a placeholder without a name");
        bool const is_name = std::none_of(name.begin(), name.end(), [](unsigned char c) {
            return c <= ' ' || c == 0x7F || c == '"' || c == '\\' || c == ')';
        });
        if (!is_name)
            throw std::invalid_argument(in_quotes(name) +
                                        " is not the name of an attribute (a percent sign is %%)");
    }

    std::string_view rest_;
    std::string literal_;
    std::vector<template_part> parts_;
};

} // namespace

std::vector<template_part> parse_template(std::string_view text)
{
    if (!is_utf8(text))
        throw std::invalid_argument("not UTF-8");
    return template_parser(text).parse();
}

} // namespace log_fluentd::detail
