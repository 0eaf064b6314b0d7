// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Format texts that are not valid, and what would be right.

#include "dict_config/python_format/pattern.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

using namespace log_fluentd::detail;

BOOST_AUTO_TEST_SUITE(dict_config_pattern_mistakes)

void check_invalid(std::string const& text, pattern_style style, std::string const& part)
{
    pattern_options options;
    options.style = style;
    options.defaults = {{"own", "-"}};
    try {
        pattern const made(text, options);
        BOOST_ERROR(text << " was taken");
    } catch (std::invalid_argument const& error) {
        std::string const message = error.what();
        BOOST_CHECK_MESSAGE(message.find(part) != std::string::npos, message << " has no " << part);
    }
}

BOOST_AUTO_TEST_CASE(mistakes_in_percent_style)
{
    auto const invalid = [](std::string const& text, std::string const& part) {
        check_invalid(text, pattern_style::percent, part);
    };
    invalid("%(levelnam)s", "did you mean levelname?");
    invalid("%(orderid)s", "needs an entry in defaults");
    invalid("%(levelname)", "has no conversion");
    invalid("%(levelname", "has no )");
    invalid("%(levelname)d", "is a text");
    invalid("%(levelname)r", "Python's alone");
    invalid("%(lineno)y", "unknown conversion y");
    invalid("%(lineno)*d", "width *");
    invalid("%(lineno)5000d", "over 1000");
    invalid("%Severity%", "style: boost");
    invalid("%s", "is not a placeholder");
    invalid("100%", "is not a placeholder");
    for (auto const& name : unsupported_names())
        invalid("%(" + std::string(name.name) + ")s", std::string(name.remedy));
    invalid("\xFF", "UTF-8");
    // As it was written.
    invalid("x %(levelnam)-8s y", "%(levelnam)-8s: there is no placeholder levelnam");
    invalid("x %(lineno)05y y", "the placeholder %(lineno)05y has the unknown conversion y");
    invalid("%(levelname) 5d", "the placeholder %(levelname) 5d is a text");
    invalid("%(lineno).3\xC3\xA9 z", "the placeholder %(lineno).3\xC3\xA9 has");
    invalid("%(args)s", "%(args)s: the placeholder args is Python's alone");
    invalid("%(own)q", "the placeholder %(own)q has the unknown conversion q");
    invalid("%(own)", "write %(own)s");
}

BOOST_AUTO_TEST_CASE(mistakes_in_the_other_styles)
{
    auto const brace = [](std::string const& text, std::string const& part) {
        check_invalid(text, pattern_style::brace, part);
    };
    brace("{levelnam}", "did you mean levelname?");
    brace("{}", "there is no placeholder");
    brace("{levelname", "has no }");
    brace("{levelname:{width}}", "has no }");
    brace("a } b", "without its {");
    brace("{levelname!r}", "Python's alone");
    brace("{levelname:08}", "is for numbers");
    brace("{levelname:=8}", "is for numbers");
    brace("{levelname:d}", "is a text");
    brace("{lineno:s}", "is a number");
    brace("{lineno:dd}", "unknown format d");
    brace("x {levelname:<8d} y", "the placeholder {levelname:<8d} is a text");
    brace("{own:dd}", "the placeholder {own:dd} has the unknown format d; write such as {own:<8}");
    brace("{own:,x}", "the placeholder {own:,x} has the separator , for the conversion x; write _");
    brace("{own:,b}", "the placeholder {own:,b} has the separator , for the conversion b; write _");
    brace("{own:_n}", "the placeholder {own:_n} has the separator _ for the conversion n; write d");
    brace("{levelname:.1%}", "is a text");
    brace("{levelnam!s:>8}", "{levelnam!s:>8}: there is no placeholder");
    check_invalid("${levelnam}", pattern_style::dollar, "${levelnam}: there is no placeholder");
    check_invalid("$", pattern_style::dollar, "$$ for a dollar");
    check_invalid("$levelnam", pattern_style::dollar, "did you mean levelname?");
    check_invalid("${levelname", pattern_style::dollar, "is not a placeholder");
}

BOOST_AUTO_TEST_SUITE_END()
