// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "base/printable.hpp"

#include "msgpack/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using log_fluentd::detail::longest_quotation;
using log_fluentd::detail::printable;

BOOST_AUTO_TEST_SUITE(printable_text)

BOOST_AUTO_TEST_CASE(what_people_write_stays)
{
    for (std::string const text :
         {"", "app.shop", "größe / 日本語 🦀", "back\\slash \"quoted\" 100 %"})
        BOOST_TEST(printable(text) == text);
}

BOOST_AUTO_TEST_CASE(control_characters_and_line_ends_are_escaped)
{
    BOOST_TEST(printable("a\nb\r\tc") == "a\\nb\\r\\tc");
    BOOST_TEST(printable("\x1b[2J\x1b]0;title\a") == "\\x1b[2J\\x1b]0;title\\x07");
    BOOST_TEST(printable(std::string("\0\x7f", 2)) == "\\x00\\x7f");
    // The one-byte controls of ISO 8859, which some terminals obey, and the other line ends of Unicode.
    BOOST_TEST(printable("\xc2\x9b"
                         "2J\xc2\x85") == "\\u009b2J\\u0085");
    BOOST_TEST(printable("a\u2028b\u2029c") == "a\\u2028b\\u2029c");
}

BOOST_AUTO_TEST_CASE(what_turns_the_direction_of_a_line_is_escaped)
{
    BOOST_TEST(printable("user\u202egpj.exe") == "user\\u202egpj.exe");
    BOOST_TEST(printable("\u2066\u200f\ufeff") == "\\u2066\\u200f\\ufeff");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf_8_are_escaped)
{
    BOOST_TEST(printable("\xff") == "\\xff");
    BOOST_TEST(printable("\x80"
                         "a\xc3") == "\\x80a\\xc3");
    BOOST_TEST(printable("\xc0\xaf") == "\\xc0\\xaf");                   // not the shortest form
    BOOST_TEST(printable("\xe0\x80\x80") == "\\xe0\\x80\\x80");          // nor this
    BOOST_TEST(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");          // half a surrogate pair
    BOOST_TEST(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80"); // beyond Unicode
    BOOST_TEST(printable("\xe6\x97") == "\\xe6\\x97");
}

BOOST_AUTO_TEST_CASE(every_byte_and_pair_of_bytes_becomes_harmless)
{
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; ++second) {
            std::string const text{static_cast<char>(first), static_cast<char>(second)};
            auto const shown = printable(text);
            bool good = log_fluentd::detail::is_utf8(shown) && printable(shown) == shown;
            for (char const c : shown)
                good = good && static_cast<unsigned char>(c) >= ' ' && c != 0x7f;
            if (!good)
                BOOST_ERROR("of " << first << " and " << second);
        }
    }
}

BOOST_AUTO_TEST_CASE(long_texts_are_cut_between_characters)
{
    BOOST_TEST(printable(std::string(longest_quotation, 'x')) == std::string(longest_quotation, 'x'));
    BOOST_TEST(printable(std::string(longest_quotation + 1, 'x')) ==
               std::string(longest_quotation, 'x') + "...");
    BOOST_TEST(printable("äöü", 5) == "äö...");
    BOOST_TEST(printable("a\x1b", 3) == "a...");
    BOOST_TEST(printable("", 0) == "");
}

BOOST_AUTO_TEST_SUITE_END()
