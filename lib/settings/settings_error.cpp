// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/settings_error.hpp"

#include "base/printable.hpp"

#include <boost/log/exceptions.hpp>
#include <boost/throw_exception.hpp>

#include <ostream>
#include <utility>

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

template <typename Exception>
[[noreturn]] void fail(std::string const& sink, settings_mistake mistake)
{
    Exception const error(sentence_about(sink, mistake.sentence));
    mistake.sentence = printable(mistake.sentence, longest_sentence);
    BOOST_THROW_EXCEPTION(boost::enable_error_info(error) << errinfo_settings_mistake(std::move(mistake)));
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

std::ostream& operator<<(std::ostream& out, settings_mistake const& mistake)
{
    return out << mistake.key;
}

void throw_parse_error(std::string const& sink, std::string const& key, std::string const& sentence)
{
    fail<boost::log::parse_error>(sink, {key, sentence, {}});
}

void throw_missing_value(std::string const& sink, std::string const& key, std::string const& sentence)
{
    fail<boost::log::missing_value>(sink, {key, sentence, {}});
}

void throw_invalid_value(std::string const& sink, std::string const& key, std::string const& sentence)
{
    fail<boost::log::invalid_value>(sink, {key, sentence, {}});
}

void throw_about(config_error const& error, std::string const& sink, std::string const& key,
                 std::string const& before, config_spelling const& spelling)
{
    settings_mistake mistake{key, before + error.text(spelling), {}};
    for (auto const& member : error.mentioned())
        if (auto name = spelling.name(member); name != key)
            mistake.others.push_back(std::move(name));
    auto const& path = error.member().path;
    if (path == "filter" || path == "format")
        fail<boost::log::parse_error>(sink, std::move(mistake));
    fail<boost::log::invalid_value>(sink, std::move(mistake));
}

} // namespace log_fluentd::detail
