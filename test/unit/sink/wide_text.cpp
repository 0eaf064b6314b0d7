// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/wide_text.hpp"

#include "sink/checked_filter.hpp"
#include "sink/watched_filter.hpp"

#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/attributes/value_extraction.hpp>
#include <boost/log/utility/string_literal.hpp>
#include <boost/test/unit_test.hpp>

#include <locale>
#include <stdexcept>
#include <string>

namespace logging = boost::log;
using namespace log_fluentd;
using detail::filter_relation;
using detail::takes_wide_text;

// What Boost.Log cannot convert, or cannot compile once it is wide, is left without an expression, and a
// record with wide text ends the program. None of these filters comes that far here.

BOOST_AUTO_TEST_SUITE(wide_texts)

filter_relation matches(std::string const& expression)
{
    return {"A", "matches", '"' + expression + '"', expression};
}

template <typename Value>
logging::attribute_value_set record(Value const& value)
{
    logging::attribute_value_set values;
    values.insert(logging::attribute_name("A"), logging::attributes::make_attribute_value(value));
    values.insert(logging::attribute_name("B"), logging::attributes::make_attribute_value(7));
    return values;
}

bool watched(std::string const& filter, logging::attribute_value_set const& values)
{
    return detail::watch(detail::parse_checked_filter(filter), "Filter", [](auto&&) { return true; })(values);
}

BOOST_AUTO_TEST_CASE(an_expression_is_compiled_for_wide_text_too)
{
    auto const& classic = std::locale::classic();
    BOOST_TEST(takes_wide_text(matches("a.+"), classic));
    try {
        takes_wide_text(matches("a("), classic);
        BOOST_ERROR("taken");
    } catch (std::invalid_argument const& error) {
        BOOST_TEST(std::string(error.what()).find("\"a(\", which is not valid for wide text") !=
                   std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(the_locale_decides_about_what_is_no_ascii)
{
    BOOST_TEST(!takes_wide_text(matches("\u00e9+"), std::locale::classic()));
    BOOST_TEST(!takes_wide_text({"A", "=", "\"\u00e9\"", "\u00e9"}, std::locale::classic()));
    std::locale const utf8("C.UTF-8");
    BOOST_TEST(takes_wide_text(matches("\u00e9+"), utf8));
    BOOST_TEST(takes_wide_text({"A", "=", "\"\u00e9\"", "\u00e9"}, utf8));
    BOOST_TEST(!takes_wide_text(matches("\u00e9("), utf8));
    BOOST_TEST(!takes_wide_text(matches("a\xc3"), utf8)); // half a character
}

BOOST_AUTO_TEST_CASE(wide_text_that_boost_log_cannot_compare_is_compared_as_utf8)
{
    for (std::string const operation : {"=", "begins_with", "ends_with", "contains"}) {
        auto const filter = "%B% = 7 & %A% " + operation + " \"\u00e9\"";
        BOOST_TEST(watched(filter, record(std::wstring(L"\u00e9"))), filter);
        BOOST_TEST(watched(filter, record(logging::wstring_literal(L"\u00e9"))), filter);
        BOOST_TEST(!watched(filter, record(std::wstring(L"ann"))), filter);
        BOOST_TEST(watched(filter, record(std::string("\u00e9"))), filter);
    }
    auto const with_expression = detail::parse_checked_filter("!(%A% matches \"\u00e9+\") | %A% = a");
    BOOST_REQUIRE(with_expression.as_utf8.size() == 1u);
    BOOST_TEST(with_expression.as_utf8[0].string() == "A");
    BOOST_TEST(detail::parse_checked_filter("%A% matches \"e+\"").as_utf8.empty());
}

BOOST_AUTO_TEST_CASE(a_watched_filter_sees_no_wide_text_then)
{
    detail::checked_filter made;
    made.as_utf8.emplace_back("A");
    made.filter = [](logging::attribute_value_set const& values) {
        auto const text = logging::extract<std::string>("A", values);
        return text && *text == "\u00e9" && logging::extract<int>("B", values) && values.size() == 2u;
    };
    auto const filter = detail::watch(std::move(made), "Filter", [](auto&&) { return true; });
    BOOST_TEST(filter(record(std::wstring(L"\u00e9"))));
    BOOST_TEST(filter(record(std::string("\u00e9"))));
    BOOST_TEST(!filter(record(5)));
    BOOST_TEST(!filter(logging::attribute_value_set()));
}

BOOST_AUTO_TEST_SUITE_END()
