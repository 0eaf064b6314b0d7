// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "forward/ack_parser.hpp"

#include "support/ack.hpp"

#include <log_fluentd/error.hpp>

#include <boost/test/unit_test.hpp>

#include <random>
#include <string>

using namespace log_fluentd;
using namespace std::string_literals;
using log_fluentd::detail::ack_parser;
using log_fluentd::test::ack;
using ids = std::vector<std::string>;

namespace {

struct result
{
    std::error_code error;
    std::vector<std::string> ids;
};

result feed(std::string const& bytes, std::size_t step)
{
    ack_parser parser;
    result r;
    for (std::size_t at = 0; at < bytes.size() && !r.error; at += step)
        r.error = parser.feed(bytes.data() + at, std::min(step, bytes.size() - at), r.ids);
    return r;
}

} // namespace

BOOST_AUTO_TEST_SUITE(ack_parser_)

BOOST_AUTO_TEST_CASE(acknowledgements_come_in_any_grouping)
{
    auto const bytes = ack("first") + ack("second") + ack("third");
    for (std::size_t step = 1; step <= bytes.size(); ++step) {
        auto const r = feed(bytes, step);
        BOOST_TEST(!r.error);
        BOOST_TEST(r.ids == (ids{"first", "second", "third"}), boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(an_id_may_be_bin_and_other_keys_may_stand_beside_it)
{
    BOOST_TEST(feed("\x81\xa3"s + "ack\xc4\x02" + "id", 100).ids == ids{"id"},
               boost::test_tools::per_element());
    BOOST_TEST(feed("\x82\xa1x\x01\xa3"s + "ack\xa2" + "id", 100).ids == ids{"id"},
               boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(half_an_acknowledgement_is_awaited)
{
    auto const r = feed(ack("first") + ack("second").substr(0, 7), 3);
    BOOST_TEST(!r.error);
    BOOST_TEST(r.ids == ids{"first"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_acknowledgement_is_an_error_and_the_ids_before_it_are_good)
{
    for (auto const& bad : {"\xc1"s, "\xc0"s, "\x01"s, "\x80"s, "\x81\xa1x\x01"s, "\x81\xa3"s + "ack\x05",
                            "\x90"s, "\xa5hello"s, "\xdf\xff\xff\xff\xff"s, std::string(40, '\x91')}) {
        for (std::size_t const step : {1u, 2u, 100u}) {
            auto const r = feed(ack("good") + bad, step);
            BOOST_TEST((r.error == errc::protocol_error));
            BOOST_TEST(r.ids == ids{"good"}, boost::test_tools::per_element());
        }
    }
}

BOOST_AUTO_TEST_CASE(something_endless_is_an_error_and_not_kept)
{
    for (auto const& begin :
         {"\x81\xa3"s + "ack\xda\x03\xff", "\xdb\xff\xff\xff\xff"s, "\xc9\xff\xff\xff\xff\x01"s})
        BOOST_TEST((feed(begin + std::string(2000, 'x'), 7).error == errc::protocol_error));
}

BOOST_AUTO_TEST_CASE(a_server_that_wants_authentication_is_recognised)
{
    auto const helo = "\x92\xa4HELO\x81\xa5nonce\xc4\x04"s + "1234";
    BOOST_TEST((feed(helo, 100).error == errc::unexpected_handshake));
    BOOST_TEST((feed(helo, 1).error == errc::unexpected_handshake));
}

BOOST_AUTO_TEST_CASE(a_web_server_is_recognised)
{
    BOOST_TEST((feed("HTTP/1.1 400 Bad Request\r\n", 100).error == errc::not_forward));
}

BOOST_AUTO_TEST_CASE(noise_never_does_harm)
{
    std::mt19937 random(4711);
    for (int round = 0; round < 2000; ++round) {
        std::string noise(random() % 3000, '\0');
        for (char& byte : noise)
            byte = static_cast<char>(random());
        auto const r = feed(noise, 1 + random() % 1500);
        BOOST_TEST((!r.error || r.error.category() == error_category()));
    }
}

BOOST_AUTO_TEST_SUITE_END()
