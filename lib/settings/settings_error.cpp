// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/settings_error.hpp"

#include "base/printable.hpp"

#include <boost/log/exceptions.hpp>
#include <boost/throw_exception.hpp>

namespace log_fluentd::detail {

namespace {

std::string value_of(settings_tree const& section, char const* key)
{
    auto const found = section.find(key);
    return found == section.not_found() ? std::string() : found->second.data();
}

std::string sentence_about(std::string const& sink, std::string const& sentence)
{
    return printable("In the settings of the sink with " + sink + ": " + sentence, longest_sentence);
}

} // namespace

std::string quote_setting(std::string_view key, std::string_view value)
{
    constexpr std::size_t longest = 80;
    std::string result(key);
    result += "=\"";
    return result + printable(value, longest) + '"';
}

std::string describe_sink(settings_tree const& section)
{
    if (auto const name = value_of(section, "Name"); !name.empty())
        return quote_setting("Name", name);
    auto const destination = quote_setting("Destination", value_of(section, "Destination"));
    if (auto const tag = value_of(section, "Tag"); !tag.empty())
        return destination + " and " + quote_setting("Tag", tag);
    return destination + " and no Tag";
}

void throw_parse_error(std::string const& sink, std::string const& sentence)
{
    BOOST_THROW_EXCEPTION(boost::log::parse_error(sentence_about(sink, sentence)));
}

void throw_missing_value(std::string const& sink, std::string const& sentence)
{
    BOOST_THROW_EXCEPTION(boost::log::missing_value(sentence_about(sink, sentence)));
}

void throw_invalid_value(std::string const& sink, std::string const& sentence)
{
    BOOST_THROW_EXCEPTION(boost::log::invalid_value(sentence_about(sink, sentence)));
}

void throw_about(config_member const& member, std::string const& sink, std::string const& sentence)
{
    if (member.path == "filter" || member.path == "format")
        throw_parse_error(sink, sentence);
    throw_invalid_value(sink, sentence);
}

} // namespace log_fluentd::detail
