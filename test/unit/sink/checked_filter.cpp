// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "sink/checked_filter.hpp"

#include "sink/severity_filter.hpp"
#include "sink/watched_filter.hpp"

#include <boost/log/attributes/attribute_set.hpp>
#include <boost/log/attributes/attribute_value_impl.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/trivial.hpp>
#include <boost/log/utility/setup/filter_parser.hpp>
#include <boost/make_shared.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace logging = boost::log;
using namespace log_fluentd;
using detail::checked_filter;
using detail::parse_checked_filter;

BOOST_AUTO_TEST_SUITE(checked_filters)

std::string error_of(std::string const& filter)
{
    try {
        parse_checked_filter(filter);
    } catch (std::invalid_argument const& error) {
        return error.what();
    }
    return {};
}

void check_invalid(std::string const& filter, std::vector<std::string> const& parts)
{
    auto const why = error_of(filter);
    BOOST_CHECK_MESSAGE(!why.empty(), filter << " is taken");
    for (auto const& part : parts)
        BOOST_CHECK_MESSAGE(why.find(part) != why.npos, filter << ": " << why << " has not " << part);
}

template <typename Value>
logging::attribute_value_set record(std::string const& attribute, Value const& value)
{
    logging::attribute_value_set values;
    values.insert(logging::attribute_name(attribute), logging::attributes::make_attribute_value(value));
    return values;
}

constexpr char all_levels[] = "trace, debug, info, warning, error, fatal";

BOOST_AUTO_TEST_CASE(comparisons_are_found)
{
    auto const found =
        detail::find_relations(R"(!%A% & ( %B_1% >= -1.5 | not (%C% matches "x\"\\d (y)\x41" ) ) and %D%)");
    BOOST_REQUIRE(found.size() == 4u);
    BOOST_TEST(found[0].text() == "%A%");
    BOOST_TEST(found[1].text() == "%B_1% >= -1.5");
    BOOST_TEST(found[2].attribute == "C");
    BOOST_TEST(found[2].operation == "matches");
    BOOST_TEST(found[2].operand == "x\"\\d (y)A");
    BOOST_TEST(found[3].text() == "%D%");
}

BOOST_AUTO_TEST_CASE(operands_are_read_as_boost_log_reads_them)
{
    for (std::string const operand :
         {R"("a\\b")", R"("a\tb\n")", R"("\x41b")", R"("a\101")", R"("x\"y")", R"("\q")", "a-b+c.d_e", "5"}) {
        auto const filter = "%A% = " + operand;
        auto const found = detail::find_relations(filter);
        BOOST_REQUIRE(found.size() == 1u);
        BOOST_TEST(logging::parse_filter(filter)(record("A", found[0].operand)), operand);
    }
}

BOOST_AUTO_TEST_CASE(a_word_that_is_no_level_is_an_error_with_those_that_are)
{
    check_invalid("%Severity% >= warn", {"warn", all_levels, "did you mean warning?"});
    check_invalid("%Severity% = WARNING", {"WARNING", all_levels, "did you mean warning?"});
    check_invalid("%Severity% < \"err\"", {"\"err\"", all_levels, "did you mean error?"});
    check_invalid("%Severity% != critical", {all_levels, "did you mean fatal?"});
    check_invalid("%Severity% > 3.5", {"3.5", all_levels});
    check_invalid("%Severity% <= 99999999999999999999x", {all_levels});
    check_invalid("%A% = 1 and ( %Severity% >= notice )", {"notice", all_levels});
    check_invalid("!(%Severity% = warn)", {"warn", all_levels});
    for (auto const* word : {"trace", "debug", "info", "warning", "error", "fatal"}) {
        auto const made = parse_checked_filter(std::string("%Severity% >= ") + word);
        BOOST_TEST(made.filter(record("Severity", logging::trivial::fatal)));
        BOOST_TEST(made.doubts.empty());
    }
}

BOOST_AUTO_TEST_CASE(a_number_for_a_severity_is_doubted)
{
    auto const made = parse_checked_filter("%Severity% >= 30");
    BOOST_TEST(made.filter(record("Severity", 40))); // as the default of severity_logger is
    BOOST_REQUIRE(made.doubts.size() == 1u);
    BOOST_TEST(made.doubts[0].find("%Severity% >= 30") != std::string::npos);
    BOOST_TEST(made.doubts[0].find(all_levels) != std::string::npos);
    BOOST_TEST(parse_checked_filter("%Severity% contains \"err\"").doubts.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_filter_that_passes_no_level_is_doubted)
{
    for (std::string const filter :
         {"%Severity% > fatal", "%Severity% < trace", "%A% = 1 | %Severity% > fatal",
          "!(%Severity% >= trace)", "not (%Severity% <= fatal)", "%Severity% > error & %Severity% < error"}) {
        auto const made = parse_checked_filter(filter);
        BOOST_REQUIRE_MESSAGE(made.doubts.size() == 1u, filter);
        BOOST_TEST(made.doubts[0].find("is true of no record") != std::string::npos, made.doubts[0]);
        BOOST_TEST(made.doubts[0].find(all_levels) != std::string::npos, made.doubts[0]);
    }
    for (std::string const filter :
         {"%Severity% >= fatal", "%Severity% <= trace", "%Severity% != trace", "!%Severity%",
          "!(%Severity% >= fatal)", "%A% = 1 & !(%Severity% >= trace)",
          "!(%Severity% >= trace) | !%Severity%"})
        BOOST_TEST(parse_checked_filter(filter).doubts.empty(), filter);
}

BOOST_AUTO_TEST_CASE(other_mistakes_are_errors_as_before)
{
    check_invalid("%Severity%>=info", {"is not a filter of Boost.Log", "spaces"});
    check_invalid("%A% foo 3", {"foo"});
}

enum own_level
{
    low,
    high
};

std::istream& operator>>(std::istream& in, own_level& level)
{
    std::string word;
    in >> word;
    if (word == "low" || word == "high")
        level = word == "high" ? high : low;
    else
        in.setstate(std::ios::failbit);
    return in;
}

BOOST_AUTO_TEST_CASE(a_filter_factory_of_the_program_wins)
{
    logging::register_simple_filter_factory<own_level>("OwnLevel");
    auto const made = parse_checked_filter("%OwnLevel% >= high");
    BOOST_TEST(made.filter(record("OwnLevel", high)));
    BOOST_TEST(!made.filter(record("OwnLevel", low)));
    BOOST_TEST(made.relations.empty());
    check_invalid("%A% = 1 | %OwnLevel% >= higher", {"OwnLevel", "higher", "filter factory"});

    logging::register_simple_filter_factory<std::string>("OwnText");
    BOOST_TEST(parse_checked_filter("%OwnText% = 0x10").relations.empty());

    logging::register_simple_filter_factory<logging::trivial::severity_level>("TrivialLevel");
    parse_checked_filter("%TrivialLevel% >= warning");
    check_invalid("%TrivialLevel% >= warn", {"TrivialLevel", "warn", all_levels});
}

BOOST_AUTO_TEST_CASE(whatever_a_factory_throws_is_an_error_of_its_operand)
{
    struct factory : logging::filter_factory<char>
    {
        logging::filter on_equality_relation(logging::attribute_name const&, string_type const& arg) override
        {
            if (arg == "1")
                return {};
            if (arg == "2")
                throw logging::parse_error("two");
            throw std::runtime_error(arg);
        }
        logging::filter on_custom_relation(logging::attribute_name const&, string_type const&,
                                           string_type const& arg) override
        {
            throw logging::parse_error(arg);
        }
    };
    logging::register_filter_factory("Strict", boost::make_shared<factory>());
    parse_checked_filter("%Strict% = 1");
    check_invalid("%A% = 1 & %Strict% = 2", {"compares Strict with 2", "filter factory", "(two)"});
    check_invalid("%Strict% = \"3 4\" | %B%", {"compares Strict with \"3 4\"", "filter factory", "(3 4)"});
    check_invalid("%Strict% is_in 5", {"compares Strict with 5", "filter factory"});
    for (auto const* const malformed :
         {"%Strict% = 1 | %A%%", "%Strict% =>= 1", "%Strict% = ", "(%Strict% = 1"})
        check_invalid(malformed, {"is not a filter of Boost.Log"});
}

BOOST_AUTO_TEST_CASE(a_filter_of_the_program_is_not_asked_about_values_of_other_types)
{
    struct factory : logging::filter_factory<char>
    {
        logging::filter on_equality_relation(logging::attribute_name const&, string_type const&) override
        {
            return logging::filter([this](logging::attribute_value_set const&) { return was_asked = true; });
        }
        bool was_asked = false;
    };
    auto const own = boost::make_shared<factory>();
    logging::register_filter_factory("Delicate", own);
    parse_checked_filter("%Delicate% = 0x10");
    BOOST_TEST(!own->was_asked);
}

BOOST_AUTO_TEST_CASE(a_regular_expression_that_is_not_valid_is_an_error)
{
    for (auto const* const expression :
         {"a(", "[a", "*a", "a{2,1}", "(?<n>a)\\\\k<m>", "[[:nonsense:]]", "a**"})
        check_invalid("%A% = 1 | %Channel% matches \"" + std::string(expression) + "\"",
                      {std::string("\"") + expression + "\"", "regular expression", "not valid"});
    auto const made = parse_checked_filter("%A% matches \"a\\\\d+\"");
    BOOST_TEST(made.filter(record("A", std::string("a17"))));
    BOOST_TEST(!made.filter(record("A", std::string("ad"))));
}

BOOST_AUTO_TEST_CASE(a_kept_severity_is_checked_by_the_same_rules)
{
    for (std::string const word : {"warn", "warning | %A% matches \"(\""}) {
        try {
            detail::make_severity_filter(word);
            BOOST_ERROR("taken: " << word);
        } catch (std::invalid_argument const& error) {
            BOOST_TEST(std::string(error.what()).find("keep_severity must be") == 0u);
        }
    }
}

struct reported
{
    bool operator()(diagnostic const& what) const
    {
        sentences->push_back(what.message);
        return takes;
    }
    std::vector<std::string>* sentences;
    bool takes = true;
};

BOOST_AUTO_TEST_CASE(a_comparison_that_no_value_of_the_type_passes_is_reported_once)
{
    struct one_case
    {
        std::string filter;
        logging::attribute_value_set values;
        std::string reported;
    };
    auto const largest = std::to_string(std::numeric_limits<long>::max());
    std::vector<one_case> cases = {
        {"%A% > 4.5", record("A", 5), "(int); write a whole number"},
        {"%A% = true", record("A", true), "write 1 for true and 0 for false"},
        {"%A% = a", record("A", 'a'), "write the number of the character"},
        {"%A% = 0x10", record("A", 16u), "decimal digits"},
        {"%A% < 18446744073709551615", record("A", 5ull), "up to " + largest},
        {"%A% > 4.5f", record("A", 5.0), "write a number"},
        {"%A% contains 4", record("A", 44), "contains is for texts"},
        {"%A% > -1", record("A", 5ull), "(unsigned long long); no such number is"},
        {"%A% = -1", record("A", static_cast<unsigned short>(5)), "no such number is"},
        {"%A% = 2", record("A", true), "no such number is"},
        {"%A% = 300", record("A", static_cast<unsigned char>(5)), "no such number is"},
        {"%A% <= -129", record("A", static_cast<signed char>(5)), "no such number is"},
        {"%A% > 70000", record("A", static_cast<short>(5)), "no such number is"},
        {"%A% = 0.1", record("A", 0.1f), "(float); no such number is"},
        {"%A% >= nan", record("A", 5.0), "no such number is"},
        {"%A% < 1e400", record("A", 5.0), "(double); write a number"},
        {"%A% > -9223372036854775809", record("A", 5), "up to " + largest},
        {"%A% < \"\"", record("A", std::string("a")), "no text is less than an empty one"},
        {"%A% < INF", record("A", 5.0), ""},
        {"%A% < Infinity", record("A", 5.0), ""},
        {"%A% != NaN", record("A", 5.0), ""},
        {"%A% >= 255", record("A", static_cast<unsigned char>(5)), ""},
        {"%A% <= -128", record("A", static_cast<signed char>(5)), ""},
        {"%A% = 0.5", record("A", 0.5f), ""},
        {"%A% < 5", record("A", 5.0), ""},
        {"%A% <= \"\"", record("A", std::string("a")), ""},
        {"%A% >= warning", record("A", logging::trivial::fatal),
         "register_simple_filter_factory<boost::log::trivial::severity_level>(\"A\")"},
        {"%A% >= high", record("A", high), "register_simple_filter_factory<"},
        {"!(%A% = true)", record("A", true), "write 1"},
        {"%Severity% >= warning", record("Severity", 3), "(int); write a whole number"},
        {"%A% > 4", record("A", 5), ""},
        {"%A% > 4", record("A", 5.5), ""},
        {"%A% > -4.5e1", record("A", 5.5f), ""},
        {"%A% = 1", record("A", true), ""},
        {"%A% = 97", record("A", 'a'), ""},
        {"%A% = 5", record("A", std::string("5")), ""},
        {"%A% = 5", record("A", std::wstring(L"5")), ""},
        {"%A% matches \"0x1.\"", record("A", std::string("0x10")), ""},
        {"%Severity% >= warning", record("Severity", logging::trivial::info), ""},
        {"%Severity% >= warning", record("Severity", std::string("warning")), ""},
        {"%A%", record("A", high), ""},
        {"%A% > 4.5", record("B", 5), ""},
    };
    if (sizeof(long) == 8) { // an operand is a long
        cases.push_back({"%A% = -1", record("A", 18446744073709551615ull), ""});
        cases.push_back({"%A% = 9223372036854775807", record("A", 9223372036854775807ll), ""});
    }
    for (auto const& one : cases) {
        std::vector<std::string> sentences;
        auto const filter = detail::watch(parse_checked_filter(one.filter), "Filter", reported{&sentences});
        bool const passes = filter(one.values);
        filter(one.values);
        BOOST_TEST(sentences.size() == (one.reported.empty() ? 0u : 1u), one.filter);
        for (auto const& sentence : sentences)
            BOOST_TEST(sentence.find(one.reported) != sentence.npos, sentence);
        // The claim itself holds: Boost.Log's filter says the same with and without us.
        BOOST_TEST(passes == logging::parse_filter(one.filter)(one.values), one.filter);
    }
}

BOOST_AUTO_TEST_CASE(what_could_not_be_reported_is_reported_with_a_later_record)
{
    std::vector<std::string> sentences;
    auto const filter =
        detail::watch(parse_checked_filter("%A% > 4.5"), "Filter", reported{&sentences, false});
    filter(record("A", 5));
    filter(record("A", 5));
    BOOST_TEST(sentences.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_filter_that_throws_passes_the_record_and_is_reported_once)
{
    std::vector<std::string> sentences;
    checked_filter failing;
    failing.filter = [](logging::attribute_value_set const&) -> bool {
        throw std::runtime_error("too long");
    };
    auto const filter = detail::watch(failing, "Filter", reported{&sentences});
    BOOST_TEST(filter(record("A", 5)));
    BOOST_TEST(filter(record("A", 5)));
    BOOST_REQUIRE(sentences.size() == 1u);
    BOOST_TEST(sentences[0].find("too long") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(several_threads_may_look_at_once)
{
    std::vector<std::string> sentences;
    auto const filter = detail::watch(parse_checked_filter("%A% > 4.5"), "Filter", reported{&sentences});
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 1000; ++n)
                filter(record("A", 5));
        });
    for (auto& one : threads)
        one.join();
    BOOST_TEST(sentences.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
