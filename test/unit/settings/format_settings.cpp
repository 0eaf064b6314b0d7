// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "settings/format_settings.hpp"

#include "support/settings_text.hpp"

#include <boost/json/value.hpp>
#include <boost/log/exceptions.hpp>

using namespace log_fluentd;
using boost::log::invalid_value;
using boost::log::parse_error;
using test::check_message;
using test::parse;

BOOST_AUTO_TEST_SUITE(format_settings)

/// The dictionary in one line: `{a=%A% n=7 http={url=%U%}}`.
std::string show(format_dictionary const& dictionary)
{
    std::ostringstream out;
    out << '{';
    char const* separator = "";
    for (auto const& entry : dictionary.entries()) {
        out << separator << entry.key << '=';
        separator = " ";
        if (auto const* text = std::get_if<std::string>(&entry.what))
            out << *text;
        else if (auto const* constant = std::get_if<format_dictionary::entry::constant>(&entry.what))
            out << '#' << **constant;
        else
            out << show(std::get<format_dictionary>(entry.what));
    }
    out << '}';
    return out.str();
}

std::string format_of(std::string const& lines)
{
    return show(parse("Tag=a\n" + lines).config.format);
}

BOOST_AUTO_TEST_CASE(a_section_s_keys_keep_the_file_s_order)
{
    BOOST_TEST(format_of("[Sinks.X.Format]\nz=\"%Z%\"\na=\"%A%\"\nm=\"x%M%\"\nb=plain") ==
               "{z=%Z% a=%A% m=x%M% b=plain}");
}

BOOST_AUTO_TEST_CASE(no_format_is_an_empty_dictionary)
{
    BOOST_TEST(format_of("") == "{}");
    BOOST_TEST(format_of("Format=\"\"") == "{}");
    BOOST_TEST(format_of("Format=\"{}\"") == "{}");
}

BOOST_AUTO_TEST_CASE(an_empty_template_is_an_empty_text)
{
    BOOST_TEST(format_of("[Sinks.X.Format]\na=\"\"") == "{a=}");
}

BOOST_AUTO_TEST_CASE(sections_and_dots_nest)
{
    BOOST_TEST(format_of("[Sinks.X.Format]\nhttp.path=\"%P%\"\nhttp.code=\"%C%\"\na.b.c=x\nend=y") ==
               "{http={path=%P% code=%C%} a={b={c=x}} end=y}");
    BOOST_TEST(format_of("[Sinks.X.Format]\na=x\n[Sinks.X.Format.http]\npath=\"%P%\"") ==
               "{a=x http={path=%P%}}");
}

BOOST_AUTO_TEST_CASE(keys_with_other_characters)
{
    BOOST_TEST(format_of("[Sinks.X.Format]\nk8s-pod=a\nk/x=b\nk:y=c\nd@e=f") ==
               "{k8s-pod=a k/x=b k:y=c d@e=f}");
}

BOOST_AUTO_TEST_CASE(a_key_that_is_a_value_and_a_map_is_an_error)
{
    check_message<invalid_value>([] { format_of("[Sinks.X.Format]\na=\"%A%\"\na.b=\"%B%\""); },
                                 "Tag=\"a\": Format.a is both a value and a map; remove one of a and a.b");
    check_message<invalid_value>(
        [] { format_of("[Sinks.X.Format]\nh.a=\"%A%\"\n[Sinks.X.Format.h.a]\nb=\"%B%\""); },
        "Format.h.a is both a value and a map");
}

BOOST_AUTO_TEST_CASE(a_backslash_before_a_dot_is_an_error_with_the_remedy)
{
    check_message<invalid_value>([] { format_of("[Sinks.X.Format]\na\\.b=\"%A%\""); },
                                 "a backslash does not keep a dot from nesting",
                                 R"(write Format="{\"a.b\":\"%A%\"}")");
    // The remedy works.
    BOOST_TEST(format_of(R"(Format="{\"a.b\":\"%A%\"}")") == "{a.b=%A%}");
}

BOOST_AUTO_TEST_CASE(an_empty_key_is_an_error)
{
    check_message<invalid_value>([] { format_of("[Sinks.X.Format]\na..b=c"); }, "Format.a.: a key is empty");
}

BOOST_AUTO_TEST_CASE(a_key_that_is_no_utf_8_is_an_error)
{
    detail::settings_tree tree;
    tree.add("Tag", "t");
    tree.add("Format.h.a\xff", "x");
    check_message<invalid_value>([&] { detail::parse_sink_settings(tree); },
                                 "Format.h.a\\xff: ", "not UTF-8");
}

BOOST_AUTO_TEST_CASE(a_key_twice_in_settings_made_in_code_is_an_error)
{
    detail::settings_tree tree;
    tree.add("Tag", "t");
    detail::settings_tree format;
    format.add("a", "x");
    format.add("a", "y");
    tree.add_child("Format", format);
    check_message<invalid_value>([&] { detail::parse_sink_settings(tree); }, "Format.a is there twice");
}

BOOST_AUTO_TEST_CASE(json_has_the_keys_that_a_settings_file_cannot_spell)
{
    BOOST_TEST(
        format_of(R"(Format="{\"@timestamp\":\"%TimeStamp%\",\"_id\":\"%Id%\",\"user id\":\"%U%\"}")") ==
        "{@timestamp=%TimeStamp% _id=%Id% user id=%U%}");
}

BOOST_AUTO_TEST_CASE(json_has_typed_constants_and_maps)
{
    BOOST_TEST(format_of(R"(Format="{\"n\":7,\"on\":true,\"none\":null,\"l\":[1],\"h\":{\"p\":\"%P%\"}}")") ==
               "{n=#7 on=#true none=#null l=#[1] h={p=%P%}}");
}

BOOST_AUTO_TEST_CASE(a_file_json_and_a_section_come_in_that_order)
{
    test::temporary_file const file(R"({"f":"%F%","n":1})");
    BOOST_TEST(
        format_of(
            "[Sinks.X.Format]\ns=\"%S%\"\n[Sinks.X]\nFormat=\"{\\\"j\\\":\\\"%J%\\\"}\"\nFormatFile=\"" +
            file.path() + "\"\n") == "{f=%F% n=#1 j=%J% s=%S%}");
}

BOOST_AUTO_TEST_CASE(a_key_in_two_places_is_an_error)
{
    check_message<invalid_value>(
        [] { format_of("Format=\"{\\\"h\\\":{\\\"a\\\":1}}\"\n[Sinks.X.Format]\nh.b=\"%B%\""); },
        "the key h of the section Format is in the format dictionary already; give it in one place only");
    test::temporary_file const file(R"({"f":"%F%"})");
    check_message<invalid_value>(
        [&] { format_of("FormatFile=\"" + file.path() + "\"\nFormat=\"{\\\"f\\\":1}\""); },
        "the key f of Format is in the format dictionary already");
}

BOOST_AUTO_TEST_CASE(a_format_that_is_no_json_object_is_an_error_with_the_remedy)
{
    check_message<parse_error>([] { format_of("Format=\"[%TimeStamp%] %Message%\""); },
                               "Format=\"[%TimeStamp%] %Message%\" is not a JSON object",
                               R"(write Format="{\"level\":\"%Severity%\"}")", "[Sinks.<sink>.Format]");
    check_message<parse_error>([] { format_of("Format=json"); }, "is not a JSON object");
    check_message<parse_error>([] { format_of("Format=\"{\\\"a\\\"\""); },
                               "Tag=\"a\": Format: the JSON text");
}

BOOST_AUTO_TEST_CASE(a_file_may_begin_with_a_byte_order_mark)
{
    test::temporary_file const file("\xEF\xBB\xBF{\"a\":\"%A%\"}\r\n");
    BOOST_TEST(format_of("FormatFile=\"" + file.path() + "\"") == "{a=%A%}");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_read_is_an_error_with_its_path)
{
    check_message<invalid_value>([] { format_of("FormatFile=\"/no/such/format.json\""); },
                                 "FormatFile=\"/no/such/format.json\" cannot be opened: No such file or "
                                 "directory; a relative path starts "
                                 "at the working directory");
    check_message<invalid_value>([] { format_of("FormatFile=\"\""); }, "FormatFile=\"\" cannot be opened");
    check_message<invalid_value>([] { format_of("FormatFile=\"/\""); },
                                 "FormatFile=\"/\" cannot be read: Is a directory");
    check_message<invalid_value>([] { format_of("FormatFile=\"/dev/zero\""); }, "is larger than 1 MiB");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_dictionary_is_an_error_with_its_path)
{
    for (std::string const content : {"", "[1]", "{\"a\":", "{} x", "\"%A%\""}) {
        test::temporary_file const file(content);
        check_message<parse_error>([&] { format_of("FormatFile=\"" + file.path() + "\""); },
                                   "FormatFile=\"" + file.path() + "\": the JSON text");
    }
}

BOOST_AUTO_TEST_SUITE_END()
