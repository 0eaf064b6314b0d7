// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "receiver/frame_parser.hpp"

#include "frames.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

namespace {

using namespace log_fluentd::test;
using log_fluentd::frame_kind;
using log_fluentd::received_event;
using log_fluentd::received_frame;
using log_fluentd::detail::receiving::frame_parser;

constexpr std::size_t limit = 1 << 20;

/// Feeds `bytes` in pieces; what was refused fails the test case.
std::vector<received_frame> parse(std::string_view bytes, std::size_t piece = 1 << 16)
{
    frame_parser parser(limit);
    std::vector<received_frame> result;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
        parser.feed(bytes.substr(0, piece));
        while (auto frame = parser.next())
            result.push_back(std::move(*frame));
    }
    BOOST_TEST(parser.error() == "");
    BOOST_TEST(parser.unfinished() == 0u);
    return result;
}

received_frame parse_one(std::string_view bytes)
{
    std::vector<received_frame> frames = parse(bytes);
    BOOST_TEST_REQUIRE(frames.size() == 1u);
    return std::move(frames.front());
}

void check_event(received_event const& event, std::uint32_t nanoseconds = 123456789)
{
    BOOST_TEST(event.tag == "app");
    BOOST_TEST(event.seconds == 1700000000);
    BOOST_TEST(event.nanoseconds == nanoseconds);
    BOOST_TEST(event.record == (boost::json::object{{"n", 1}}));
    BOOST_TEST(event.repeated_keys == 0u);
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_frame_parser)

BOOST_AUTO_TEST_CASE(a_message_frame_from_golden_bytes)
{
    received_frame const frame = parse_one("\x94\xa3"
                                           "app\xce\x65\x53\xf1\x00\x81\xa1n\x01\x81\xa5"
                                           "chunk\xa2"
                                           "x\n"s);
    BOOST_TEST((frame.kind == frame_kind::message));
    BOOST_TEST(frame.tag == "app");
    BOOST_TEST_REQUIRE(frame.events.size() == 1u);
    check_event(frame.events[0], 0);
    BOOST_TEST(frame.chunk.value() == "x\n"s);
    BOOST_TEST(boost::json::serialize(frame.options) == R"({"chunk":"x\n"})");
}

BOOST_AUTO_TEST_CASE(message_frames_with_each_kind_of_time)
{
    check_event(parse_one(array(str("app"), event_time, record)).events.at(0));
    check_event(parse_one(array(str("app"), event_time_ext8, record, nil)).events.at(0));
    check_event(parse_one(array(str("app"), integer_time, record, map())).events.at(0), 0);
    BOOST_TEST(parse_one(array(str("app"), "\xff"s, record)).events.at(0).seconds == -1);
    BOOST_TEST(parse_one(array(str("app"), "\x00"s, record)).events.at(0).seconds == 0);
}

BOOST_AUTO_TEST_CASE(a_forward_frame)
{
    received_frame const frame =
        parse_one(array(str("app"), array(entry, array(integer_time, record)), map(str("size"), "\x02"s)));
    BOOST_TEST((frame.kind == frame_kind::forward));
    BOOST_TEST_REQUIRE(frame.events.size() == 2u);
    check_event(frame.events[0]);
    check_event(frame.events[1], 0);
    BOOST_TEST(!frame.chunk);
    BOOST_TEST(frame.options.at("size").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(packed_forward_frames_with_entries_as_string_and_as_binary)
{
    for (std::string const& entries : {str(entry + entry), bin(entry + entry)}) {
        received_frame const frame = parse_one(array(str("app"), entries, map(str("chunk"), str("id"))));
        BOOST_TEST((frame.kind == frame_kind::packed_forward));
        BOOST_TEST_REQUIRE(frame.events.size() == 2u);
        check_event(frame.events[0]);
        check_event(frame.events[1]);
        BOOST_TEST(frame.chunk.value() == "id");
    }
}

BOOST_AUTO_TEST_CASE(compressed_packed_forward_frames_of_one_member_and_of_several)
{
    std::string const options = map(str("compressed"), str("gzip"));
    for (std::string const& entries :
         {gzip(entry + entry), gzip(entry) + gzip(entry), gzip(entry) + gzip("") + gzip(entry)}) {
        received_frame const frame = parse_one(array(str("app"), bin(entries), options));
        BOOST_TEST((frame.kind == frame_kind::compressed_packed_forward));
        BOOST_TEST_REQUIRE(frame.events.size() == 2u);
        check_event(frame.events[1]);
    }
    std::string const text = map(str("compressed"), str("text"));
    BOOST_TEST((parse_one(array(str("app"), bin(entry), text)).kind == frame_kind::packed_forward));
}

/// Forward v1.5; Fluent Bit sends it by default since 5.0.5.
BOOST_AUTO_TEST_CASE(entries_with_metadata)
{
    std::string const metadata = map(str("source"), map(str("n"), one));
    std::string const entries = array(array(event_time, metadata), record) +
                                array(array(integer_time, map()), record) + entry +
                                array(array(event_time), record);
    std::string const options = map(str("chunk"), str("id"));
    for (std::string const& bytes :
         {array(str("app"), "\x94"s + entries, options), array(str("app"), bin(entries), options),
          array(str("app"), str(entries), options),
          array(str("app"), bin(gzip(entries)),
                map(str("compressed"), str("gzip"), str("chunk"), str("id")))}) {
        received_frame const frame = parse_one(bytes);
        BOOST_TEST_REQUIRE(frame.events.size() == 4u);
        check_event(frame.events[0]);
        check_event(frame.events[1], 0);
        check_event(frame.events[2]);
        check_event(frame.events[3]);
        BOOST_TEST(boost::json::serialize(frame.events[0].metadata) == R"({"source":{"n":1}})");
        for (std::size_t i = 1; i < 4; ++i)
            BOOST_TEST(frame.events[i].metadata.empty());
        BOOST_TEST(log_fluentd::acknowledge(frame).bytes == map(str("ack"), str("id")));
    }
}

BOOST_AUTO_TEST_CASE(a_message_frame_with_metadata_in_its_options)
{
    std::string const options = map(str("metadata"), map(str("source"), one), str("chunk"), str("id"));
    received_frame const frame = parse_one(array(str("app"), event_time, record, options));
    check_event(frame.events.at(0));
    BOOST_TEST(boost::json::serialize(frame.events[0].metadata) == R"({"source":1})");
    BOOST_TEST(frame.chunk.value() == "id");
    BOOST_TEST(parse_one(array(str("app"), event_time, record, map(str("metadata"), nil)))
                   .events.at(0)
                   .metadata.empty());
}

BOOST_AUTO_TEST_CASE(repeated_keys_of_metadata_are_counted)
{
    std::string const twice = map(str("a"), nil, str("a"), one);
    auto const event =
        parse_one(array(str("app"), array(array(array(event_time, twice), record)))).events.at(0);
    BOOST_TEST(boost::json::serialize(event.metadata) == R"({"a":1})");
    BOOST_TEST(event.repeated_keys == 1u);
}

BOOST_AUTO_TEST_CASE(frames_of_two_elements_and_without_entries)
{
    BOOST_TEST(parse_one(array(str("app"), array(entry))).events.size() == 1u);
    BOOST_TEST(parse_one(array(str("app"), bin(entry))).events.size() == 1u);
    BOOST_TEST(parse_one(array(str("app"), array())).events.empty());
    BOOST_TEST(parse_one(array(str("app"), bin(""))).events.empty());
}

BOOST_AUTO_TEST_CASE(pipelined_frames_and_heartbeats_fed_in_pieces_of_every_size)
{
    std::string const first = array(str("app"), bin(entry), map(str("chunk"), str("1")));
    std::string const second = array(str("app"), array(entry, entry));
    std::string const bytes = nil + first + nil + nil + second + array(str("app"), event_time, record) + nil;
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
        std::vector<received_frame> const frames = parse(bytes, piece);
        BOOST_TEST_REQUIRE(frames.size() == 3u);
        BOOST_TEST(frames[0].chunk.value() == "1");
        BOOST_TEST(frames[1].events.size() == 2u);
        check_event(frames[2].events.at(0));
    }
}

BOOST_AUTO_TEST_CASE(a_frame_knows_its_bytes)
{
    std::string const first = array(str("app"), bin(entry));
    std::string const second = array(str("app"), array(entry, entry));
    frame_parser parser(limit);
    parser.feed(nil + first + second + "\x93");
    BOOST_TEST(parser.next().value().bytes == first);
    BOOST_TEST(parser.next().value().bytes == second);
    BOOST_TEST(!parser.next());
    BOOST_TEST(parser.unfinished() == 1u);
}

BOOST_AUTO_TEST_CASE(values_of_every_type)
{
    std::string const values =
        map(str("nil"), nil, str("no"), "\xc2"s, str("minus"), "\xd3\x80\0\0\0\0\0\0\0"s, str("large"),
            "\xcf\xff\xff\xff\xff\xff\xff\xff\xff"s, str("float"), float_value, str("float32"),
            "\xca\x3f\xc0\0\0"s, str("bin"), bin("a\xff"), str("list"), array(one, map()), str("time"),
            event_time, str(""), one);
    received_event const event = parse_one(array(str("app"), event_time, values)).events.at(0);
    BOOST_TEST(boost::json::serialize(event.record) ==
               R"({"nil":null,"no":false,"minus":-9223372036854775808,"large":18446744073709551615,)"
               R"("float":1.5E0,"float32":1.5E0,"bin":"a)"
               "\xff"
               R"(","list":[1,{}],"time":1700000000,"":1})");
}

BOOST_AUTO_TEST_CASE(of_repeated_keys_the_last_counts_and_they_are_counted)
{
    std::string const twice =
        map(str("a"), one, str("b"), map(str("c"), one, str("c"), nil), str("a"), "\x02"s);
    received_event const event = parse_one(array(str("app"), event_time, twice)).events.at(0);
    BOOST_TEST(boost::json::serialize(event.record) == R"({"a":2,"b":{"c":null}})");
    BOOST_TEST(event.repeated_keys == 2u);
}

BOOST_AUTO_TEST_CASE(frames_before_a_refused_one_count_and_nothing_after_it)
{
    frame_parser parser(limit);
    std::string const good = array(str("app"), array(entry));
    parser.feed(good + array(one, array(entry)) + good);
    BOOST_TEST(parser.next().has_value());
    BOOST_TEST(!parser.next());
    BOOST_TEST(parser.error() == "The frame was refused: its tag is an integer, not a string.");
    parser.feed(good);
    BOOST_TEST(!parser.next());
}

BOOST_AUTO_TEST_SUITE_END()
