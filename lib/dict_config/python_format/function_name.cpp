// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/python_format/function_name.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <cstddef>

namespace log_fluentd::detail {

namespace {

constexpr std::string_view lambda_name = "<lambda>"; // as in Python

bool is_of_name(char c) noexcept
{
    return is_word(c) || !is_ascii(c);
}

/// The position after the closing bracket of the group that begins at `at`; npos if it is not closed. In
/// parentheses, only parentheses count; in other brackets, what is in parentheses is skipped.
std::size_t end_of_group(std::string_view text, std::size_t at) noexcept
{
    char const open = text[at];
    char const close = open == '(' ? ')' : open == '<' ? '>' : open == '[' ? ']' : '}';
    std::size_t depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == open) {
            ++depth;
        } else if (text[i] == close && !(close == '>' && text[i - 1] == '-')) {
            if (--depth == 0)
                return i + 1;
        } else if (text[i] == '(') {
            i = end_of_group(text, i) - 1;
            if (i >= text.size())
                break;
        }
    }
    return text.npos;
}

/// Whether what follows a function's parameters (`const`, `[with T = int]`) ends with `::`. If so, the
/// function is only the scope of something else.
bool is_scope(std::string_view rest) noexcept
{
    for (;;) {
        if (starts_with(rest, "::"))
            return true;
        if (starts_with(rest, " [")) {
            auto const end = end_of_group(rest, 1);
            rest.remove_prefix(end == rest.npos ? rest.size() : end);
            continue;
        }
        std::size_t known = 0;
        for (std::string_view const qualifier : {" const", " volatile", " noexcept", " &&", " &"})
            if (known == 0 && starts_with(rest, qualifier))
                known = qualifier.size();
        if (known == 0)
            return false;
        rest.remove_prefix(known);
    }
}

/// Whether `scope`, the text before `operator()`, is Clang's name for the class of a lambda: `(lambda at
/// shop.cpp:3:7)::`, `(lambda)::`, `(anonymous class)::`, `(unnamed class)::`, `'lambda'(int)::`; or MSVC's,
/// `<lambda_1>::`.
bool is_lambda_class(std::string_view scope) noexcept
{
    if (scope.size() < 3 || scope.substr(scope.size() - 2) != "::")
        return false;
    scope.remove_suffix(2);
    for (std::string_view const word :
         {"(lambda", "(anonymous class", "(unnamed class", "<lambda", "'lambda"}) {
        auto const at = scope.rfind(word);
        if (at == scope.npos)
            continue;
        bool const is_quoted = word.front() == '\'';
        auto const end = is_quoted ? scope.find('(', at) : at;
        if (end != scope.npos && end_of_group(scope, end) == scope.size())
            return true;
    }
    return false;
}

/// Where the parameters of the operator begin whose keyword ends at `at`; npos if nowhere.
std::size_t end_of_operator(std::string_view text, std::size_t at) noexcept
{
    while (at < text.size() && text[at] == ' ')
        ++at;
    if (starts_with(text.substr(at), "()"))
        return text.find('(', at + 2);
    while (at < text.size() && !is_of_name(text[at]) && text[at] != '(')
        ++at; // operator<, operator[], operator""
    while (at < text.size() && text[at] != '(') {
        auto const end = text[at] == '<' ? end_of_group(text, at) : at + 1;
        at = end == text.npos ? text.size() : end;
    }
    return at == text.size() ? text.npos : at;
}

/// Whether the text in parentheses declares a pointer, a reference or a pointer to a member: `*f()`, `& f()`,
/// `shop::order::* f()`.
bool is_pointer_declarator(std::string_view inside) noexcept
{
    std::size_t at = 0;
    while (at < inside.size()) {
        char const c = inside[at];
        if (is_of_name(c) || c == ':')
            ++at;
        else if (c == '<' || c == '{' || c == '(') // of a template, {anonymous}, (anonymous namespace)
            at = std::min(end_of_group(inside, at), inside.size());
        else
            break;
    }
    auto const rest = inside.substr(at);
    if (at == 0)
        return starts_with(rest, "*") || starts_with(rest, "&");
    return starts_with(rest, "*") && inside[at - 1] == ':';
}

/// The name of the function that `text` declares; empty if it declares none. Scans once from the left:
/// brackets are skipped, and the first parameters that do not belong to a scope end the name.
std::string_view declared_name(std::string_view text) noexcept
{
    constexpr std::string_view keyword = "operator";
    std::size_t name = 0; // where it begins
    std::size_t name_end = text.npos;
    for (std::size_t i = 0; i < text.size();) {
        char const c = text[i];
        bool const begins_word = i == 0 || !is_of_name(text[i - 1]);
        if (begins_word && starts_with(text.substr(i), keyword) &&
            (i + keyword.size() == text.size() || !is_of_name(text[i + keyword.size()]))) {
            auto const end = end_of_operator(text, i + keyword.size());
            if (end == text.npos)
                return {};
            auto const end_of_parameters = end_of_group(text, end);
            if (end_of_parameters != text.npos && is_scope(text.substr(end_of_parameters))) {
                i = end_of_parameters;
                continue;
            }
            auto const found = text.substr(i, end - i);
            bool const is_call = found.back() == ')';
            return is_call && is_lambda_class(text.substr(0, i)) ? lambda_name : found;
        }
        if (c == '<' || c == '[' || c == '{') {
            auto const end = end_of_group(text, i);
            if (end == text.npos)
                return {};
            if (starts_with(text.substr(i), "<lambda(") && !is_scope(text.substr(end))) // GCC's lambda
                return lambda_name;
            if (name_end == text.npos && i != name)
                name_end = i; // without the template's arguments
            i = end;
            continue;
        }
        if (c == '(') {
            auto const end = end_of_group(text, i);
            if (end == text.npos)
                return {};
            auto const inside = text.substr(i + 1, end - i - 2);
            bool const is_declarator = end < text.size() && (text[end] == '(' || text[end] == '[');
            if (is_declarator && is_pointer_declarator(inside))
                return declared_name(inside); // `void (* f(int))(double)` returns a pointer to a function
            bool const has_name = i != 0 && (is_of_name(text[i - 1]) || name_end != text.npos) &&
                                  text.substr(name, i - name) != "decltype";
            if (has_name && !is_scope(text.substr(end)))
                return text.substr(name, std::min(name_end, i) - name);
            i = end;
            continue;
        }
        ++i;
        if (c == ':' || c == ' ' || c == '*' || c == '&') {
            name = i;
            name_end = text.npos;
        }
    }
    return {};
}

} // namespace

std::string_view function_name(std::string_view signature) noexcept
{
    auto const name = declared_name(signature);
    return name.empty() ? signature : name;
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
