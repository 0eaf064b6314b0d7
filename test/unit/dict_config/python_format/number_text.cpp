// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// Format texts: whatever doc/values.md calls a number has a number format.

#include "unit/dict_config/pattern_text.hpp"

#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/log/attributes/current_process_id.hpp>
#include <boost/log/attributes/current_thread_id.hpp>
#include <boost/log/attributes/timer.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unistd.h>
#include <vector>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using log_fluentd::test::text_of;
namespace logging = boost::log;
namespace attributes = boost::log::attributes;

BOOST_AUTO_TEST_SUITE(dict_config_numbers)

std::string with(std::string const& name, logging::attribute const& value, std::string const& text,
                 pattern_style style = pattern_style::percent)
{
    pattern_options options;
    options.style = style;
    options.defaults = {{"N", "-"}};
    return text_of(pattern(text, options), [&] {
        logging::sources::logger log;
        log.add_attribute(name, value);
        BOOST_LOG(log) << "x";
    });
}

template <typename Value>
std::string shown(Value const& value, std::string const& text)
{
    auto const style = text.front() == '{' ? pattern_style::brace : pattern_style::percent;
    return with("N", attributes::make_constant(value), text, style);
}

BOOST_AUTO_TEST_CASE(durations_are_seconds)
{
    using std::chrono::milliseconds;
    BOOST_TEST(shown(milliseconds(1500), "%(N).2f|%(N)d|%(N)08.3f") == "1.50|1|0001.500");
    BOOST_TEST(shown(milliseconds(1500), "{N:.2f}|{N:8}|{N:<8}|{N}") == "1.50|     1.5|1.5     |1.5");
    BOOST_TEST(shown(milliseconds(1500), "%(N)s|%(N)5s|%(N).1s") == "1.5|  1.5|1");
    BOOST_TEST(shown(std::chrono::duration<double>(0.25), "%(N).1e") == "2.5e-01");
    BOOST_TEST(shown(std::chrono::hours(-1), "%(N)d") == "-3600");
    BOOST_TEST(shown(boost::posix_time::milliseconds(2250), "%(N).1f") == "2.2");
    BOOST_TEST(shown(boost::posix_time::time_duration(1, 0, 1), "%(N)d") == "3601");
    auto const since = with("N", attributes::timer(), "%(N).3f");
    BOOST_TEST((since.size() == 5 && since.compare(0, 2, "0.") == 0), since);
}

BOOST_AUTO_TEST_CASE(small_integers)
{
    BOOST_TEST(shown(std::uint8_t{7}, "%(N)03d|%(N)s") == "007|7");
    BOOST_TEST(shown(std::uint8_t{200}, "%(N)x") == "c8");
    BOOST_TEST(shown(std::uint8_t{200}, "{N:#x}|{N:4}") == "0xc8| 200");
    BOOST_TEST(shown(std::int8_t{-7}, "%(N)03d") == "-07");
    BOOST_TEST(shown('a', "%(N)03d") == "  a"); // a text
}

BOOST_AUTO_TEST_CASE(what_is_in_an_optional)
{
    BOOST_TEST(shown(std::optional<double>(1.234), "%(N).1f") == "1.2");
    BOOST_TEST(shown(std::optional<int>(-42), "%(N)05d") == "-0042");
    BOOST_TEST(shown(std::optional<unsigned>(42u), "%(N)x") == "2a");
    BOOST_TEST(shown(std::optional<bool>(true), "%(N)d|%(N)s") == "1|true");
    BOOST_TEST(shown(std::optional<bool>(true), "{N}|{N:d}") == "true|1");
    BOOST_TEST(shown(std::optional<std::string>("abc"), "%(N)d") == "abc");
}

BOOST_AUTO_TEST_CASE(ids)
{
    auto const process = std::to_string(::getpid());
    auto const id = attributes::current_process_id();
    BOOST_TEST(with("N", id, "%(N)d") == process);
    BOOST_TEST(with("N", id, "%(N)s").substr(0, 2) == "0x");
    BOOST_TEST(with("N", id, "{N:d}", pattern_style::brace) == process);
    BOOST_TEST(with("N", id, "{N}", pattern_style::brace).substr(0, 2) == "0x");
    auto const thread = with("N", attributes::current_thread_id(), "%(N)x|%(N)s");
    auto const text = thread.substr(thread.find("|0x") + 3);
    auto const digits = thread.substr(0, thread.find('|'));
    BOOST_TEST(text.substr(text.find_first_not_of('0')) == digits);
}

BOOST_AUTO_TEST_CASE(what_is_no_number_is_its_text)
{
    BOOST_TEST(shown(std::vector<int>{1, 2}, "%(N)8d") == "   [1,2]");
    BOOST_TEST(shown(std::wstring(L"ann"), "%(N)5d") == "  ann");
    BOOST_TEST(shown(logging::trivial::warning, "%(N)8d") == " warning");
}

BOOST_AUTO_TEST_CASE(the_line_is_of_any_integer_type)
{
    auto const line = [](auto value) {
        return with("Line", attributes::make_constant(value), "%(lineno)d|%(lineno)05d");
    };
    BOOST_TEST(line(std::size_t{42}) == "42|00042");
    BOOST_TEST(line(42L) == "42|00042");
    BOOST_TEST(line(42ULL) == "42|00042");
    BOOST_TEST(line(std::uint16_t{42}) == "42|00042");
    BOOST_TEST(line(42u) == "42|00042");
    BOOST_TEST(line(42) == "42|00042");
    BOOST_TEST(line(std::optional<int>(42)) == "42|00042");
}

BOOST_AUTO_TEST_SUITE_END()
