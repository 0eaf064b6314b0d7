// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/records.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

namespace {

namespace json = boost::json;
namespace logging = boost::log;
using log_fluentd::format_dictionary;
using log_fluentd::format_options;
using log_fluentd::message_json;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

format_options with(message_json how)
{
    format_options options;
    options.message_json = how;
    return options;
}

/// The map of a record with this message and the attribute `Level`, which the dictionary calls `level`.
json::value map_of(std::string const& message, format_options const& options = {})
{
    record_formatter const formatter({{"level", "%Level%"}, {"host", "%Missing%"}}, options);
    return format_value(formatter, message, "Level", std::string("info")).map;
}

json::value map_of_plain(std::string const& message)
{
    return json::object{{"level", "info"}, {"message", message}};
}

std::string nested(std::size_t depth)
{
    std::string text = "1";
    for (std::size_t i = 0; i < depth; ++i)
        text = "{\"k\": " + text + "}";
    return text;
}

} // namespace

BOOST_AUTO_TEST_SUITE(message)

BOOST_AUTO_TEST_CASE(a_text_stands_under_the_message_key)
{
    BOOST_TEST(map_of("text") == map_of_plain("text"));
    format_options options;
    options.message_key = "log";
    BOOST_TEST(map_of("text", options) == json::parse(R"({"level": "info", "log": "text"})"));
    options.message_key = "";
    BOOST_TEST(map_of("text", options) == json::parse(R"({"level": "info"})"));
}

BOOST_AUTO_TEST_CASE(an_object_is_merged)
{
    BOOST_TEST(map_of(R"({"from":"userA","to":{"id":7,"vip":true}})") ==
               json::parse(R"({"level": "info", "from": "userA", "to": {"id": 7, "vip": true}})"));
    BOOST_TEST(map_of(" \r\n\t{\"a\": 1} \n") == json::parse(R"({"level": "info", "a": 1})"));
    BOOST_TEST(map_of("{}") == json::parse(R"({"level": "info"})"));
    BOOST_TEST(map_of(R"({"message": "inner", "list": [1, {"x": null}]})") ==
               json::parse(R"({"level": "info", "message": "inner", "list": [1, {"x": null}]})"));
}

BOOST_AUTO_TEST_CASE(by_default_text_cannot_forge_what_the_dictionary_says)
{
    // Not even a key that has no value in this record.
    BOOST_TEST(map_of(R"({"level": "forged", "host": "forged", "a": 1})") ==
               json::parse(R"({"level": "info", "a": 1})"));
}

BOOST_AUTO_TEST_CASE(merge_lets_the_message_win)
{
    BOOST_TEST(map_of(R"({"level": "message", "host": "h", "a": 1})", with(message_json::merge)) ==
               json::parse(R"({"level": "message", "host": "h", "a": 1})"));
}

BOOST_AUTO_TEST_CASE(nest_puts_the_object_under_the_message_key)
{
    format_options options = with(message_json::nest);
    BOOST_TEST(map_of(R"({"level": "x"})", options) ==
               json::parse(R"({"level": "info", "message": {"level": "x"}})"));
    options.message_key = "";
    BOOST_TEST(map_of(R"({"level": "x"})", options) == json::parse(R"({"level": "info"})"));
}

BOOST_AUTO_TEST_CASE(off_leaves_text_as_text)
{
    BOOST_TEST(map_of(R"({"a": 1})", with(message_json::off)) == map_of_plain(R"({"a": 1})"));
}

BOOST_AUTO_TEST_CASE(what_is_no_object_is_text)
{
    for (std::string const text :
         {"", " ", "{", "}", "{broken}", "{\"a\": 1", "{\"a\": 1} tail", "{\"a\": 1}}", "[1, 2]", "7", "null",
          "\"text\"", "{\"a\": 1, }", "{\"a\": \"\\ud800\"}", "{'a': 1}"}) {
        BOOST_TEST(map_of(text) == map_of_plain(text));
        BOOST_TEST(map_of(text, with(message_json::nest)) == map_of_plain(text));
        BOOST_TEST(map_of(text, with(message_json::merge)) == map_of_plain(text));
    }
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_make_it_text)
{
    BOOST_TEST(map_of("{\"a\": \"\xFF\"}") == map_of_plain("{\"a\": \"\uFFFD\"}"));
    std::string const with_nul("a\0b", 3);
    BOOST_TEST(map_of(with_nul) == map_of_plain(with_nul));
}

BOOST_AUTO_TEST_CASE(the_depth_that_is_sent_is_the_depth_that_is_merged)
{
    json::object expected = json::parse(nested(24)).as_object();
    expected["level"] = "info";
    BOOST_TEST(map_of(nested(24)) == json::value(expected));
    BOOST_TEST(map_of(nested(25)) == map_of_plain(nested(25)));
    BOOST_TEST(map_of(nested(1000)) == map_of_plain(nested(1000)));

    BOOST_TEST(map_of(nested(23), with(message_json::nest)).at("message") == json::parse(nested(23)));
    BOOST_TEST(map_of(nested(24), with(message_json::nest)) == map_of_plain(nested(24)));
}

BOOST_AUTO_TEST_CASE(of_a_key_twice_in_the_text_the_last_counts)
{
    BOOST_TEST(map_of(R"({"a": 1, "b": 2, "a": 3})") == json::parse(R"({"level": "info", "a": 3, "b": 2})"));
}

BOOST_AUTO_TEST_CASE(a_text_larger_than_an_event_is_not_parsed)
{
    format_options options;
    options.max_event_size = 1024;
    std::string const text = "{\"a\": \"" + std::string(2000, 'x') + "\"}";
    auto const map = map_of(text, options);
    BOOST_TEST(!map.as_object().contains("a"));
    std::string const message(map.at("message").as_string().c_str());
    BOOST_TEST(message.substr(0, 9) == "{\"a\": \"xx");
}

BOOST_AUTO_TEST_CASE(large_objects_are_merged_time_and_again)
{
    json::object object;
    for (int i = 0; i < 3000; ++i)
        object["key " + std::to_string(i)] = "value " + std::to_string(i);
    std::string const text = json::serialize(object);
    object["level"] = "info";
    record_formatter const formatter({{"level", "%Level%"}});
    for (int i = 0; i < 5; ++i) {
        BOOST_TEST(format_value(formatter, text, "Level", std::string("info")).map == json::value(object));
        BOOST_TEST(format_value(formatter, R"({"a":1})", "Level", 1).map ==
                   json::parse(R"({"level":1,"a":1})"));
    }
}

BOOST_AUTO_TEST_CASE(wide_messages)
{
    auto const map_of_wide = [](std::wstring const& text) {
        return format(record_formatter({{"level", "x"}}),
                      [&] {
                          logging::sources::wseverity_logger<severity> log;
                          BOOST_LOG_SEV(log, logging::trivial::info) << text;
                      })
            .map;
    };
    BOOST_TEST(map_of_wide(L"w\u20AC") == json::parse(R"({"level": "x", "message": "w\u20ac"})"));
    BOOST_TEST(map_of_wide(L"{\"a\": \"\u20AC\"}") == json::parse(R"({"level": "x", "a": "\u20ac"})"));
    BOOST_TEST(map_of_wide(L"{\u20AC}") == json::parse(R"({"level": "x", "message": "{\u20ac}"})"));
    BOOST_TEST(map_of_wide(L"") == json::parse(R"({"level": "x", "message": ""})"));
}

BOOST_AUTO_TEST_CASE(a_typed_object_is_merged)
{
    auto const map_of_typed = [](auto const& value, message_json how) {
        return format(record_formatter({{"level", "x"}}, with(how)),
                      [&] {
                          logging::sources::logger log;
                          log.add_attribute(
                              "Message", logging::attributes::constant<std::decay_t<decltype(value)>>(value));
                          if (auto record = log.open_record())
                              log.push_record(boost::move(record));
                      })
            .map;
    };
    json::object const object{{"a", 1}, {"level", "forged"}};
    auto const merged = json::parse(R"({"level": "x", "a": 1})");
    auto const under_key = json::parse(R"({"level": "x", "message": {"level": "forged", "a": 1}})");
    BOOST_TEST(map_of_typed(object, message_json::protect) == merged);
    BOOST_TEST(map_of_typed(json::value(object), message_json::protect) == merged);
    BOOST_TEST(map_of_typed(object, message_json::merge) == json::value(object));
    BOOST_TEST(map_of_typed(object, message_json::nest) == under_key);
    BOOST_TEST(map_of_typed(object, message_json::off) == under_key);
    BOOST_TEST(map_of_typed(json::value(json::array{1}), message_json::protect) ==
               json::parse(R"({"level": "x", "message": [1]})"));
    BOOST_TEST(map_of_typed(7, message_json::protect) == json::parse(R"({"level": "x", "message": 7})"));
}

BOOST_AUTO_TEST_CASE(a_record_without_a_message)
{
    auto const result = format(record_formatter({{"level", "x"}}), [] {
        logging::sources::logger log;
        if (auto record = log.open_record())
            log.push_record(boost::move(record));
    });
    BOOST_TEST(result.map == json::parse(R"({"level": "x"})"));
}

BOOST_AUTO_TEST_CASE(the_dictionary_may_have_the_message_key)
{
    record_formatter const formatter({{"message", "[%Severity%] %Message%"}});
    BOOST_TEST(format_message(formatter, "text").map == json::parse(R"({"message": "[info] text"})"));
    BOOST_TEST(format_message(formatter, R"({"message": "forged"})").map ==
               json::parse(R"({"message": "[info] {\"message\": \"forged\"}"})"));
}

BOOST_AUTO_TEST_CASE(no_key_is_there_twice_beside_other_attributes)
{
    auto const map_of_others = [](std::string const& text, message_json how) {
        format_options options = with(how);
        options.include_others = true;
        return format(record_formatter({{"level", "x"}}, options),
                      [&] {
                          logging::sources::logger log;
                          BOOST_LOG(log) << logging::add_value("message", 1) << logging::add_value("User", 2)
                                         << logging::add_value("level", 3) << text;
                      })
            .map;
    };
    BOOST_TEST(map_of_others("text", message_json::protect) ==
               json::parse(R"({"level": "x", "User": 2, "message": "text"})"));
    BOOST_TEST(map_of_others(R"({"User": "forged", "a": 1})", message_json::protect) ==
               json::parse(R"({"level": "x", "User": 2, "message": 1, "a": 1})"));
    BOOST_TEST(map_of_others(R"({"message": "m"})", message_json::protect) ==
               json::parse(R"({"level": "x", "User": 2, "message": 1})"));
    BOOST_TEST(map_of_others(R"({"User": "u", "message": "m", "level": "l"})", message_json::merge) ==
               json::parse(R"({"level": "l", "User": "u", "message": "m"})"));
    BOOST_TEST(map_of_others(R"({"User": "u"})", message_json::nest) ==
               json::parse(R"({"level": "x", "User": 2, "message": {"User": "u"}})"));
}

BOOST_AUTO_TEST_CASE(no_key_is_there_twice_without_a_dictionary)
{
    auto const result = format_value(record_formatter({}), R"({"User": "forged", "a": 1})", "User", 7);
    BOOST_TEST(result.map == json::parse(R"({"Severity": "info", "User": 7, "a": 1})"));
}

BOOST_AUTO_TEST_SUITE_END()
