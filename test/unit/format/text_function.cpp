// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Keys of a format dictionary whose text a function makes.

#include "support/records.hpp"

#include <boost/log/attributes/value_extraction.hpp>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

namespace {

namespace json = boost::json;
namespace logging = boost::log;
using log_fluentd::format_dictionary;
using log_fluentd::format_options;
using log_fluentd::record_formatter;
using namespace log_fluentd::test;

/// The order's id in brackets; nothing for a record without one.
format_dictionary::text_function order_in_brackets()
{
    return {[](logging::record_view const& record, std::string& text) {
                auto const id = logging::extract<int>("OrderId", record);
                if (id)
                    text += "[" + std::to_string(*id) + "]";
                return static_cast<bool>(id);
            },
            {"OrderId"}};
}

json::value map_of(format_dictionary const& dictionary, format_options const& options = {})
{
    return format_value(record_formatter(dictionary, options), "placed", "OrderId", 4711).map;
}

} // namespace

BOOST_AUTO_TEST_SUITE(text_function)

BOOST_AUTO_TEST_CASE(its_text_stands_under_the_key)
{
    format_dictionary dictionary;
    dictionary.add("level", "%Severity%");
    dictionary.add("order", order_in_brackets());
    BOOST_TEST(map_of(dictionary) ==
               (json::value{{"level", "info"}, {"order", "[4711]"}, {"message", "placed"}}));
}

BOOST_AUTO_TEST_CASE(a_record_that_it_has_nothing_for_is_without_the_key_or_has_nil)
{
    format_dictionary dictionary;
    dictionary.add("order", order_in_brackets());
    BOOST_TEST(!format_message(record_formatter(dictionary), "placed").has("order"));
    format_options options;
    options.fill_missing = true;
    BOOST_TEST(format_message(record_formatter(dictionary, options), "placed")["order"].is_null());
}

BOOST_AUTO_TEST_CASE(its_attributes_are_mentioned_and_can_be_excluded)
{
    format_dictionary dictionary;
    dictionary.add("order", order_in_brackets());
    format_options options;
    options.include_others = true;
    auto const with_others = map_of(dictionary, options).as_object();
    BOOST_TEST(with_others.contains("order"));
    BOOST_TEST(!with_others.contains("OrderId"));
    options.exclude = {"OrderId"};
    BOOST_TEST(!map_of(dictionary, options).as_object().contains("order"));
}

BOOST_AUTO_TEST_CASE(what_it_throws_is_shown_and_counted)
{
    format_dictionary dictionary;
    dictionary.add("order", format_dictionary::text_function{[](auto const&, std::string& text) -> bool {
                                                                 text += "half";
                                                                 throw std::runtime_error("no more");
                                                             },
                                                             {}});
    auto const made = format_message(record_formatter(dictionary), "placed");
    BOOST_TEST(made["order"] == json::value("<format error: no more>"));
    BOOST_TEST(made.report.format_errors == 1u);
}

BOOST_AUTO_TEST_CASE(text_that_is_not_utf8_is_repaired)
{
    format_dictionary dictionary;
    dictionary.add("x", format_dictionary::text_function{[](auto const&, std::string& text) {
                                                             text += "a\xFFz";
                                                             return true;
                                                         },
                                                         {}});
    BOOST_TEST(format_message(record_formatter(dictionary), "placed")["x"] == json::value("a\xEF\xBF\xBDz"));
}

BOOST_AUTO_TEST_CASE(an_empty_function_is_an_error)
{
    format_dictionary dictionary;
    BOOST_CHECK_THROW(dictionary.add("x", format_dictionary::text_function()), std::invalid_argument);
    format_dictionary const none{{"x", format_dictionary::entry::text()}};
    BOOST_CHECK_THROW(record_formatter{none}, std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
