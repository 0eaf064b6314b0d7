// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "frames.hpp"
#include "support/process.hpp"
#include "support/raw_connection.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>
#include <fcntl.h>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace {

using namespace log_fluentd::test;
using log_fluentd::connection_plan;
using log_fluentd::frame_reply;
using log_fluentd::received_event;
using log_fluentd::received_frame;
using log_fluentd::receiver;
using log_fluentd::receiver_config;

constexpr std::chrono::seconds plenty{30};

std::string frame_with_chunk(std::string const& chunk)
{
    return array(str("app"), bin(entry), map(str("chunk"), str(chunk)));
}

std::string acknowledgement(std::string const& chunk)
{
    return map(str("ack"), str(chunk));
}

/// Sends one frame and takes its acknowledgement.
void deliver(raw_connection& connection, std::string const& chunk)
{
    BOOST_TEST_REQUIRE(connection.send(frame_with_chunk(chunk)));
    BOOST_TEST(connection.receive(acknowledgement(chunk).size()) == acknowledgement(chunk));
}

bool contains(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

} // namespace

BOOST_AUTO_TEST_SUITE(receiver_class)

BOOST_AUTO_TEST_CASE(events_are_handed_over_and_acknowledged_byte_for_byte)
{
    std::vector<std::string> tags;
    receiver_config config;
    config.on_event = [&](received_event const& event) { tags.push_back(event.tag); };
    receiver server(config);
    BOOST_TEST(server.port() != 0u);
    BOOST_TEST(!server.wait_for(1, std::chrono::milliseconds(0)));

    raw_connection connection(server.port());
    for (std::string const chunk : {"id", "", "b64==\n", "not utf8 \xff\0"})
        deliver(connection, chunk);
    // The acknowledgements are there, so the events are: without a wait.
    BOOST_TEST(server.event_count() == 4u);
    BOOST_TEST(server.events().size() == 4u);
    BOOST_TEST(server.events()[0].record == (boost::json::object{{"n", 1}}));
    server.stop();
    BOOST_TEST(tags == std::vector<std::string>(4, "app"));
    BOOST_TEST(server.errors().empty());
}

BOOST_AUTO_TEST_CASE(a_frame_without_chunk_is_not_answered)
{
    receiver server;
    raw_connection connection(server.port());
    BOOST_TEST(connection.send(array(str("app"), array(entry, entry)) + frame_with_chunk("id")));
    BOOST_TEST(connection.receive(acknowledgement("id").size()) == acknowledgement("id"));
    BOOST_TEST(server.event_count() == 3u);
}

BOOST_AUTO_TEST_CASE(several_connections_and_their_numbers)
{
    std::vector<std::size_t> numbers;
    receiver_config config;
    config.keep_events = false;
    config.on_frame = [&](received_frame const& frame) {
        numbers.push_back(frame.connection);
        return acknowledge(frame);
    };
    receiver server(config);
    raw_connection first(server.port());
    BOOST_TEST(server.wait_for_connections(1, plenty));
    raw_connection second(server.port());
    deliver(second, "1");
    deliver(first, "2");
    deliver(second, "3");
    BOOST_TEST(server.connections() == 2u);
    BOOST_TEST(server.event_count() == 3u);
    BOOST_TEST(server.events().empty());
    server.stop();
    BOOST_TEST(numbers == (std::vector<std::size_t>{2, 1, 2}));
}

/// Whether the system would give this port to who asks for any.
bool is_free(std::uint16_t port)
{
    boost::asio::io_context context;
    boost::asio::ip::tcp::socket socket(context, boost::asio::ip::tcp::v4());
    boost::system::error_code error;
    socket.bind({boost::asio::ip::address_v4::loopback(), port}, error);
    return !error;
}

BOOST_AUTO_TEST_CASE(it_stops_and_starts_again_on_the_same_port_in_mid_stream)
{
    receiver server;
    std::uint16_t const port = server.port();
    for (int round = 1; round <= 3; ++round) {
        raw_connection connection(port);
        deliver(connection, "id");
        // What nobody has read makes the kernel forget the connection at once; without, it lingers on the
        // port.
        if (round == 1)
            BOOST_TEST(connection.send("\x93"));
        server.stop();
        server.stop();
        BOOST_TEST(connection.receive_all() == "");
        BOOST_CHECK_THROW(raw_connection{port}, std::runtime_error);
        BOOST_TEST(!is_free(port));
        server.start();
        server.start();
        BOOST_TEST(server.port() == port);
    }
    BOOST_TEST(server.event_count() == 3u);
    // So does another one.
    server.stop();
    receiver_config config;
    config.port = port;
    receiver other(config);
    raw_connection connection(port);
    deliver(connection, "id");
}

BOOST_AUTO_TEST_CASE(a_refused_frame_closes_the_connection_and_leaves_the_others_alone)
{
    receiver server;
    raw_connection bad(server.port());
    raw_connection good(server.port());
    BOOST_TEST(bad.send(frame_with_chunk("1") + array(str("app"), array(array(float_value, record)))));
    BOOST_TEST(bad.receive_all() == acknowledgement("1"));
    BOOST_TEST(server.wait_for_errors(1, plenty));
    BOOST_TEST(server.errors().at(0).rfind("From 127.0.0.1 port ", 0) == 0u);
    BOOST_TEST(
        contains(server.errors().at(0),
                 ": The frame with the tag \"app\" was refused: a time is a float, not an integer or an "
                 "EventTime."));
    deliver(good, "2");
    BOOST_TEST(server.event_count() == 2u);
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_in_mid_frame_is_reported)
{
    receiver server;
    raw_connection connection(server.port());
    BOOST_TEST(connection.send(frame_with_chunk("id").substr(0, 10)));
    connection.finish();
    BOOST_TEST(connection.receive_all() == "");
    BOOST_TEST(server.wait_for_errors(1, plenty));
    BOOST_TEST(contains(server.errors().at(0),
                        "The connection ended in the middle of a frame, after 10 bytes of it; "
                        "nothing of that frame was taken."));
    // One that brings nothing, as out_forward's heartbeats do, is not worth a word.
    raw_connection(server.port()).finish();
    raw_connection last(server.port());
    deliver(last, "id");
    BOOST_TEST(server.errors().size() == 1u);
}

BOOST_AUTO_TEST_CASE(the_reply_to_a_frame_can_be_chosen)
{
    receiver_config config;
    config.on_frame = [](received_frame const& frame) -> frame_reply {
        std::string const chunk = frame.chunk.value_or("");
        if (chunk == "silence")
            return {};
        if (chunk == "garbage")
            return {"\xc1\xc1", false, true};
        if (chunk == "close")
            return {"", true, true};
        if (chunk == "die")
            return {"", true, false};
        if (chunk == "half")
            return {acknowledge(frame).bytes.substr(0, 3), true, true};
        return acknowledge(frame);
    };
    receiver server(config);
    {
        raw_connection connection(server.port());
        BOOST_TEST(connection.send(frame_with_chunk("silence") + frame_with_chunk("garbage")));
        BOOST_TEST(connection.receive(2) == "\xc1\xc1");
        // What comes behind a frame that closes is not looked at.
        BOOST_TEST(connection.send(frame_with_chunk("close") + frame_with_chunk("id")));
        BOOST_TEST(connection.receive_all() == "");
        BOOST_TEST(server.event_count() == 3u);
    }
    {
        raw_connection connection(server.port());
        BOOST_TEST(connection.send(frame_with_chunk("die")));
        BOOST_TEST(connection.receive_all() == "");
        BOOST_TEST(server.event_count() == 3u);
    }
    raw_connection connection(server.port());
    BOOST_TEST(connection.send(frame_with_chunk("half")));
    BOOST_TEST(connection.receive_all() == acknowledgement("half").substr(0, 3));
    BOOST_TEST(server.event_count() == 4u);
}

BOOST_AUTO_TEST_CASE(the_treatment_of_a_connection_can_be_chosen)
{
    receiver_config config;
    std::size_t const size = frame_with_chunk("1").size();
    config.on_connection = [size](std::size_t number) -> connection_plan {
        if (number == 1)
            return {"hello", size + 5, true};
        if (number == 2)
            return {"", 0, true};
        if (number == 3)
            return {"", size, false};
        return {};
    };
    receiver server(config);
    raw_connection greeted(server.port());
    BOOST_TEST(greeted.receive(5) == "hello");
    BOOST_TEST(greeted.send(frame_with_chunk("1") + frame_with_chunk("2")));
    BOOST_TEST(greeted.receive_all() == acknowledgement("1"));

    raw_connection closed(server.port());
    BOOST_TEST(closed.receive_all() == "");

    raw_connection stuck(server.port());
    deliver(stuck, "1");
    BOOST_TEST(stuck.send(frame_with_chunk("2")));

    raw_connection normal(server.port());
    deliver(normal, "1");
    BOOST_TEST(server.event_count() == 3u);
    server.stop();
    BOOST_TEST(stuck.receive_all() == "");
    BOOST_TEST(server.event_count() == 3u);
}

BOOST_AUTO_TEST_CASE(acknowledgements_that_nobody_reads_do_not_pile_up)
{
    namespace asio = boost::asio;
    receiver server;
    asio::io_context context;
    asio::ip::tcp::socket writer(context);
    writer.connect({asio::ip::address_v4::loopback(), server.port()});
    asio::ip::tcp::socket reader(context);
    reader.assign(asio::ip::tcp::v4(), ::dup(writer.native_handle()));
    // More acknowledgements than both kernels take: the receiver must stop reading, and go on later.
    std::string const chunk(10'000, 'c');
    constexpr std::size_t count = 3000;
    std::future<void> const written = std::async(std::launch::async, [&] {
        for (std::size_t i = 0; i != count; ++i)
            asio::write(writer, asio::buffer(frame_with_chunk(chunk)));
    });
    BOOST_TEST(!server.wait_for(count, std::chrono::milliseconds(500)));
    // Another connection is served meanwhile.
    raw_connection other(server.port());
    deliver(other, "id");
    std::string received(acknowledgement(chunk).size(), '\0');
    for (std::size_t i = 0; i != count; ++i) {
        asio::read(reader, asio::buffer(received));
        BOOST_TEST_REQUIRE(received == acknowledgement(chunk));
    }
    BOOST_TEST(server.event_count() == count + 1);
}

BOOST_AUTO_TEST_CASE(a_handler_that_throws_closes_the_connection_only)
{
    receiver_config config;
    config.on_event = [](received_event const&) { throw std::runtime_error("no more room"); };
    config.on_error = [](std::string const&) { throw std::runtime_error("nor here"); };
    config.on_connection = [](std::size_t number) -> connection_plan {
        if (number == 2)
            throw std::runtime_error("not you");
        return {};
    };
    receiver server(config);
    raw_connection first(server.port());
    BOOST_TEST(first.send(frame_with_chunk("id")));
    BOOST_TEST(first.receive_all() == "");
    raw_connection second(server.port());
    BOOST_TEST(second.receive_all() == "");
    BOOST_TEST(server.wait_for_errors(2, plenty));
    BOOST_TEST(contains(server.errors()[0], "a handler failed: no more room."));
    BOOST_TEST(contains(server.errors()[1], "a handler failed: not you."));
    BOOST_TEST(server.event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(a_port_that_is_taken_and_bad_configuration_are_errors)
{
    receiver server;
    receiver_config config;
    config.port = server.port();
    BOOST_CHECK_EXCEPTION(receiver{config}, std::system_error, [&](std::system_error const& error) {
        return error.what() == "cannot listen on 127.0.0.1 port " + std::to_string(server.port()) +
                                   ": Address already in use";
    });
    config = {};
    config.address = "localhost";
    BOOST_CHECK_EXCEPTION(receiver{config}, std::invalid_argument, [](std::invalid_argument const& error) {
        return contains(error.what(), "receiver_config::address is \"localhost\"");
    });
    config = {};
    config.max_frame_size = 100;
    BOOST_CHECK_EXCEPTION(receiver{config}, std::invalid_argument, [](std::invalid_argument const& error) {
        return contains(error.what(), "receiver_config::max_frame_size is 100 bytes");
    });
}

BOOST_AUTO_TEST_CASE(its_descriptors_are_close_on_exec_and_its_thread_has_a_name_and_no_signals)
{
    auto const open_without_close_on_exec = [] {
        std::vector<int> result;
        for (int descriptor = 0; descriptor != 256; ++descriptor) {
            int const flags = ::fcntl(descriptor, F_GETFD);
            if (flags >= 0 && !(flags & FD_CLOEXEC))
                result.push_back(descriptor);
        }
        return result;
    };
    std::vector<int> const before = open_without_close_on_exec();
    std::promise<std::pair<std::string, std::string>> promise;
    std::vector<int> inside;
    receiver_config config;
    config.on_event = [&](received_event const&) {
        inside = open_without_close_on_exec();
        promise.set_value({read_file("/proc/thread-self/comm"), read_file("/proc/thread-self/status")});
    };
    receiver server(config);
    // The connection here is Asio's own making, so it is closed before the descriptors are looked at.
    child_process const sender(
        {"/bin/bash", "-c",
         "printf '\\222\\243app\\221\\222\\001\\200' >/dev/tcp/127.0.0.1/" + std::to_string(server.port())});
    auto const [name, status] = promise.get_future().get();
#ifndef LOG_FLUENTD_PORTABLE // whose threads have no names
    BOOST_TEST(name == "log_fluentd_rcv\n");
#endif
    unsigned long long const blocked = std::stoull(status.substr(status.find("SigBlk:") + 7), nullptr, 16);
    for (int const signal : {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR1, SIGCHLD, SIGPROF})
        BOOST_CHECK_MESSAGE((blocked >> (signal - 1) & 1) == 1u, "signal " << signal << " is not blocked");
    server.stop();
    BOOST_TEST(inside == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
