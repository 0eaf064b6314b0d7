// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// UTF-8 by itself. CMake builds this once more with a char that has no sign, as on ARM.

#include "msgpack/utf8.hpp"

#include "format/message.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

namespace {

using namespace log_fluentd::detail;

std::string repaired(std::string_view text)
{
    std::string result(repaired_size(text), '\0');
    BOOST_TEST(repair_utf8(text, result.data()) == result.data() + result.size());
    return result;
}

} // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(one_byte_that_is_not_ascii_is_seen_in_every_place_of_every_length)
{
    std::size_t wrong = 0;
    for (std::size_t size = 0; size <= 40; ++size) {
        std::string text(size, 'a'), copy(size, '\0');
        wrong += !copy_ascii(text, copy.data()) || copy != text;
        for (std::size_t place = 0; place < size; ++place) {
            for (int byte : {0x00, 0x01, 0x7F, 0x80, 0x81, 0xBF, 0xC3, 0xF4, 0xFF}) {
                text[place] = static_cast<char>(static_cast<unsigned char>(byte));
                wrong += copy_ascii(text, copy.data()) != (byte < 0x80) || copy != text;
                wrong += is_utf8(text) != (byte < 0x80); // alone, it is a part of a code point at most
            }
            text[place] = 'z';
        }
    }
    BOOST_TEST(wrong == 0u);
}

BOOST_AUTO_TEST_CASE(short_invalid_texts_are_repaired)
{
    std::string const mark = "\xEF\xBF\xBD";
    BOOST_TEST(repaired("\x80") == mark);
    BOOST_TEST(repaired("a\xFFz") == "a" + mark + "z");
    BOOST_TEST(repaired("\xC3") == mark);
    BOOST_TEST(repaired("\xE2\x82") == mark);
    BOOST_TEST(repaired("\xF0\x9F\x98") == mark);
    BOOST_TEST(repaired("\xED\xA0\x80") == mark + mark + mark); // a surrogate
    BOOST_TEST(repaired("\xC0\x80") == mark + mark);
    BOOST_TEST(repaired("\xC3\xA4") == "\xC3\xA4");
}

BOOST_AUTO_TEST_CASE(only_ascii_begins_what_may_be_an_object)
{
    BOOST_TEST(may_be_object("{}"));
    BOOST_TEST(may_be_object(" \t{\"a\": 1}\r\n"));
    BOOST_TEST(!may_be_object("\xC3\xA4{}"));
    BOOST_TEST(!may_be_object(""));
    BOOST_TEST(!may_be_object("text}"));
}

BOOST_AUTO_TEST_CASE(a_cut_splits_no_code_point)
{
    BOOST_TEST(cut_point("a\xF0\x9F\x98\x80", 4) == 1u);
    BOOST_TEST(cut_point("a\xC3\xA4", 2) == 1u);
    BOOST_TEST(cut_point("a\xC3\xA4", 3) == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
