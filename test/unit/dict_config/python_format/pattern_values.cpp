// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Format texts: exceptions, and attributes of the program's own.

#include "unit/dict_config/pattern_text.hpp"

#include <boost/exception/all.hpp>

#include <cstdint>
#include <exception>
#include <limits>
#include <stdexcept>
#include <utility>

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
    struct of_its_own
    {};
    auto const over_far = [&](auto outer) {
        return thrown([&] {
            try {
                throw std::out_of_range("far");
            } catch (...) {
                std::throw_with_nested(std::move(outer));
            }
        });
    };
    auto const of_own = over_far(of_its_own());
    BOOST_TEST(of_own.find("of_its_own\ncaused by std::out_of_range: far") != std::string::npos, of_own);
    BOOST_TEST(over_far(std::string("words")) == "std::string: words\ncaused by std::out_of_range: far");
    struct plain_of_boost : boost::exception
    {};
    auto const of_boost = over_far(plain_of_boost());
    BOOST_TEST(of_boost.find("plain_of_boost\ncaused by std::out_of_range: far") != std::string::npos,
               of_boost);
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
    options.defaults = {{"duration", "0"}, {"count", "-"},   {"name_of", "-"},
                        {"large", "0"},    {"part", "2.5"},  {"huge", "0"},
                        {"endless", "0"},  {"nothing", "0"}, {"half", "0"},
                        {"zero", "0"},     {"least", "0"},   {"most", "18446744073709551615"}};
    return text_of(pattern(text, options), [] {
        logging::sources::severity_logger<severity> log;
        BOOST_LOG_SEV(log, severity::info)
            << logging::add_value("duration", 1.23456) << logging::add_value("count", 1234567)
            << logging::add_value("name_of", std::string("abc"))
            << logging::add_value("large", ~std::uint64_t{0}) << logging::add_value("huge", 1e20)
            << logging::add_value("endless", std::numeric_limits<double>::infinity())
            << logging::add_value("nothing", -std::numeric_limits<double>::quiet_NaN())
            << logging::add_value("half", -0.5) << logging::add_value("zero", -0.0)
            << logging::add_value("least", std::numeric_limits<long long>::min());
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

BOOST_AUTO_TEST_CASE(a_whole_number_is_shown_with_all_of_its_64_bits)
{
    for (std::string const name : {"large", "most"}) { // an attribute, and a default
        BOOST_TEST_CONTEXT(name)
        {
            auto const percent = [&](std::string const& spec) { return own_by("%(" + name + ")" + spec); };
            auto const brace = [&](std::string const& spec) {
                return own_by("{" + name + spec + "}", pattern_style::brace);
            };
            BOOST_TEST(percent("d") == "18446744073709551615");
            BOOST_TEST(percent("s") == "18446744073709551615");
            BOOST_TEST(percent("+d") == "+18446744073709551615");
            BOOST_TEST(percent(".25d") == "0000018446744073709551615");
            BOOST_TEST(percent("x") == "ffffffffffffffff");
            BOOST_TEST(percent("#o") == "0o1777777777777777777777");
            BOOST_TEST(percent("e") == "1.844674e+19");
            BOOST_TEST(brace("") == "18446744073709551615");
            BOOST_TEST(brace(":d") == "18446744073709551615");
            BOOST_TEST(brace(":#x") == "0xffffffffffffffff");
            BOOST_TEST(brace(":X") == "FFFFFFFFFFFFFFFF");
            BOOST_TEST(brace(":,") == "18,446,744,073,709,551,615");
            BOOST_TEST(brace(":_") == "18_446_744_073_709_551_615");
            BOOST_TEST(brace(":_x") == "ffff_ffff_ffff_ffff");
            BOOST_TEST(brace(":#025_x") == "0x000_ffff_ffff_ffff_ffff");
            BOOST_TEST(brace(":_o") == "17_7777_7777_7777_7777_7777");
            BOOST_TEST(brace(":.2f") == "18446744073709551616.00");
        }
    }
    BOOST_TEST(own_by("%(least)d|%(least)x|%(least).1e") ==
               "-9223372036854775808|-8000000000000000|-9.2e+18");
    BOOST_TEST(own_by("{least:,}", pattern_style::brace) == "-9,223,372,036,854,775,808");
}

BOOST_AUTO_TEST_CASE(a_number_has_one_sign)
{
    BOOST_TEST(own_by("{zero:+.1f}|{zero:+}|{zero:06.1f}|{zero:.0e}|{zero:+g}|{half:+.1f}",
                      pattern_style::brace) == "-0.0|-0.0|-000.0|-0e+00|-0|-0.5");
    BOOST_TEST(own_by("%(zero)+.1f|%(zero)d|%(zero)+d|%(half)d|%(half)+d|%(half)x") == "-0.0|0|+0|0|+0|0");
    BOOST_TEST(own_by("{nothing:+.1f}|{nothing:.1f}|{nothing: .1f}|{endless:+.1f}", pattern_style::brace) ==
               "+nan|nan| nan|+inf");
    BOOST_TEST(own_by("%(nothing)+.1f|%(nothing)d") == "+nan|nan");
}

BOOST_AUTO_TEST_CASE(a_boolean_is_a_number_where_one_is_wanted)
{
    pattern_options options;
    options.defaults = {{"Vip", "-"}, {"New", "-"}, {"Known", "true"}, {"Late", "false"}};
    auto const shown = [&](std::string const& text, pattern_style style) {
        options.style = style;
        return text_of(pattern(text, options), [] {
            logging::sources::logger log;
            BOOST_LOG(log) << logging::add_value("Vip", true) << logging::add_value("New", false) << "x";
        });
    };
    BOOST_TEST(shown("%(Vip)d|%(New)d|%(Vip)03d|%(Vip).1f|%(Vip)x", pattern_style::percent) ==
               "1|0|001|1.0|1");
    BOOST_TEST(shown("{Vip:d}|{New:d}|{Vip:+}|{Vip:3d}|{Vip:03}|{Vip:,}", pattern_style::brace) ==
               "1|0|+1|  1|001|1");
    BOOST_TEST(shown("%(Known)d|%(Late)d|%(Known)s", pattern_style::percent) == "1|0|true");
    BOOST_TEST(shown("{Known:d}|{Late:.1f}|{Known}", pattern_style::brace) == "1|0.0|true");
    BOOST_TEST(shown("%(Vip)s|%(New)6s", pattern_style::percent) == "true| false");
    BOOST_TEST(shown("{Vip}|{Vip!s:>5}|{New:>6}", pattern_style::brace) == "true| true| false");
    BOOST_TEST(shown("$Vip", pattern_style::dollar) == "true");
}

// Python says the same of the same numbers, here too.
BOOST_AUTO_TEST_CASE(percentages_binary_digits_and_numbers_of_the_locale)
{
    auto const shown = [](std::string const& text) { return own_by(text, pattern_style::brace); };
    BOOST_TEST(shown("{duration:.1%}|{duration:%}|{count:%}|{half:+.0%}|{zero:.1%}|{duration:010.2%}") ==
               "123.5%|123.456000%|123456700.000000%|-50%|-0.0%|000123.46%");
    BOOST_TEST(shown("{count:,.1%}|{duration:#.0%}|{endless:%}|{name_of:.1%}") ==
               "123,456,700.0%|123.%|inf%|abc");
    BOOST_TEST(shown("{count:b}|{count:#b}|{count:_b}|{count:#030_b}|{count:030b}") ==
               "100101101011010000111|0b100101101011010000111|1_0010_1101_0110_1000_0111|"
               "0b001_0010_1101_0110_1000_0111|000000000100101101011010000111");
    BOOST_TEST(shown("{large:b}") == std::string(64, '1'));
    BOOST_TEST(
        shown("{count:n}|{duration:n}|{duration:.3n}|{count:+12n}|{half:n}|{half:08n}|{huge:n}|{zero:n}") ==
        "1234567|1.23456|1.23|    +1234567|-0.5|-00000.5|1e+20|-0");
}

BOOST_AUTO_TEST_CASE(zeros_that_fill_the_width_are_grouped_too)
{
    BOOST_TEST(
        own_by("{count:015,.2f}|{count:015,}|{count:0=16,.2f}|{count:0>15,}|{count:x=+12,}|{count:0<10,}",
               pattern_style::brace) ==
        "0,001,234,567.00|000,001,234,567|0,001,234,567.00|0000001,234,567|+xx1,234,567|1,234,5670");
    BOOST_TEST(own_by("{count:+08,}|{zero:010_.1f}|{duration:012,.3f}|{endless:015,.2f}|{count:#012_x}",
                      pattern_style::brace) ==
               "+1,234,567|-000_000.0|0,000,001.235|000000000000inf|0x0_0012_d687");
}

// As Python's format(x, spec) does.
BOOST_AUTO_TEST_CASE(a_real_number_without_a_conversion)
{
    auto const shown = [](double number) {
        pattern_options options;
        options.style = pattern_style::brace;
        options.defaults = {{"x", "0"}};
        pattern const made("{x:.0}|{x:.1}|{x:.2}|{x:.3}|{x:#}|{x:#.0}|{x:#.2}|{x:#.3}", options);
        return text_of(made, [number] {
            logging::sources::logger log;
            BOOST_LOG(log) << logging::add_value("x", number) << "x";
        });
    };
    BOOST_TEST(shown(0.0) == "0e+00|0e+00|0.0|0.0|0.0|0.e+00|0.0|0.00");
    BOOST_TEST(shown(2.0) == "2e+00|2e+00|2.0|2.0|2.0|2.e+00|2.0|2.00");
    BOOST_TEST(shown(9.96) == "1e+01|1e+01|1e+01|9.96|9.96|1.e+01|1.0e+01|9.96");
    BOOST_TEST(shown(120.0) == "1e+02|1e+02|1.2e+02|1.2e+02|120.0|1.e+02|1.2e+02|1.20e+02");
    BOOST_TEST(shown(0.5) == "0.5|0.5|0.5|0.5|0.5|0.5|0.50|0.500");
    BOOST_TEST(shown(1e20) == "1e+20|1e+20|1e+20|1e+20|1.e+20|1.e+20|1.0e+20|1.00e+20");
    BOOST_TEST(shown(std::numeric_limits<double>::infinity()) == "inf|inf|inf|inf|inf|inf|inf|inf");
}

BOOST_AUTO_TEST_SUITE_END()
