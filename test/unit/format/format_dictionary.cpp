// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "format/template.hpp"

#include <log_fluentd/format_dictionary.hpp>
#include <log_fluentd/record_formatter.hpp>

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

namespace {

using log_fluentd::format_dictionary;
using log_fluentd::format_options;
using log_fluentd::record_formatter;
using log_fluentd::detail::parse_template;
using log_fluentd::detail::template_part;

template <typename Call>
std::string error_of(Call call)
{
    try {
        call();
    } catch (std::invalid_argument const& error) {
        return error.what();
    }
    return "no error";
}

std::string error_of_json(char const* text)
{
    return error_of([&] { format_dictionary::from_json(text); });
}

std::string error_of_template(char const* text)
{
    return error_of([&] { record_formatter({{"http", {{"path", text}}}}); });
}

std::string error_of_options(format_options const& options)
{
    return error_of([&] { record_formatter({}, options); });
}

void test_contains(std::string const& text, std::string const& part)
{
    BOOST_CHECK_MESSAGE(text.find(part) != std::string::npos, "\"" << text << "\" does not say " << part);
}

} // namespace

BOOST_AUTO_TEST_SUITE(format_dictionary_)

BOOST_AUTO_TEST_CASE(keys_stay_in_order)
{
    format_dictionary dictionary{{"z", "%A%"}, {"a", "%B%"}};
    dictionary.add("m", "%C%");
    dictionary.add_constant("c", 7);
    dictionary.add("n", format_dictionary{{"x", "%D%"}});
    BOOST_TEST(dictionary.size() == 5u);
    BOOST_TEST(!dictionary.empty());
    std::string keys;
    for (auto const& entry : dictionary.entries())
        keys += entry.key;
    BOOST_TEST(keys == "zamcn");
}

BOOST_AUTO_TEST_CASE(a_key_that_is_there_twice_or_empty_is_an_error)
{
    format_dictionary dictionary{{"level", "%Severity%"}};
    test_contains(error_of([&] { dictionary.add("level", "x"); }), "\"level\" twice");
    test_contains(error_of([&] { dictionary.add_constant("level", 1); }), "\"level\" twice");
    test_contains(error_of([&] { dictionary.add("level", format_dictionary()); }), "\"level\" twice");
    test_contains(error_of([&] { dictionary.add("", "x"); }), "empty");
    test_contains(error_of([&] { dictionary.add("\xFF", "x"); }), "not UTF-8");
    test_contains(error_of([] { format_dictionary({{"a", "x"}, {"a", "y"}}); }), "\"a\" twice");
    test_contains(error_of([] {
                      format_dictionary({{"http", {{"a", "x"}, {"a", "y"}}}});
                  }),
                  "under \"http\"");
    BOOST_TEST(dictionary.size() == 1u);
}

BOOST_AUTO_TEST_CASE(json_keeps_order_and_types)
{
    auto const dictionary = format_dictionary::from_json(
        R"({"@timestamp": "%TimeStamp%", "_id": 7, "http": {"user id": "%User%"}, "list": [1, {"a": null}], "on": true})");
    BOOST_REQUIRE(dictionary.size() == 5u);
    auto const& entries = dictionary.entries();
    BOOST_TEST(entries[0].key == "@timestamp");
    BOOST_TEST(std::get<std::string>(entries[0].what) == "%TimeStamp%");
    BOOST_TEST(boost::json::serialize(*std::get<format_dictionary::entry::constant>(entries[1].what)) == "7");
    BOOST_TEST(std::get<format_dictionary>(entries[2].what).entries()[0].key == "user id");
    BOOST_TEST(boost::json::serialize(*std::get<format_dictionary::entry::constant>(entries[3].what)) ==
               R"([1,{"a":null}])");
    BOOST_TEST(entries[4].key == "on");
}

BOOST_AUTO_TEST_CASE(bad_json_is_an_error_with_its_place)
{
    test_contains(error_of_json("{\"a\": \"x\",\n  oops}"), "line 2, column 3");
    test_contains(error_of_json(""), "is not JSON");
    test_contains(error_of_json("{\"a\": 1"), "is not JSON");
    test_contains(error_of_json("[1]"), "is not an object");
    test_contains(error_of_json("{} x"), "line 1, column 4");
    test_contains(error_of_json("{\"\": 1}"), "empty");
}

BOOST_AUTO_TEST_CASE(a_key_twice_in_json_is_an_error_with_its_name)
{
    test_contains(error_of_json(R"({"level": "a", "level": "b"})"), "\"level\" twice");
    test_contains(error_of_json(R"({"http": {"path": "a", "x": 1, "path": "b"}})"), "\"http.path\" twice");
    test_contains(error_of_json(R"({"a": [{"b": 1, "b": 2}]})"), "\"a.b\" twice");
    BOOST_TEST(error_of_json(R"({"a": {"x": 1}, "b": {"x": 1}})") == "no error");
}

BOOST_AUTO_TEST_CASE(templates_are_split_into_parts)
{
    using kind = template_part::kind;
    auto const parts = parse_template(R"(a%%b %File%:%Line% %T(f="%H)%", g=1)%%%)");
    BOOST_REQUIRE(parts.size() == 7u);
    BOOST_TEST(parts[0].text == "a%b ");
    BOOST_TEST((parts[1].what == kind::placeholder));
    BOOST_TEST(parts[1].text == "File");
    BOOST_TEST(parts[2].text == ":");
    BOOST_TEST(parts[3].text == "Line");
    BOOST_TEST((parts[5].what == kind::formatter));
    BOOST_TEST(parts[5].text == R"(%T(f="%H)%", g=1)%)");
    BOOST_TEST(parts[5].name == "T");
    BOOST_TEST(parts[6].text == "%");
    BOOST_TEST(parse_template("").empty());
}

BOOST_AUTO_TEST_CASE(bad_templates_are_errors_with_key_and_template)
{
    for (char const* const text : {"%", "100%", "%Path", "%Path(", "%Path(a=1", "%Path(a=1)", "%Path(a=\"x)%",
                                   "50% or 60%", "%(x)%"}) {
        std::string const error = error_of_template(text);
        test_contains(error, "\"http.path\"");
        test_contains(error, "template \"" + std::string(text) + "\"");
    }
    test_contains(error_of_template("%Path"), "unclosed %");
    test_contains(error_of_template("%Path(a=1"), "unclosed (");
    test_contains(error_of_template("50% or 60%"), "\" or 60\" is not the name");
    test_contains(error_of_template("\xFF"), "not UTF-8");
    test_contains(error_of_template("%Path(this is not an argument)%"), "\"http.path\"");
}

BOOST_AUTO_TEST_CASE(what_can_never_be_sent_is_an_error)
{
    format_dictionary nested{{"innermost", "%A%"}};
    for (int i = 0; i < 30; ++i) {
        format_dictionary outer;
        outer.add("n", nested);
        nested = outer;
    }
    test_contains(error_of([&] { record_formatter{nested}; }), "nested more than 24 deep");

    boost::json::value deep = 1;
    for (int i = 0; i < 24; ++i)
        deep = boost::json::array{deep};
    format_dictionary constant;
    constant.add_constant("deep", deep);
    test_contains(error_of([&] { record_formatter{constant}; }), "\"deep\"");

    format_options options;
    options.max_event_size = 1024;
    format_dictionary const large{{"large", std::string(2000, 'x')}};
    test_contains(error_of([&] { record_formatter(large, options); }),
                  "\"large\": larger than an event may be, which is 1 KiB");
}

BOOST_AUTO_TEST_CASE(options_have_bounds)
{
    format_options options;
    options.max_event_size = 1023;
    test_contains(error_of_options(options), "max_event_size is 1023 bytes; it must be from 1 KiB to 4 MiB");
    options.max_event_size = (std::size_t{4} << 20) + 1;
    test_contains(error_of_options(options), "max_event_size");
    options.max_event_size = 1024;
    BOOST_TEST(error_of_options(options) == "no error");

    options = {};
    options.exclude = {"Password", ""};
    test_contains(error_of_options(options), "exclude");
    options = {};
    options.message_key = "\xFF";
    test_contains(error_of_options(options), "message_key");
    options = {};
    options.message_json = static_cast<log_fluentd::message_json>(17);
    test_contains(error_of_options(options), "message_json");
}

BOOST_AUTO_TEST_SUITE_END()
