// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/text_with_arguments.hpp"

#include "format/argument_formatter.hpp"

#include <boost/log/core/record_view.hpp>
#include <boost/log/utility/formatting_ostream.hpp>
#include <boost/log/utility/setup/formatter_parser.hpp>

#include <cstddef>
#include <string_view>

namespace log_fluentd::detail {

namespace {

/// The first placeholder with arguments in a text that Boost.Log's parser has taken; empty: there is none.
std::string_view find_arguments(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
            continue;
        }
        if (text[i] != '%')
            continue;
        auto const begin = i;
        auto const end_of_name = text.find_first_of("%(", begin + 1);
        if (end_of_name == text.npos)
            break;
        bool is_quoted = false;
        for (i = end_of_name; i < text.size() && (is_quoted || text[i] != '%'); ++i) {
            if (is_quoted && text[i] == '\\')
                ++i;
            else if (text[i] == '"')
                is_quoted = !is_quoted;
        }
        if (text[end_of_name] == '(')
            return text.substr(begin, i + 1 - begin);
    }
    return {};
}

/// What Boost.Log's parser makes of a text, but for arguments, which are heeded as in maps.
boost::log::formatter parse_with_arguments(std::string_view text)
{
    auto const placeholder = find_arguments(text);
    if (placeholder.empty())
        return boost::log::parse_formatter(text.data(), text.data() + text.size());
    auto const at = static_cast<std::size_t>(placeholder.data() - text.data());
    auto name = std::string(placeholder.substr(1, placeholder.find('(') - 1));
    name = name.substr(0, name.find_last_not_of(" \t") + 1);
    return [before = parse_with_arguments(text.substr(0, at)),
            formatter = make_argument_formatter(name, std::string(placeholder)),
            plain = boost::log::parse_formatter('%' + name + '%'),
            after = parse_with_arguments(text.substr(at + placeholder.size()))](
               boost::log::record_view const& record, boost::log::formatting_ostream& out) {
        before(record, out);
        if (!formatter(record, out))
            plain(record, out);
        after(record, out);
    };
}

} // namespace

boost::log::formatter parse_text_with_arguments(std::string const& text)
{
    boost::log::parse_formatter(text); // a mistake is one of the whole text
    return parse_with_arguments(text);
}

} // namespace log_fluentd::detail
