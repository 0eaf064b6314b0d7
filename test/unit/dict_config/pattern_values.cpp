// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Format texts: exceptions, and attributes of the program's own.

#include "pattern_text.hpp"

#include <boost/exception/all.hpp>

#include <cstdint>
#include <exception>
#include <limits>
#include <stdexcept>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using log_fluentd::test::severity;
using log_fluentd::test::text_of;
namespace logging = boost::log;

BOOST_AUTO_TEST_SUITE(dict_config_pattern_values)

BOOST_AUTO_TEST_CASE(exceptions)
{
    pattern const made("%(exc_text)s", pattern_options());
    auto const log_exception = [](std::exception_ptr const& error) {
        return [error] {
            logging::sources::logger log;
            BOOST_LOG(log) << logging::add_value("Exception", error) << "x";
        };
    };
    std::exception_ptr nested;
    try {
        try {
            throw std::invalid_argument("no such disk");
        } catch (...) {
            std::throw_with_nested(std::runtime_error("cannot save"));
        }
    } catch (...) {
        nested = std::current_exception();
    }
    auto const text = text_of(made, log_exception(nested));
    // No std::_Nested_exception<...>, boost::wrapexcept<...> nor what boost::exception_detail has.
    BOOST_TEST(text == "std::runtime_error: cannot save\ncaused by std::invalid_argument: no such disk");
    auto const thrown = [&](auto throw_it) {
        try {
            throw_it();
        } catch (...) {
            return text_of(made, log_exception(std::current_exception()));
        }
        return std::string();
    };
    BOOST_TEST(thrown([] { boost::throw_exception(std::out_of_range("far")); }) == "std::out_of_range: far");
    BOOST_TEST(thrown([] { BOOST_THROW_EXCEPTION(std::out_of_range("far")); }) == "std::out_of_range: far");
    BOOST_TEST(thrown([] { throw boost::enable_error_info(std::out_of_range("far")); }) ==
               "std::out_of_range: far");
    BOOST_TEST(thrown([] {
                   throw boost::enable_current_exception(boost::enable_error_info(std::out_of_range("far")));
               }) == "std::out_of_range: far");
    BOOST_TEST(thrown([] {
                   try {
                       boost::throw_exception(std::out_of_range("far"));
                   } catch (...) {
                       std::throw_with_nested(boost::enable_error_info(std::logic_error("lost")));
                   }
               }) == "std::logic_error: lost\ncaused by std::out_of_range: far");
    struct plain_of_boost : boost::exception
    {};
    auto const plain = thrown([] { throw boost::enable_current_exception(plain_of_boost()); });
    BOOST_TEST(plain.find("clone_impl") == std::string::npos, plain);
    BOOST_TEST(plain.find("plain_of_boost") != std::string::npos, plain);
    BOOST_TEST(thrown([] { throw std::string("words"); }) == "std::string: words");
    BOOST_TEST(thrown([] { throw "words"; }) == "char const*: words");
    BOOST_TEST(text_of(made, log_exception(std::make_exception_ptr(7))) == "int");
    BOOST_TEST(text_of(made, log_exception({})) == "");
}

BOOST_AUTO_TEST_CASE(attributes_of_the_program_s_own)
{
    pattern_options options;
    options.defaults = {{"OrderId", "-"}};
    pattern const made("[%(OrderId)6s]", options);
    auto const with = text_of(made, [] {
        logging::sources::logger log;
        BOOST_LOG(log) << logging::add_value("OrderId", 4711) << "x";
    });
    BOOST_TEST(with == "[  4711]");
    auto const log_without = [] {
        logging::sources::logger log;
        BOOST_LOG(log) << "x";
    };
    BOOST_TEST(text_of(made, log_without) == "[     -]");
    BOOST_TEST(made.attributes() == std::vector<std::string>{"OrderId"}, boost::test_tools::per_element());
}

std::string own_by(std::string const& text, pattern_style style = pattern_style::percent)
{
    pattern_options options;
    options.style = style;
    options.defaults = {{"duration", "0"}, {"count", "-"}, {"name_of", "-"}, {"large", "0"},
                        {"part", "2.5"},   {"huge", "0"},  {"endless", "0"}, {"nothing", "0"}};
    return text_of(pattern(text, options), [] {
        logging::sources::severity_logger<severity> log;
        BOOST_LOG_SEV(log, severity::info)
            << logging::add_value("duration", 1.23456) << logging::add_value("count", 1234567)
            << logging::add_value("name_of", std::string("abc"))
            << logging::add_value("large", ~std::uint64_t{0}) << logging::add_value("huge", 1e20)
            << logging::add_value("endless", std::numeric_limits<double>::infinity())
            << logging::add_value("nothing", std::numeric_limits<double>::quiet_NaN());
    });
}

// Python says the same of the same numbers.
BOOST_AUTO_TEST_CASE(an_attribute_of_the_program_s_own_has_a_number_format)
{
    BOOST_TEST(own_by("%(duration).3f|%(duration)8.2f|%(duration)-8.1f|%(duration)+e") ==
               "1.235|    1.23|1.2     |+1.234560e+00");
    BOOST_TEST(own_by("%(count)d|%(count)010d|%(count)x|%(count)#o|%(duration)d|%(count).1f") ==
               "1234567|0001234567|12d687|0o4553207|1|1234567.0");
    BOOST_TEST(own_by("%(count)s|%(count)9s|%(count).3s|%(duration)s") == "1234567|  1234567|123|1.23456");
    BOOST_TEST(own_by("{duration:.3f}|{duration:>9}|{duration:<9}|{duration:.3}|{duration!s:.3}",
                      pattern_style::brace) == "1.235|  1.23456|1.23456  |1.23|1.2");
    BOOST_TEST(own_by("{count:,}|{count:10}|{count:<10}|{count:^11_d}|{count:+}|{count:010}",
                      pattern_style::brace) ==
               "1,234,567|   1234567|1234567   | 1_234_567 |+1234567|0001234567");
    BOOST_TEST(own_by("{large:.1e}", pattern_style::brace) == "1.8e+19");
    BOOST_TEST(own_by("%(huge)d|%(huge).3g|%(endless)d|%(endless).1f|%(endless)x|%(nothing)d") ==
               "100000000000000000000|1e+20|inf|inf|inf|nan");
    BOOST_TEST(own_by("$duration ${count}", pattern_style::dollar) == "1.23456 1234567");
    // A default that is a number is one too.
    BOOST_TEST(own_by("%(part).2f|%(part)s|%(part)03d") == "2.50|2.5|002");
    // Where there is no number, Python would raise; here the text stands, in the width.
    BOOST_TEST(own_by("%(name_of).2f|%(name_of)06d|%(name_of)-6d|") == "abc|   abc|abc   |");
    BOOST_TEST(own_by("{name_of:.2f}|{name_of:06}|{name_of:6}|{name_of:>6}|{name_of:.2}",
                      pattern_style::brace) == "abc|   abc|abc   |   abc|ab");
}

BOOST_AUTO_TEST_SUITE_END()
