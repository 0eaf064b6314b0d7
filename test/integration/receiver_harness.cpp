// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Does the harness for a real Fluentd do what the other tests rely on?

#include "support/fluentd.hpp"
#include "support/raw_connection.hpp"

#include <msgpack.hpp>

#include <string>

namespace {

using namespace log_fluentd::test;
using log_fluentd::received_event;
using namespace std::string_literals;

// ["app.hand", [[EventTime(1700000000, 123456789), {"n": number}]], {"chunk": chunk}], byte by byte.
std::string hand_made_frame(char number, std::string const& chunk)
{
    return "\x93\xa8"
           "app.hand\x91\x92\xd7\x00\x65\x53\xf1\x00\x07\x5b\xcd\x15\x81\xa1n"s +
           number + "\x81\xa5"s + "chunk" + static_cast<char>(0xa0 + chunk.size()) + chunk;
}

std::string acknowledgement(std::string const& chunk)
{
    return "\x81\xa3"
           "ack"s +
           static_cast<char>(0xa0 + chunk.size()) + chunk;
}

void send_and_await_acknowledgement(fluentd const& server, char number)
{
    std::string const chunk = "id-"s + static_cast<char>('0' + number) + "\n";
    raw_connection connection(server.port());
    BOOST_TEST_REQUIRE(connection.send(hand_made_frame(number, chunk)));
    BOOST_TEST(connection.receive(acknowledgement(chunk).size()) == acknowledgement(chunk));
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_harness, *boost::unit_test::precondition(needs_fluentd))

BOOST_AUTO_TEST_CASE(what_is_acknowledged_is_in_the_file_even_when_fluentd_is_killed)
{
    fluentd server;
    std::uint16_t const port = server.port();
    send_and_await_acknowledgement(server, 1);
    // Without a wait: the acknowledgement has come.
    BOOST_TEST_REQUIRE(server.events().size() == 1u);
    received_event const first = server.events().front();
    BOOST_TEST(first.tag == "app.hand");
    BOOST_TEST(first.seconds == 1700000000);
    BOOST_TEST(first.nanoseconds == 123456789u);
    BOOST_TEST(boost::json::serialize(first.record) == R"({"n":1})");

    send_and_await_acknowledgement(server, 2);
    server.kill();
    BOOST_CHECK_THROW(raw_connection{port}, std::runtime_error);
    BOOST_TEST(server.events().size() == 2u);

    // A line that the kill could have torn.
    std::ofstream(server.folder() / "events", std::ios::app) << R"({"tag":"app.ha)";
    BOOST_TEST(server.events().size() == 2u);
    server.restart();
    BOOST_TEST(server.port() == port);
    send_and_await_acknowledgement(server, 3);
    BOOST_TEST_REQUIRE(server.events().size() == 3u);
    BOOST_TEST(server.events()[2].record.at("n").to_number<int>() == 3);

    server.stop();
    BOOST_CHECK_THROW(raw_connection{port}, std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_null_output_acknowledges_and_keeps_nothing)
{
    fluentd_options options;
    options.output = fluentd_output::null;
    options.skip_invalid_event = true;
    fluentd server(options);
    send_and_await_acknowledgement(server, 1);
    BOOST_TEST(server.events().empty());
}

BOOST_AUTO_TEST_CASE(values_that_json_does_not_know_are_written_all_the_same)
{
    fluentd server;
    msgpack::sbuffer frame;
    msgpack::packer<msgpack::sbuffer> packer(frame);
    packer.pack_array(3);
    packer.pack("app.odd");
    packer.pack(1700000000);
    packer.pack_map(3);
    packer.pack("float");
    packer.pack(std::numeric_limits<double>::quiet_NaN());
    packer.pack("binary");
    packer.pack_bin(2);
    packer.pack_bin_body("\xff!", 2);
    packer.pack("bad utf8");
    packer.pack("a\xff");
    raw_connection connection(server.port());
    BOOST_TEST_REQUIRE(connection.send({frame.data(), frame.size()}));
    BOOST_TEST_REQUIRE(server.wait_for(1));
    BOOST_TEST(server.events()[0].nanoseconds == 0u);
    BOOST_TEST(boost::json::serialize(server.events()[0].record) ==
               "{\"float\":\"NaN\",\"binary\":\"\uFFFD!\",\"bad utf8\":\"a\uFFFD\"}");
}

BOOST_AUTO_TEST_CASE(a_configuration_that_fluentd_refuses_is_reported_in_its_own_words)
{
    fluentd_options options;
    options.match_lines = "@type no_such_output";
    BOOST_CHECK_EXCEPTION(fluentd{options}, std::runtime_error, [](std::runtime_error const& error) {
        return std::string_view(error.what()).find("no_such_output") != std::string_view::npos;
    });
}

BOOST_AUTO_TEST_SUITE_END()
