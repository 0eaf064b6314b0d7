// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "msgpack/scratch.hpp"
#include "msgpack/utf8.hpp"
#include "support/decode.hpp"

#include <log_fluentd/value.hpp>
#include <log_fluentd/value_writer.hpp>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

namespace {

namespace json = boost::json;
using log_fluentd::value_writer;
using log_fluentd::detail::scratch;

struct writing
{
    scratch out;
    value_writer writer{out};

    json::value decoded() const { return log_fluentd::test::decode(out.data(), out.size()); }
    std::string bytes() const { return {out.data(), out.size()}; }
};

json::value string_written(std::string const& text)
{
    writing w;
    w.writer.string(text);
    return w.decoded();
}

} // namespace

BOOST_AUTO_TEST_SUITE(value_writer_)

BOOST_AUTO_TEST_CASE(scalars_keep_their_type)
{
    writing w;
    w.writer.begin_array();
    w.writer.nil();
    w.writer.boolean(true);
    w.writer.boolean(false);
    w.writer.integer(-1);
    w.writer.integer(INT64_MIN);
    w.writer.unsigned_integer(UINT64_MAX);
    w.writer.floating(0.5);
    w.writer.string("text");
    w.writer.end_array();
    json::array const expected{nullptr, true, false, -1, INT64_MIN, UINT64_MAX, 0.5, "text"};
    BOOST_TEST(w.decoded() == json::value(expected));
}

BOOST_AUTO_TEST_CASE(integers_take_the_fewest_bytes)
{
    writing w;
    w.writer.integer(5);
    BOOST_TEST(w.bytes() == "\x05");
}

BOOST_AUTO_TEST_CASE(numbers_that_are_not_finite_are_strings)
{
    writing w;
    w.writer.begin_array();
    w.writer.floating(std::numeric_limits<double>::quiet_NaN());
    w.writer.floating(std::numeric_limits<double>::infinity());
    w.writer.floating(-std::numeric_limits<double>::infinity());
    w.writer.end_array();
    BOOST_TEST(w.decoded() == json::parse(R"(["NaN", "Infinity", "-Infinity"])"));
}

BOOST_AUTO_TEST_CASE(containers_of_every_size)
{
    for (int const count : {0, 1, 15, 16, 17, 65535, 65536}) {
        writing array;
        array.writer.begin_array();
        json::array expected_array;
        for (int i = 0; i < count; ++i) {
            array.writer.integer(i);
            expected_array.push_back(i);
        }
        array.writer.end_array();
        BOOST_TEST(array.decoded() == json::value(expected_array));

        writing map;
        map.writer.begin_map();
        for (int i = 0; i < count; ++i) {
            map.writer.key(std::to_string(i));
            map.writer.integer(i);
        }
        map.writer.end_map();
        auto const decoded = map.decoded();
        BOOST_TEST(decoded.as_object().size() == static_cast<std::size_t>(count));
    }
}

BOOST_AUTO_TEST_CASE(strings_of_every_size)
{
    for (std::size_t const size : std::initializer_list<std::size_t>{0u, 1u, 7u, 8u, 9u, 15u, 16u, 17u, 31u,
                                                                     32u, 255u, 256u, 65535u, 65536u}) {
        std::string const text(size, 'x');
        BOOST_TEST(string_written(text) == json::value(text));
    }
}

BOOST_AUTO_TEST_CASE(containers_beyond_the_depth_limit_are_a_text)
{
    writing w;
    constexpr std::size_t depth = 40;
    for (std::size_t i = 0; i < depth; ++i) {
        w.writer.begin_array();
        w.writer.begin_map();
        w.writer.key("k");
    }
    w.writer.string("never seen");
    for (std::size_t i = 0; i < depth; ++i) {
        w.writer.end_map();
        w.writer.end_array();
    }
    json::value const decoded = w.decoded();
    json::value const* inner = &decoded;
    std::size_t levels = 0;
    for (; inner->is_structured(); ++levels)
        inner = inner->is_array() ? &inner->as_array().at(0) : &inner->as_object().at("k");
    BOOST_TEST(levels == value_writer::max_depth);
    BOOST_TEST(*inner == json::value("<nested too deeply>"));
}

BOOST_AUTO_TEST_CASE(what_follows_a_container_that_was_too_deep_is_written)
{
    writing w;
    for (std::size_t i = 0; i < value_writer::max_depth; ++i)
        w.writer.begin_array();
    w.writer.begin_array();
    w.writer.end_array();
    w.writer.integer(7);
    for (std::size_t i = 0; i < value_writer::max_depth; ++i)
        w.writer.end_array();
    auto const text = json::serialize(w.decoded());
    BOOST_TEST(text.find(R"(["<nested too deeply>",7])") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_map_is_valid_whatever_its_writer_does)
{
    writing w;
    w.writer.begin_map();
    w.writer.integer(1);
    w.writer.begin_array();
    w.writer.integer(2);
    w.writer.end_array();
    w.writer.key("first");
    w.writer.key("second");
    w.writer.end_array();
    w.writer.end_map();
    w.writer.end_map();
    BOOST_TEST(w.decoded() == json::parse(R"({"first": null, "second": null})"));
}

BOOST_AUTO_TEST_CASE(bad_bytes_are_replaced_and_counted)
{
    struct
    {
        char const* bytes;
        char const* repaired;
    } const cases[] = {
        {"caf\xE9", "caf\uFFFD"},
        {"\x80\x80 tail", "\uFFFD\uFFFD tail"},
        {"\xC0\xAF", "\uFFFD\uFFFD"},                     // overlong
        {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},           // a surrogate
        {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, // beyond U+10FFFF
        {"cut \xF0\x9F\x98", "cut \uFFFD"},
        {"\xF0\x9F\x98 in the middle of a longer text", "\uFFFD in the middle of a longer text"},
        {"0123456789abcde\xFF", "0123456789abcde\uFFFD"},
        {"\xFF", "\uFFFD"},
    };
    for (auto const& c : cases) {
        writing w;
        w.writer.string(c.bytes);
        BOOST_TEST(w.decoded() == json::value(c.repaired));
        BOOST_TEST(w.out.report.repaired_strings == 1u);
    }
}

BOOST_AUTO_TEST_CASE(valid_text_stays_as_it_is)
{
    std::string const texts[] = {"",
                                 "ascii",
                                 "na\u00EFve \u20AC \U0001F600 \U0010FFFF",
                                 std::string("a\0b", 3),
                                 "\u00E9",
                                 "a long text with one \u00E9 and then much ascii behind it"};
    for (auto const& text : texts) {
        writing w;
        w.writer.string(text);
        BOOST_TEST(w.decoded() == json::value(text));
        BOOST_TEST(w.out.report.empty());
    }
}

BOOST_AUTO_TEST_CASE(keys_are_repaired_too)
{
    writing w;
    w.writer.begin_map();
    w.writer.key("k\xFF");
    w.writer.integer(1);
    w.writer.end_map();
    BOOST_TEST(w.decoded().as_object().contains("k\uFFFD"));
}

BOOST_AUTO_TEST_CASE(a_huge_text_is_cut_before_it_is_copied)
{
    writing w;
    w.out.text_limit = 1000;
    std::string const text(std::size_t{10} << 20, 'x');
    w.writer.string(text);
    BOOST_TEST(w.decoded() == json::value(std::string(1000, 'x') + "\u2026[cut: 10484760 bytes]"));
    BOOST_TEST(w.out.report.truncated_events == 1u);
    BOOST_TEST(w.out.capacity() < std::size_t{4096});
}

BOOST_AUTO_TEST_CASE(a_text_is_cut_between_code_points)
{
    writing w;
    w.out.text_limit = 8;
    w.writer.string("1234567\u20AC890");
    BOOST_TEST(w.decoded() == json::value("1234567\u2026[cut: 6 bytes]"));
    BOOST_TEST(w.out.report.repaired_strings == 0u);
}

BOOST_AUTO_TEST_CASE(maps_given_in_place)
{
    writing w;
    write(w.writer, {{"from", "userA"},
                     {"to", {{"id", 7}, {"vip", true}, {"ratio", 0.5f}}},
                     {"big", UINT64_MAX},
                     {"nothing", nullptr},
                     {"null text", static_cast<char const*>(nullptr)},
                     {"text", std::string("x")}});
    BOOST_TEST(w.decoded() == json::parse(R"({"from": "userA", "to": {"id": 7, "vip": true, "ratio": 0.5},
        "big": 18446744073709551615, "nothing": null, "null text": null, "text": "x"})"));
}

BOOST_AUTO_TEST_CASE(of_a_key_given_twice_the_first_counts)
{
    writing w;
    write(w.writer, {{"k", 1}, {"other", 2}, {"k", 3}});
    BOOST_TEST(w.decoded() == json::parse(R"({"k": 1, "other": 2})"));
}

BOOST_AUTO_TEST_CASE(wide_text_becomes_utf8)
{
    std::string out;
    BOOST_TEST(log_fluentd::detail::append_utf8(out, std::u16string_view(u"a\u00E9\u20AC\U0001F600")));
    BOOST_TEST(log_fluentd::detail::append_utf8(out, std::u32string_view(U"\U0010FFFF")));
    BOOST_TEST(out == "a\u00E9\u20AC\U0001F600\U0010FFFF");
    out.clear();
    char16_t const lone[] = {0xD83D, u'x', 0xDE00, 0xD83D};
    BOOST_TEST(!log_fluentd::detail::append_utf8(out, std::u16string_view(lone, 4)));
    BOOST_TEST(out == "\uFFFDx\uFFFD\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
