// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/frame.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_set>

using namespace log_fluentd;
using namespace log_fluentd::detail;
using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(frame)

BOOST_AUTO_TEST_CASE(head_is_tag_and_size_of_the_entries)
{
    std::string head;
    write_frame_head(head, {}, "app.shop", {1, 5});
    BOOST_TEST(head == "\x93\xa8"s + "app.shop" + "\xc4\x05");
}

BOOST_AUTO_TEST_CASE(sizes_take_the_bytes_they_need)
{
    std::string head;
    write_frame_head(head, {}, std::string(300, 't'), {1, 0x12345});
    BOOST_TEST(head == "\x93\xda\x01\x2c"s + std::string(300, 't') + "\xc6\x00\x01\x23\x45"s);
}

BOOST_AUTO_TEST_CASE(tail_holds_size_and_chunk)
{
    std::string tail;
    write_frame_tail(tail, {}, 3, "aWQ=");
    BOOST_TEST(tail == "\x82\xa4size\x03\xa5"s + "chunk\xa4" + "aWQ=");
}

BOOST_AUTO_TEST_CASE(tail_without_acknowledgement_has_no_chunk)
{
    std::string tail;
    write_frame_tail(tail, {}, 1, "");
    BOOST_TEST(tail == "\x81\xa4size\x01"s);
}

BOOST_AUTO_TEST_CASE(tail_says_how_the_entries_are_compressed)
{
    std::string gzip, zstd;
    write_frame_tail(gzip, {}, 3, "aWQ=", compression::gzip);
    BOOST_TEST(gzip == "\x83\xa4size\x03\xa5"s + "chunk\xa4" + "aWQ=" + "\xaa" + "compressed\xa4gzip");
    write_frame_tail(zstd, {}, 3, "", compression::zstd);
    BOOST_TEST(zstd == "\x82\xa4size\x03\xaa"s + "compressed\xa4zstd");
}

BOOST_AUTO_TEST_CASE(each_mode_has_its_head)
{
    auto const head = [](event_mode mode, bool as_string, bool options) {
        frame_config config;
        config.mode = mode;
        config.packed_as_string = as_string;
        config.options = options;
        std::string bytes;
        write_frame_head(bytes, config, "t", {2, 40});
        return bytes;
    };
    BOOST_TEST(head(event_mode::packed_forward, true, true) == "\x93\xa1t\xd9\x28"s);
    BOOST_TEST(head(event_mode::packed_forward, false, false) == "\x92\xa1t\xc4\x28"s);
    BOOST_TEST(head(event_mode::forward, false, true) == "\x93\xa1t\x92"s);
    BOOST_TEST(head(event_mode::forward, false, false) == "\x92\xa1t\x92"s);
    BOOST_TEST(head(event_mode::message, false, true) == "\x94\xa1t"s);
    BOOST_TEST(head(event_mode::message, false, false) == "\x93\xa1t"s);
}

BOOST_AUTO_TEST_CASE(without_options_there_is_no_tail)
{
    frame_config config;
    config.options = false;
    std::string tail;
    write_frame_tail(tail, config, 3, "");
    BOOST_TEST(tail.empty());
}

BOOST_AUTO_TEST_CASE(a_hundred_thousand_ids_are_22_digits_of_base64_each_and_differ)
{
    constexpr std::size_t count = 100000;
    std::unordered_set<std::string> ids;
    std::size_t of_wrong_size = 0, of_wrong_digits = 0;
    std::array<std::set<char>, chunk_id_size> seen; // at each place
    for (std::size_t i = 0; i < count; ++i) {
        auto const id = make_chunk_id();
        of_wrong_size += id.size() != 22;
        of_wrong_digits += id.find_first_not_of(
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") != id.npos;
        for (std::size_t at = 0; at < std::min(id.size(), seen.size()); ++at)
            seen[at].insert(id[at]);
        ids.insert(id);
    }
    BOOST_TEST(of_wrong_size == 0u);
    BOOST_TEST(of_wrong_digits == 0u);
    BOOST_TEST(ids.size() == count);
    // Each place varies: all its digits were seen, but for those of the UUID's version and variant, which are
    // fixed, and of the last two bits.
    BOOST_TEST(seen[0].size() == 64u);
    BOOST_TEST(seen[12].size() == 64u);
    BOOST_TEST(seen[20].size() == 64u);
    BOOST_TEST(seen[21].size() == 4u);
}

BOOST_AUTO_TEST_SUITE_END()
