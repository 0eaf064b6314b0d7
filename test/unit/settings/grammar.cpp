// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// What Boost.Log makes of a settings file before a sink factory sees it. Each case is a line of the table of
/// traps in doc/settings.md: if one fails with a newer Boost, that table is what must change.

#include "support/settings_text.hpp"

#include <log_fluentd/settings.hpp>

#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/exceptions.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>

using namespace log_fluentd;
using boost::log::parse_error;
using test::check_message;
using test::init;
using test::parse;

BOOST_AUTO_TEST_SUITE(settings_grammar)

struct registered
{
    registered() { register_sink_factory(); }
    test::clean_core clean;
};

void check_not_parsed(std::string const& text, char const* why)
{
    std::istringstream in(text);
    check_message<parse_error>([&] { boost::log::parse_settings(in); }, why);
}

/// Whether Boost.Log makes a sink of that text; a core without sinks takes everything, so the sink's filter
/// takes nothing.
bool makes_a_sink(std::string const& text)
{
    test::clean_core const clean;
    init(text);
    return !boost::log::core::get()->open_record(boost::log::attribute_set());
}

BOOST_AUTO_TEST_CASE(section_names_have_letters_and_digits_only)
{
    check_not_parsed("[Sinks.my_sink]\nDestination=Fluentd", "Section name is invalid");
    check_not_parsed("[Sinks.my-sink]\nDestination=Fluentd", "Section name is invalid");
    check_not_parsed("[Sinks.X.Format.user_agent]\na=b", "Section name is invalid");
}

BOOST_AUTO_TEST_CASE(values_with_other_characters_need_quotes)
{
    for (auto const* line : {"FormatFile=/etc/format.json", "Host=a:1", "Host=::1", "Filter=%A%",
                             "Exclude=A,B", "Exclude=A, B", "Host='a'", "FlushInterval=500 ms"})
        check_not_parsed(std::string("[Sinks.X]\n") + line, "Unexpected characters in the end of the line");
    BOOST_TEST(parse("Tag=a.b-c_1+2\nHost=127.0.0.1\nFlushInterval=1.5s").config.tag == "a.b-c_1+2");
    BOOST_TEST(parse("Tag=a\nHost=\"::1\"").config.sender.servers.at(0).host == "::1");
}

BOOST_AUTO_TEST_CASE(an_empty_value_needs_quotes)
{
    check_not_parsed("[Sinks.X]\nMessageKey=", "Parameter value is not specified");
    BOOST_TEST(parse("Tag=a\nMessageKey=\"\"").config.options.message_key.empty());
}

BOOST_AUTO_TEST_CASE(keys_begin_with_a_letter_and_have_no_space)
{
    for (auto const* line :
         {"@timestamp=\"%T%\"", "_id=\"%T%\"", "1a=\"%T%\"", "user id=\"%T%\"", "\xc3\xa9t=\"%T%\""})
        check_not_parsed(std::string("[Sinks.X.Format]\n") + line, "Parameter name is invalid");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_settings_file)
{
    check_not_parsed("\xEF\xBB\xBF[Sinks.X]\nDestination=Fluentd", "Parameter description is invalid");
}

BOOST_AUTO_TEST_CASE(comments_begin_with_a_hash)
{
    BOOST_TEST(parse("# a comment\nTag=a # another\n").config.tag == "a");
    check_not_parsed("[Sinks.X]\n; no comment", "Parameter description is invalid");
}

BOOST_AUTO_TEST_CASE(line_ends_of_windows_are_taken)
{
    BOOST_TEST(parse("Tag=app.shop\r\nPort=4711\r\n").config.sender.servers.at(0).port == 4711u);
}

BOOST_AUTO_TEST_CASE(utf_8_in_values_is_taken)
{
    BOOST_TEST(parse("Tag=\"caf\xc3\xa9\"").config.tag == "caf\xc3\xa9");
}

BOOST_AUTO_TEST_CASE(of_a_key_given_twice_the_last_counts)
{
    BOOST_TEST(parse("Tag=a\nTag=b").config.tag == "b");
}

BOOST_AUTO_TEST_CASE(a_repeated_section_adds_to_the_first)
{
    auto const parsed = parse("Tag=a\n[Sinks.X]\nPort=4711");
    BOOST_TEST(parsed.config.tag == "a");
    BOOST_TEST(parsed.config.sender.servers.at(0).port == 4711u);
}

BOOST_AUTO_TEST_CASE(escapes_in_quotes_are_processed_once)
{
    BOOST_TEST(parse(R"(MessageKey="a\"b\\c\x41\td")"
                     "\nTag=a")
                   .config.options.message_key == "a\"b\\cA\td");
    // A percent sign of a template is written twice; no backslash is needed.
    auto const format = parse("Tag=a\n[Sinks.X.Format]\nload=\"100%% of %Cpu%\"").config.format;
    BOOST_TEST(std::get<std::string>(format.entries().at(0).what) == "100%% of %Cpu%");
}

BOOST_AUTO_TEST_CASE(attribute_names_in_filters_have_letters_digits_and_underscores)
{
    parse("Tag=a\nFilter=\"%User_Id1% = 7\"");
    check_message<parse_error>([] { parse("Tag=a\nFilter=\"%user-id% = 7\""); },
                               "is not a filter of Boost.Log");
}

enum own_level
{
    low,
    high
};

std::ostream& operator<<(std::ostream& out, own_level level)
{
    return out << (level == high ? "high" : "low");
}

bool passes(boost::log::filter const& filter, boost::log::attribute_value const& level)
{
    boost::log::attribute_value_set values;
    values.insert("Severity", level);
    return filter(values);
}

bool boost_log_passes(char const* filter, boost::log::attribute_value const& value)
{
    boost::log::attribute_value_set values;
    values.insert("A", value);
    return boost::log::parse_filter(filter)(values);
}

BOOST_AUTO_TEST_CASE(filters_that_are_never_true_of_a_type)
{
    using boost::log::attributes::make_attribute_value;
    BOOST_TEST(!boost_log_passes("%A% > 4.5", make_attribute_value(5)));
    BOOST_TEST(boost_log_passes("%A% > 4", make_attribute_value(5)));
    BOOST_TEST(!boost_log_passes("%A% = true", make_attribute_value(true)));
    BOOST_TEST(boost_log_passes("%A% = 1", make_attribute_value(true)));
    BOOST_TEST(!boost_log_passes("%A% = a", make_attribute_value('a')));
    BOOST_TEST(boost_log_passes("%A% = 97", make_attribute_value('a')));
    BOOST_TEST(!boost_log_passes("%A% = 0x10", make_attribute_value(16)));
    BOOST_TEST(boost_log_passes("%A% = 010", make_attribute_value(10)));
    BOOST_TEST(!boost_log_passes("%A% < 18446744073709551615", make_attribute_value(5ull)));
    BOOST_TEST(!boost_log_passes("%A% > 4.5f", make_attribute_value(5.0)));
    BOOST_TEST(!boost_log_passes("%A% >= warning", make_attribute_value(boost::log::trivial::fatal)));
    BOOST_TEST(!boost_log_passes("%B% != 5", make_attribute_value(4)));
    BOOST_TEST(boost_log_passes("!%B% | %B% != 5", make_attribute_value(4)));
    for (char const* const text : {"%A% == 5", "%A% = 5 && %B%"})
        BOOST_CHECK_THROW(boost::log::parse_filter(text), parse_error);
    BOOST_TEST(boost_log_passes("%A% matches \"b.*\"", make_attribute_value(std::string("bc"))));
    BOOST_TEST(!boost_log_passes("%A% matches \"b.*\"", make_attribute_value(std::string("abc"))));
}

BOOST_AUTO_TEST_CASE(a_filter_knows_no_level_of_the_application_s_own)
{
    // Boost.Log takes the word for a text, and finds no record.
    BOOST_TEST(!passes(boost::log::parse_filter("%Severity% >= high"),
                       boost::log::attributes::make_attribute_value(high)));
    check_message<parse_error>([] { parse("Tag=a\nFilter=\"%Severity% >= high\""); },
                               "compares the severity with high, which is not a level",
                               "trace, debug, info, warning, error, fatal", "register_simple_filter_factory");
    auto const known = parse("Tag=a\nFilter=\"%Severity% >= info\"").filter.filter;
    BOOST_TEST(passes(known, boost::log::attributes::make_attribute_value(boost::log::trivial::error)));
    BOOST_TEST(!passes(known, boost::log::attributes::make_attribute_value(boost::log::trivial::debug)));
}

BOOST_AUTO_TEST_CASE(environment_variables_are_not_replaced)
{
    BOOST_TEST(parse("Tag=\"$HOME.${HOME}\"").config.tag == "$HOME.${HOME}");
}

BOOST_AUTO_TEST_CASE(a_nested_section_without_keys_is_not_there)
{
    BOOST_TEST(parse("Tag=a\n[Sinks.X.Server.a]\n[Sinks.X.Format]\n").config.format.empty());
    BOOST_TEST(parse("Tag=a\nHost=h\n[Sinks.X.Server.a]\n").config.sender.servers.at(0).host == "h");
}

BOOST_AUTO_TEST_CASE(a_key_and_a_section_may_share_the_name_format)
{
    BOOST_TEST(parse("Tag=a\nFormat=\"{\\\"j\\\":1}\"\n[Sinks.X.Format]\ns=x").config.format.size() == 2u);
}

BOOST_FIXTURE_TEST_CASE(the_destination_s_case_counts, registered)
{
    BOOST_TEST(makes_a_sink("[Sinks.X]\nDestination=Fluentd\nTag=a\nFilter=\"%NoSuchAttribute%\""));
    BOOST_TEST(makes_a_sink("[Sinks.X]\nDestination=fluentd\nTag=a\nFilter=\"%NoSuchAttribute%\""));
    check_message<boost::log::invalid_value>([] { init("[Sinks.X]\nDestination=FLUENTD\nTag=a"); },
                                             "The sink destination is not supported: FLUENTD");
}

BOOST_FIXTURE_TEST_CASE(a_section_below_a_misspelt_name_has_no_destination, registered)
{
    check_message<boost::log::missing_value>(
        [] { init("[Sinks.X]\nDestination=Fluentd\nTag=a\n[Sinks.Y.Format]\na=b"); },
        "The sink destination is not set");
}

BOOST_FIXTURE_TEST_CASE(sections_outside_sinks_are_ignored, registered)
{
    BOOST_TEST(
        !makes_a_sink("[sinks.X]\nDestination=Fluentd\nTag=a\nFilter=\"%NoSuchAttribute%\"\nNonsense=1\n"
                      "[Other]\na=b"));
}

BOOST_AUTO_TEST_SUITE_END()
