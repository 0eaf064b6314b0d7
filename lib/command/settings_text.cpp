// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "command/settings_text.hpp"

#include "base/ascii.hpp"
#include "base/printable.hpp"
#include "settings/settings_keys.hpp"

#include <boost/log/exceptions.hpp>
#include <boost/log/utility/setup/settings_parser.hpp>

#include <algorithm>
#include <sstream>

namespace log_fluentd::detail::command {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string_view without_blanks(std::string_view text)
{
    constexpr char const* blanks = " \t\r\n\v\f";
    auto const first = text.find_first_not_of(blanks);
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

settings_tree parse_lines(std::string const& text)
{
    std::istringstream stream(text);
    return boost::log::parse_settings(stream).property_tree();
}

/// The path to the only key of a tree.
std::string path_in(settings_tree const& tree)
{
    std::string result;
    for (auto const* at = &tree; !at->empty(); at = &at->front().second)
        result += (result.empty() ? "" : ".") + at->front().first;
    return result;
}

std::string name_without_others(std::string_view name)
{
    std::string result;
    bool begins = true; // a word
    for (char const c : name) {
        if (is_digit(c) || c == '.' || is_upper(c) || (c >= 'a' && c <= 'z'))
            result +=
                begins && c >= 'a' && c <= 'z' && !result.empty() ? static_cast<char>(c - 'a' + 'A') : c;
        begins = !(is_digit(c) || is_upper(c) || (c >= 'a' && c <= 'z')) && c != '.';
    }
    return result;
}

bool is_secret_key(std::string_view name)
{
    auto const* const entry = find_settings_key(name);
    return entry && entry->is_secret();
}

/// `Key="value"` for a value that was written without quotes.
std::string quoted(std::string_view name, std::string_view value)
{
    auto const result = std::string(name) + '=';
    if (is_secret_key(name))
        return result + "\"...\"";
    bool const is_in_others = value.size() > 1 && value.front() == '\'' && value.back() == '\'';
    std::string escaped;
    for (char const c : is_in_others ? value.substr(1, value.size() - 2) : value)
        escaped += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return result + '"' + printable(escaped) + '"';
}

std::string explain_key(std::string_view name)
{
    return "\"" + printable(name) +
           "\" cannot be a key: it begins with a letter, and has no blanks and no letters that are not "
           "ASCII; "
           "a key of the format dictionary may be written in JSON: Format=\"{\\\"" +
           printable(name) + "\\\":\\\"%Message%\\\"}\"";
}

std::string explain_value(std::string_view name, std::string_view value, std::string_view message)
{
    if (value.empty() || value.front() == '#')
        return std::string(name) + " has no value; write " + std::string(name) + "=\"\" for an empty one";
    if (value.front() == '"')
        return "the value in quotes does not end where the line does (" + std::string(message) +
               "); write \\\" and \\\\ for a quotation mark and a backslash in it, and a comment after #";
    auto const end_of_word = value.find_first_of(" \t;");
    auto const rest =
        end_of_word == value.npos ? std::string_view() : without_blanks(value.substr(end_of_word));
    if (!rest.empty() && rest.front() == ';')
        return "a comment begins with #, not with a semicolon; write " + std::string(name) + '=' +
               (is_secret_key(name) ? "..." : printable(value.substr(0, end_of_word))) +
               " # ..., or, if all of it is the value, " + quoted(name, value);
    return "the value of " + std::string(name) +
           " has other characters than letters, digits, _, +, - and ., so "
           "it requires quotes; write " +
           quoted(name, value);
}

} // namespace

std::string explain_line(std::string_view line, std::string_view message)
{
    if (line.substr(0, byte_order_mark.size()) == byte_order_mark)
        return "the file begins with a byte order mark; save it as UTF-8 without one";
    auto const text = without_blanks(line);
    if (text.front() == '[') {
        auto const name = text.substr(1, text.find(']') - 1);
        if (text.find(']') == text.npos)
            return "the section's name does not end; write " + printable(text) + ']';
        if (text.back() != ']' && text.find('#') == text.npos)
            return "something stands after the section's name; write it on a line of its own, or after #";
        return "a section's name consists of letters, digits and dots; write [" + name_without_others(name) +
               ']';
    }
    if (text.front() == ';' || text.substr(0, 2) == "//")
        return "a comment begins with #; write # in place of " + std::string(1, text.front());
    auto const equals = text.find('=');
    if (equals == text.npos)
        return "the line is no section, key or comment (" + std::string(message) +
               "); write such as Tag=app.shop, with = between key and value";
    auto const name = without_blanks(text.substr(0, equals));
    if (message.find("name") != message.npos)
        return explain_key(name);
    return explain_value(name, without_blanks(text.substr(equals + 1)), message);
}

settings_text::settings_text(std::string const& text, findings& found)
{
    std::istringstream lines(text);
    std::string accepted;
    unsigned number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (number == 1 && starts_with(line, byte_order_mark)) {
            found.mistakes.push_back({number, {}, explain_line(line, {})});
            line.erase(0, byte_order_mark.size());
        }
        auto const shown = without_blanks(line);
        if (shown.empty() || shown.front() == '#')
            continue;
        if (shown.front() == '[')
            read_header(line, number, found);
        else if (read_key(line, number, found))
            accepted += '[' + in_ + "]\n" + line + '\n';
    }
    if (!accepted.empty())
        tree_ = parse_lines(accepted);
    find_silent_ones(found);
}

void settings_text::read_header(std::string_view line, unsigned number, findings& found)
{
    in_.clear();
    knows_section_ = true;
    try {
        auto path = path_in(parse_lines(std::string(line) + "\nk=v\n"));
        in_ = path.substr(0, path.size() - 2);
        sections_.push_back({{in_, number}});
    } catch (boost::log::parse_error const& error) {
        found.mistakes.push_back({number, {}, explain_line(line, error.what())});
    }
}

/// \returns whether it is to be read: it is valid, and so is its section's name.
bool settings_text::read_key(std::string_view line, unsigned number, findings& found)
{
    try {
        auto const name = path_in(parse_lines("[s]\n" + std::string(line) + '\n')).substr(2);
        if (!knows_section_)
            found.mistakes.push_back({number, name,
                                      name + " stands before the first section; write a line such as "
                                             "[Sinks.Fluent] before it"});
        if (in_.empty())
            return false;
        sections_.back().is_empty = false;
        keys_.push_back({in_ + '.' + name, number});
        auto const value = without_blanks(line.substr(line.find('=') + 1));
        auto const hash = value.find('#');
        if (value.front() != '"' && hash != value.npos && value[hash - 1] != ' ' && value[hash - 1] != '\t')
            found.mistakes.push_back({number, keys_.back().path,
                                      "the value ends before #, where a comment begins; write " +
                                          quoted(name, value) + ", or a blank before the #"});
        return true;
    } catch (boost::log::parse_error const& error) {
        auto key = in_;
        if (auto const equals = line.find('='); equals != line.npos && !in_.empty()) {
            key += '.' + std::string(without_blanks(line.substr(0, equals)));
            unread_.push_back(key);
            sections_.back().is_empty = false;
        }
        found.mistakes.push_back({number, printable(key), explain_line(line, error.what())});
        return false;
    }
}

std::vector<std::string> settings_text::unread_below(std::string const& path) const
{
    std::vector<std::string> result;
    for (auto const& key : unread_)
        if (key.compare(0, path.size() + 1, path + '.') == 0)
            result.push_back(key.substr(path.size() + 1));
    return result;
}

/// What Boost.Log says nothing about.
void settings_text::find_silent_ones(findings& found) const
{
    for (auto key = keys_.begin(); key != keys_.end(); ++key) {
        auto const is_it = [&](place const& other) { return other.path == key->path; };
        auto const earlier = std::find_if(keys_.begin(), key, is_it);
        if (earlier != key)
            found.mistakes.push_back({key->line, key->path,
                                      "it is also in line " + std::to_string(earlier->line) +
                                          ", and the last one counts; remove one"});
    }
    for (auto const& one : sections_) {
        auto const is_below = [&](place const& key) {
            return key.path.compare(0, one.path.size() + 1, one.path + '.') == 0;
        };
        if (one.is_empty && std::none_of(keys_.begin(), keys_.end(), is_below))
            found.mistakes.push_back(
                {one.line, one.path,
                 "the section has no keys, so it has no effect; write its keys, or remove it"});
    }
}

unsigned settings_text::line_of(std::string_view path) const
{
    while (!path.empty()) {
        auto const is_it = [&](place const& one) { return one.path == path; };
        auto const key = std::find_if(keys_.rbegin(), keys_.rend(), is_it); // the last one counts
        if (key != keys_.rend())
            return key->line;
        auto const header = std::find_if(sections_.begin(), sections_.end(), is_it);
        if (header != sections_.end())
            return header->line;
        auto const is_below = [&](place const& one) {
            return one.path.size() > path.size() && one.path[path.size()] == '.' &&
                   starts_with(one.path, path);
        };
        auto const inner = std::find_if(sections_.begin(), sections_.end(), is_below);
        if (inner != sections_.end())
            return inner->line;
        auto const nested = std::find_if(keys_.begin(), keys_.end(), is_below);
        if (nested != keys_.end())
            return nested->line;
        auto const dot = path.rfind('.');
        path = path.substr(0, dot == path.npos ? 0 : dot);
    }
    return 0;
}

} // namespace log_fluentd::detail::command
