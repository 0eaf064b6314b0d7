// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The receiver and the independent decoder read the same in the same frames.

#include "receiver/frame_parser.hpp"
#include "support/decode_frames.hpp"
#include "unit/receiver/frames.hpp"

namespace {

using namespace log_fluentd::test;
namespace json = boost::json;

/// The frames as our parser reads them, in the decoder's form.
std::vector<json::object> parse_frames(std::string const& bytes)
{
    log_fluentd::detail::receiving::frame_parser parser(1 << 20);
    parser.feed(bytes);
    std::vector<json::object> result;
    while (auto const frame = parser.next()) {
        json::array entries;
        for (log_fluentd::received_event const& event : frame->events)
            entries.push_back({event.seconds, event.nanoseconds, event.record});
        result.push_back({{"tag", frame->tag}, {"entries", entries}, {"options", frame->options}});
    }
    BOOST_TEST(parser.error() == "");
    return result;
}

std::string refusal_by_decoder(std::string const& bytes)
{
    try {
        decode_frames(bytes);
    } catch (std::runtime_error const& error) {
        return error.what();
    }
    return {};
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_decode_frames, *boost::unit_test::precondition(needs_ruby_msgpack))

BOOST_AUTO_TEST_CASE(both_read_the_same_in_frames_of_every_kind)
{
    std::string const values =
        map(str("nil"), nil, str("no"), "\xc2"s, str("minus"), "\xd0\x80"s, str("large"),
            "\xcf\xff\xff\xff\xff\xff\xff\xff\xff"s, str("float"), float_value, str("list"),
            array(one, map(), array()), str("text"), str("\xc3\xbc\x1b"));
    std::string const entries = entry + array(integer_time, values);
    std::string const bytes =
        array(str("message"), event_time_ext8, values, map(str("chunk"), str("id\n"))) +
        array(str("message"), one, map()) +
        array(str("forward"), array(entry, entry), map(str("size"), "\x02"s)) +
        array(str("packed"), bin(entries)) + array(str("packed"), str(entries), map(str("chunk"), str(""))) +
        array(str("gzip"), bin(gzip(entries) + gzip(entry)), map(str("compressed"), str("gzip")));
    std::vector<json::object> const decoded = decode_frames(bytes);
    BOOST_TEST(decoded.size() == 6u);
    BOOST_TEST((decoded == parse_frames(bytes)));
    BOOST_TEST(
        json::serialize(decoded.at(2)) ==
        R"({"tag":"forward","entries":[[1700000000,123456789,{"n":1}],[1700000000,123456789,{"n":1}]],)"
        R"("options":{"size":2}})");
}

BOOST_AUTO_TEST_CASE(the_decoder_does_not_overlook_what_is_wrong)
{
    std::string const good = array(str("app"), bin(entry));
    BOOST_TEST(refusal_by_decoder(good) == "");
    for (std::size_t size = 1; size < good.size(); size += 7)
        BOOST_TEST(refusal_by_decoder(good + good.substr(0, size)) ==
                   "decode_frames: the last value is not whole\n");
    BOOST_TEST(refusal_by_decoder(array(str("app"), bin(entry + entry.substr(0, 5)))) ==
               "decode_frames: the last value is not whole\n");
    BOOST_TEST(refusal_by_decoder(array(str("app"), one, map(str("k"), one, str("k"), one))) ==
               "decode_frames: the key \"k\" is there twice\n");
    BOOST_TEST(refusal_by_decoder(array(str("app"), float_value, map())) ==
               "decode_frames: 1.5 is not a time\n");
    BOOST_TEST(refusal_by_decoder(array(str("app"), one, map(str("k"), str("\xff")))) ==
               "decode_frames: \"\\xFF\" is not UTF-8\n");
}

BOOST_AUTO_TEST_SUITE_END()
