// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/function_name.hpp"

#include <cstddef>

namespace log_fluentd::detail {

namespace {

bool is_word(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Where the list of parameters begins that ends `text`; npos: there is none.
std::size_t begin_of_parameters(std::string_view text) noexcept
{
    std::size_t open = 0;
    for (std::size_t i = text.size(); i-- != 0;) {
        if (text[i] == ')')
            ++open;
        else if (text[i] == '(' && --open == 0)
            return i;
    }
    return text.npos;
}

/// Where the name begins that ends `text`.
std::size_t begin_of_name(std::string_view text) noexcept
{
    constexpr std::string_view keyword = "operator";
    auto const found = text.rfind(keyword);
    if (found != text.npos && (found == 0 || !is_word(text[found - 1])) &&
        (found + keyword.size() == text.size() || !is_word(text[found + keyword.size()])))
        return found;
    std::size_t begin = text.size();
    std::size_t open = 0; // of the template's arguments
    while (begin != 0) {
        char const c = text[begin - 1];
        if (c == '>')
            ++open;
        else if (c == '<' && open != 0)
            --open;
        else if (open == 0 && !is_word(c) && c != '~')
            break;
        --begin;
    }
    return begin;
}

} // namespace

std::string_view function_name(std::string_view signature) noexcept
{
    auto text = signature;
    if (text.find('(') == text.npos)
        return signature;
    if (text.back() == ']') // [with T = int]
        text = text.substr(0, text.find(" ["));
    for (std::string_view const lambda : {"::<lambda(", "(anonymous class)::operator()", "(lambda at "})
        if (text.find(lambda) != text.npos)
            return "<lambda>";
    auto const last = text.rfind(')');
    if (last == text.npos)
        return signature;
    auto const parameters = begin_of_parameters(text.substr(0, last + 1));
    if (parameters == text.npos)
        return signature;
    text = text.substr(0, parameters);
    text.remove_prefix(begin_of_name(text));
    return text.empty() ? signature : text;
}

std::string_view file_name(std::string_view path) noexcept
{
    auto const slash = path.rfind('/');
    return slash == path.npos ? path : path.substr(slash + 1);
}

std::string_view module_name(std::string_view path) noexcept
{
    auto const file = file_name(path);
    auto const dot = file.rfind('.');
    return dot == file.npos || dot == 0 ? file : file.substr(0, dot);
}

} // namespace log_fluentd::detail
