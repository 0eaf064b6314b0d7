// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Each fault of the receiver, as its peer sees it.

#include "frames.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <stdexcept>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

std::string frame(std::string const& id)
{
    return array(str("app"), event_time, record, map(str("chunk"), str(id)));
}

std::string ack(std::string const& id)
{
    return map(str("ack"), str(id));
}

struct misbehaving
{
    log_fluentd::receiver server;

    raw_connection connect(receiver_fault fault)
    {
        server.misbehave(fault);
        return raw_connection(server.port());
    }
};

} // namespace

BOOST_FIXTURE_TEST_SUITE(receiver_faults, misbehaving)

BOOST_AUTO_TEST_CASE(refuse)
{
    try {
        auto peer = connect(faults::refuse());
        BOOST_TEST(peer.receive_all() == "");
    } catch (std::runtime_error const& error) { // reset before it was seen to stand
        BOOST_TEST(error.what() == "no connection: Connection reset by peer"s);
    }
}

BOOST_AUTO_TEST_CASE(never_read)
{
    auto peer = connect(faults::never_read());
    peer.send(frame("1"));
    BOOST_TEST(server.wait_for_connections(1, 30s));
    BOOST_TEST(!server.wait_for(1, 20ms));
    server.behave();
    BOOST_TEST(peer.receive_all() == ""); // so that the peer comes again
    raw_connection again(server.port());
    again.send(frame("1"));
    BOOST_TEST(again.receive(ack("1").size()) == ack("1"));
}

BOOST_AUTO_TEST_CASE(read_slowly)
{
    auto peer = connect(faults::read_slowly(400));
    auto const begin = std::chrono::steady_clock::now();
    std::string frames;
    for (int i = 0; i < 4; ++i)
        frames += frame("1");
    peer.send(frames);
    std::string const all = ack("1") + ack("1") + ack("1") + ack("1");
    BOOST_TEST(peer.receive(all.size()) == all);
    // 21 bytes are read each 50 ms.
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= (frames.size() / 21) * 50ms));
}

BOOST_AUTO_TEST_CASE(close_after)
{
    auto peer = connect(faults::close_after(frame("1").size() + 1));
    peer.send(frame("1") + frame("2"));
    BOOST_TEST(peer.receive(100) == ack("1"));
    BOOST_TEST(server.event_count() == 1u);
}

BOOST_AUTO_TEST_CASE(reset_after)
{
    auto peer = connect(faults::reset_after(5));
    peer.send(frame("1"));
    BOOST_TEST(peer.receive_all() == "");
    BOOST_TEST(server.event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(stall_after)
{
    auto peer = connect(faults::stall_after(frame("1").size() + 5));
    peer.send(frame("1") + frame("2"));
    BOOST_TEST(peer.receive(ack("1").size()) == ack("1"));
    BOOST_TEST(!server.wait_for(2, 20ms));
    server.behave();
    BOOST_TEST(peer.receive_all() == "");
}

BOOST_AUTO_TEST_CASE(never_acknowledge)
{
    auto peer = connect(faults::never_acknowledge());
    peer.send(frame("1"));
    BOOST_TEST(server.wait_for(1, 30s));
    server.behave();
    BOOST_TEST(peer.receive_all() == "");
}

BOOST_AUTO_TEST_CASE(acknowledge_late)
{
    auto peer = connect(faults::acknowledge_late(30ms));
    auto const begin = std::chrono::steady_clock::now();
    peer.send(frame("1") + frame("2"));
    BOOST_TEST(peer.receive(2 * ack("1").size()) == ack("1") + ack("2"));
    BOOST_TEST((std::chrono::steady_clock::now() - begin >= 30ms));
}

BOOST_AUTO_TEST_CASE(acknowledge_twice)
{
    auto peer = connect(faults::acknowledge_twice());
    peer.send(frame("1"));
    BOOST_TEST(peer.receive(2 * ack("1").size()) == ack("1") + ack("1"));
}

BOOST_AUTO_TEST_CASE(acknowledge_wrongly)
{
    auto peer = connect(faults::acknowledge_wrongly());
    peer.send(frame("1"));
    std::string const other = ack("bm9ib2R5J3MgY2h1bms=");
    BOOST_TEST(peer.receive(other.size()) == other);
}

BOOST_AUTO_TEST_CASE(acknowledge_another)
{
    auto peer = connect(faults::acknowledge_another());
    peer.send(frame("1") + frame("2") + frame("3"));
    BOOST_TEST(peer.receive(2 * ack("1").size()) == ack("1") + ack("2"));
}

BOOST_AUTO_TEST_CASE(send_garbage)
{
    auto peer = connect(faults::send_garbage());
    peer.send(frame("1"));
    BOOST_TEST(peer.receive(1) == "\xc1");
}

BOOST_AUTO_TEST_CASE(send_half)
{
    auto peer = connect(faults::send_half());
    peer.send(frame("1"));
    BOOST_TEST(peer.receive(3) == ack("1").substr(0, 3));
    server.behave();
    BOOST_TEST(peer.receive_all() == "");
}

BOOST_AUTO_TEST_CASE(refuse_frames)
{
    auto peer = connect(faults::refuse_frames());
    peer.send(frame("1"));
    BOOST_TEST(peer.receive_all() == "");
    BOOST_TEST(server.event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(faults_have_words)
{
    using kind = receiver_fault::kind;
    BOOST_TEST((parse_receiver_fault("none").what == kind::none));
    BOOST_TEST((parse_receiver_fault("never-acknowledge").what == kind::never_acknowledge));
    BOOST_TEST((parse_receiver_fault("refuse-frames").what == kind::refuse_frames));
    BOOST_TEST(parse_receiver_fault("close-after:1000").bytes == 1000u);
    BOOST_TEST((parse_receiver_fault("acknowledge-late:500").delay == 500ms));
    for (char const* const bad : {"", "sleep", "close-after", "close-after:", "close-after:x", "refuse:1",
                                  "close-after:1x", "read-slowly:0"}) {
        try {
            parse_receiver_fault(bad);
            BOOST_ERROR(bad << " was taken");
        } catch (std::invalid_argument const& error) {
            std::string const what = error.what();
            BOOST_TEST(what.find("'" + std::string(bad) +
                                 "' is not a fault; there are none, refuse, never-read, "
                                 "read-slowly:BYTES") == 0u,
                       what);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
