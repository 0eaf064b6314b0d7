// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the receiver refuses, and what it says.

#include "frames.hpp"
#include "receiver/frame_parser.hpp"

#include <boost/test/unit_test.hpp>

namespace {

using namespace log_fluentd::test;
using log_fluentd::detail::receiving::frame_parser;

constexpr std::size_t limit = 4096;

/// Why `bytes` are refused; empty where they are not.
std::string refusal(std::string_view bytes)
{
    frame_parser parser(limit);
    parser.feed(bytes);
    while (parser.next()) {
    }
    return parser.error();
}

std::string refusal_bytewise(std::string_view bytes)
{
    frame_parser parser(limit);
    for (char const byte : bytes) {
        parser.feed({&byte, 1});
        while (parser.next()) {
        }
    }
    return parser.error();
}

/// A refusal that is the same however the bytes come.
void check_refusal(std::string const& bytes, std::string const& expected)
{
    BOOST_TEST(refusal(bytes) == expected);
    BOOST_TEST(refusal_bytewise(bytes) == expected);
}

std::string const app = str("app");

std::string of_app(std::string const& reason)
{
    return "The frame with the tag \"app\" was refused: " + reason + ".";
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_refusals)

BOOST_AUTO_TEST_CASE(frames_of_the_wrong_shape)
{
    check_refusal(array(), "The frame was refused: it has 0 elements, not 2 to 4.");
    check_refusal(array(app), "The frame was refused: it has 1 elements, not 2 to 4.");
    check_refusal(array(bin("app"), array(entry)),
                  "The frame was refused: its tag is a binary, not a string.");
    check_refusal(array(nil, array(entry)), "The frame was refused: its tag is nil, not a string.");
    check_refusal(array(app, event_time), of_app("as a Message frame it has 2 elements, not 3 or 4"));
    check_refusal(array(app, event_time, record, nil, nil),
                  of_app("as a Message frame it has 5 elements, not 3 or 4"));
    check_refusal(array(app, array(entry), nil, nil),
                  of_app("as a Forward frame it has 4 elements, not 2 or 3"));
    check_refusal(array(app, bin(entry), nil, nil),
                  of_app("as a PackedForward frame it has 4 elements, not 2 or 3"));
    // The tag is somebody else's: it must not reach a terminal as it is.
    check_refusal(
        array(str("a\x1b[2J\xff"), array(one)),
        "The frame with the tag \"a\\u001b[2J\uFFFD\" was refused: an entry is an integer, not an array of "
        "time and record.");
}

BOOST_AUTO_TEST_CASE(refused_times)
{
    check_refusal(array(app, float_value, record),
                  of_app("a time is a float, not an integer or an EventTime"));
    check_refusal(array(app, array(array(float_value, record))),
                  of_app("a time is a float, not an integer or an EventTime"));
    check_refusal(array(app, bin(array(float_value, record))),
                  of_app("a time is a float, not an integer or an EventTime"));
    check_refusal(array(app, nil, record), of_app("a time is nil, not an integer or an EventTime"));
    check_refusal(array(app, array(array(array(array(event_time), map()), record))),
                  of_app("a time is an array, not an integer or an EventTime"));
    check_refusal(array(app, "\xcf\xff\xff\xff\xff\xff\xff\xff\xff"s, record),
                  of_app("a time is 18446744073709551615 seconds, which is out of range"));
    // msgpack's own timestamp.
    check_refusal(array(app, "\xd6\xff\x65\x53\xf1\x00"s, record),
                  of_app("it has a value of the unknown extension type -1"));
    check_refusal(array(app, "\xc7\x0c\x00"s + std::string(12, '\0'), record),
                  of_app("it has an EventTime of 12 bytes, not 8"));
    check_refusal(array(app, "\xd7\x00\x65\x53\xf1\x00\x3b\x9a\xca\x00"s, record),
                  of_app("it has an EventTime of 1000000000 nanoseconds, which is a second or more"));
}

BOOST_AUTO_TEST_CASE(refused_metadata)
{
    auto const check_header = [](std::string const& header, std::string const& reason) {
        check_refusal(array(app, array(array(header, record))), of_app(reason));
        check_refusal(array(app, bin(array(header, record))), of_app(reason));
    };
    check_header(array(event_time, one), "the metadata of an entry is an integer, not a map");
    check_header(array(event_time, nil), "the metadata of an entry is nil, not a map");
    check_header(array(), "the header of an entry has 0 elements, not 1 or 2 (time and metadata)");
    check_header(array(event_time, map(), map()),
                 "the header of an entry has 3 elements, not 1 or 2 (time and metadata)");
    check_header(array(map(), event_time), "a time is a map, not an integer or an EventTime");
    check_header(array(event_time, map(one, one)), "a key is an integer, not a string");
    check_refusal(array(app, event_time, record, map(str("metadata"), one)),
                  of_app("its option metadata is not a map"));
}

BOOST_AUTO_TEST_CASE(refused_records)
{
    check_refusal(array(app, event_time, nil), of_app("a record is nil, not a map"));
    check_refusal(array(app, array(array(event_time, str("text")))),
                  of_app("a record is a string, not a map"));
    check_refusal(array(app, bin(entry + array(event_time, array()))),
                  of_app("a record is an array, not a map"));
    check_refusal(array(app, event_time, map(one, one)), of_app("a key is an integer, not a string"));
    check_refusal(array(app, event_time, map(str("a"), array(map(bin("b"), one)))),
                  of_app("a key is a binary, not a string"));
    check_refusal(array(app, event_time, map(str("a"), "\xd4\x05\x01"s)),
                  of_app("it has a value of the unknown extension type 5"));
}

BOOST_AUTO_TEST_CASE(refused_entries)
{
    check_refusal(array(app, array(map())), of_app("an entry is a map, not an array of time and record"));
    check_refusal(array(app, array(array(event_time))),
                  of_app("an entry has 1 elements, not 2 (time and record)"));
    check_refusal(array(app, bin(array(event_time, record, nil))),
                  of_app("an entry has 3 elements, not 2 (time and record)"));
    check_refusal(array(app, bin(entry + entry.substr(0, 5))),
                  of_app("its entries end in the middle of an entry"));
    check_refusal(array(app, bin(entry + "\xc1")), of_app("its entries are not MessagePack"));
    // An array that announces 4 billion elements must not be believed.
    check_refusal(array(app, bin("\xdd\xff\xff\xff\xff"s)),
                  of_app("its entries end in the middle of an entry"));
}

BOOST_AUTO_TEST_CASE(refused_options)
{
    check_refusal(array(app, array(entry), one), of_app("its options are an integer, not a map"));
    check_refusal(array(app, array(entry), map(one, one)), of_app("a key is an integer, not a string"));
    check_refusal(array(app, array(entry), map(str("chunk"), one)),
                  of_app("its option chunk is an integer, not a string"));
    check_refusal(array(app, array(entry), map(str("chunk"), bin("id"))),
                  of_app("its option chunk is a binary, not a string"));
    check_refusal(array(app, array(entry), map(str("size"), str("2"))),
                  of_app("its option size is not an integer"));
    BOOST_TEST(refusal(array(app, array(entry), map(str("chunk"), nil, str("size"), nil))) == "");
}

BOOST_AUTO_TEST_CASE(refused_compression)
{
    auto const compressed = [](std::string const& entries, std::string const& how) {
        return array(app, bin(entries), map(str("compressed"), how));
    };
    std::string const member = gzip(entry);
    check_refusal(compressed(entry, str("lz4")),
                  of_app("its entries are compressed with \"lz4\", and this receiver knows gzip and zstd"));
    check_refusal(compressed(entry, one), of_app("its option compressed is not a string"));
    check_refusal(compressed(entry, str("gzip")), of_app("the compressed entries are not gzip, or damaged"));
    check_refusal(compressed("", str("gzip")), of_app("the compressed entries are cut short"));
    check_refusal(compressed(member.substr(0, member.size() - 1), str("gzip")),
                  of_app("the compressed entries are cut short"));
    check_refusal(compressed(member + "garbage", str("gzip")),
                  of_app("the compressed entries are not gzip, or damaged"));
    // A small frame, and more than the limit when it is inflated.
    check_refusal(compressed(gzip(std::string(limit + 1, '\0')), str("gzip")),
                  of_app("the entries inflate to more than 4096 bytes"));
}

BOOST_AUTO_TEST_CASE(refused_zstd)
{
    auto const compressed = [](std::string const& entries) {
        return array(app, bin(entries), map(str("compressed"), str("zstd")));
    };
    std::string const whole = zstd(entry);
    BOOST_TEST(refusal(compressed(whole)) == "");
    BOOST_TEST(refusal(compressed(whole + whole)) == ""); // one frame behind the other
    check_refusal(compressed(entry),
                  of_app("the compressed entries are not zstd, or damaged (Unknown frame descriptor)"));
    check_refusal(compressed(""), of_app("the compressed entries are cut short"));
    for (std::size_t size = 1; size < whole.size(); ++size)
        check_refusal(compressed(whole.substr(0, size)), of_app("the compressed entries are cut short"));
    check_refusal(compressed(zstd(std::string(limit + 1, '\0'))),
                  of_app("the entries inflate to more than 4096 bytes"));
}

BOOST_AUTO_TEST_CASE(refused_depth)
{
    auto const nested = [](std::size_t levels) { return std::string(levels, '\x91') + one; };
    // The frame and the record are two levels; of packed entries, the entry and the record.
    BOOST_TEST(refusal(array(app, event_time, map(str("a"), nested(30)))) == "");
    check_refusal(array(app, event_time, map(str("a"), nested(31))),
                  "The frame was refused: it is nested deeper than 32 levels.");
    BOOST_TEST(refusal(array(app, bin(array(event_time, map(str("a"), nested(30)))))) == "");
    check_refusal(array(app, bin(array(event_time, map(str("a"), nested(31))))),
                  of_app("an entry is nested deeper than 32 levels"));
    // Refused before the frame is whole.
    check_refusal(nested(100'000).substr(0, 33),
                  "The frame was refused: it is nested deeper than 32 levels.");
}

BOOST_AUTO_TEST_CASE(frame_sizes)
{
    std::string const tag_and_time = str("app") + event_time;
    auto const of_size = [&](std::size_t size) {
        std::string const head = "\x93"s + tag_and_time + "\x81" + str("a") + "\xda";
        std::size_t const text = size - head.size() - 2;
        return head + static_cast<char>(text >> 8) + static_cast<char>(text) + std::string(text, 'x');
    };
    BOOST_TEST(of_size(limit).size() == limit);
    BOOST_TEST(refusal(of_size(limit)) == "");
    check_refusal(of_size(limit + 1), "The frame was refused: it has more than 4096 bytes.");
    // Refused while it is still coming: nobody waits for the 4 GB that are announced.
    check_refusal("\x92\xdb\xff\xff\xff\xff"s + std::string(limit, 'x'),
                  "The frame was refused: it has more than 4096 bytes.");
    // Two frames may come in one piece that is larger than the limit.
    BOOST_TEST(refusal(of_size(limit) + of_size(limit)) == "");
}

BOOST_AUTO_TEST_CASE(refused_strangers)
{
    BOOST_TEST(refusal("GET / HTTP/1.1\r\n\r\n") ==
               "The peer speaks HTTP; this port accepts the Fluentd Forward protocol.");
    BOOST_TEST(refusal("\x16\x03\x01\x02\x00"s) ==
               "The peer speaks TLS; this port accepts the Fluentd Forward protocol without TLS.");
    check_refusal(
        R"(["app",1,{"n":1}])",
        "The peer seems to speak JSON; this port accepts the MessagePack form of the Fluentd Forward "
        "protocol.");
    BOOST_TEST(refusal("\x01\x02") ==
               "The peer sent something that is not a Forward frame, which is an array; it "
               "begins with \"\\u0001\\u0002\".");
    BOOST_TEST(
        refusal_bytewise("SSH-2.0-OpenSSH") ==
        "The peer sent something that is not a Forward frame, which is an array; it begins with \"S\".");
    check_refusal("\xc1",
                  "The peer sent something that is not a Forward frame, which is an array; it begins with "
                  "\"\uFFFD\".");
    check_refusal(array(app, "\xc1"s), "The frame was refused: it is not MessagePack.");
}

BOOST_AUTO_TEST_CASE(every_damaged_byte_is_refused_or_read_and_nothing_else)
{
    std::string const frame =
        array(app, bin(entry + array(integer_time, map(str("a"), array(nil, float_value)))),
              map(str("chunk"), str("id"), str("compressed"), str("text")));
    for (std::size_t place = 0; place != frame.size(); ++place) {
        for (int byte = 0; byte != 256; ++byte) {
            std::string damaged = frame;
            damaged[place] = static_cast<char>(byte);
            frame_parser parser(limit);
            parser.feed(damaged);
            std::size_t read = 0;
            while (auto const found = parser.next())
                read += found->bytes.size();
            // Every byte was read, is waited for, or there is a reason.
            BOOST_TEST((!parser.error().empty() || read + parser.unfinished() <= damaged.size()));
            BOOST_TEST((parser.error().empty() || parser.error().back() == '.'));
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
