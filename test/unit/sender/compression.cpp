// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Compressed chunks on their way into the receiver.

#include "support/sender_access.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

compression const both[] = {compression::gzip, compression::zstd};

void emit(sender& s, int from, int to)
{
    for (int i = from; i < to; ++i)
        s.emit("t", {{"n", i}, {"text", "a text that comes again and again"}});
}

std::string error_of(sender_config const& config)
{
    try {
        validate(config);
        return {};
    } catch (std::invalid_argument const& error) {
        return error.what();
    }
}

} // namespace

BOOST_TEST_DONT_PRINT_LOG_VALUE(compression)

BOOST_AUTO_TEST_SUITE(compressed)

BOOST_DATA_TEST_CASE(everything_arrives_once_and_in_order, boost::unit_test::data::make(both), method)
{
    std::mutex mutex;
    std::set<frame_kind> kinds;
    receiver_config receiving;
    receiving.on_frame = [&](received_frame const& frame) {
        std::lock_guard<std::mutex> const lock(mutex);
        kinds.insert(frame.kind);
        return acknowledge(frame);
    };
    receiver server(receiving);
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.compress.method = method;
    config.buffer.flush_interval = 1h;
    config.buffer.chunk_limit = 128 * 1024;
    sender s(config);
    constexpr int count = 20000;
    emit(s, 0, count);
    BOOST_TEST(bool(s.flush(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == 20000u);
    BOOST_TEST(counters.compressed.bytes > 0u);
    BOOST_TEST(counters.compressed_to < counters.compressed.bytes / 4);
    auto const events = server.events();
    BOOST_TEST_REQUIRE(events.size() == static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        BOOST_TEST(events[static_cast<std::size_t>(i)].record.at("n").to_number<int>() == i);
    std::lock_guard<std::mutex> const lock(mutex);
    BOOST_TEST(kinds.count(frame_kind::compressed_packed_forward) == 1u);
    BOOST_TEST(server.errors().empty());
}

BOOST_DATA_TEST_CASE(after_a_fault_the_same_bytes_are_resent, boost::unit_test::data::make(both), method)
{
    std::mutex mutex;
    std::map<std::string, std::set<std::string>> bytes_of; // by the chunk's id
    receiver_config receiving;
    receiving.on_frame = [&](received_frame const& frame) {
        std::lock_guard<std::mutex> const lock(mutex);
        auto& seen = bytes_of[*frame.chunk];
        bool const is_first = seen.empty();
        seen.insert(std::string(frame.bytes));
        auto reply = acknowledge(frame);
        reply.close = is_first;
        if (is_first)
            reply.bytes.clear();
        return reply;
    };
    receiver server(receiving);
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.compress.method = method;
    config.buffer.flush_interval = 1h;
    sender s(config);
    emit(s, 0, 1000);
    BOOST_TEST(bool(s.flush(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.resent.events == 1000u);
    BOOST_TEST(counters.compressed.events == 1000u); // once
    std::lock_guard<std::mutex> const lock(mutex);
    BOOST_TEST_REQUIRE(bytes_of.size() == 1u);
    BOOST_TEST(bytes_of.begin()->second.size() == 1u);
}

/// Work of the user's comes to its turn between the pieces of a chunk.
BOOST_AUTO_TEST_CASE(a_large_chunk_does_not_hold_up_the_users_executor)
{
    receiver server;
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.compress.method = compression::gzip;
    config.buffer.flush_interval = 1h;
    boost::asio::io_context context;
    auto work = boost::asio::make_work_guard(context);
    auto const s = make_sender(context.get_executor(), config);
    emit(*s, 0, 10000); // some 600 kB, 19 pieces
    std::atomic<int> turns{0};
    std::function<void()> const turn = [&] {
        ++turns;
        if (s->statistics().compressed.events == 0)
            boost::asio::post(context, turn);
    };
    boost::asio::post(context, turn);
    std::thread only_one([&] { context.run(); });
    BOOST_TEST(bool(s->flush(patience)));
    BOOST_TEST(turns >= 15);
    BOOST_TEST(checked(*s).compressed.events == 10000u);
    BOOST_TEST(bool(s->close(patience)));
    work.reset();
    only_one.join();
}

BOOST_DATA_TEST_CASE(the_largest_chunk_arrives_whole, boost::unit_test::data::make(both), method)
{
    receiver server;
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.compress.method = method;
    config.buffer.flush_interval = 1h;
    config.buffer.chunk_limit = 4u << 20;
    sender s(config);
    constexpr int count = 4000; // 4 MB
    std::string const text(1000, 'x');
    for (int i = 0; i < count; ++i)
        s.emit("t", {{"n", i}, {"text", text}});
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(bool(s.close(patience)));
    auto const counters = checked(s);
    BOOST_TEST(counters.compressed.events == count);
    BOOST_TEST(counters.chunks_delivered < 5u); // small parts of it go behind it, as probes
    server.stop();
    auto const events = server.events();
    BOOST_TEST_REQUIRE(events.size() == count);
    for (std::size_t i = 0; i < count; ++i)
        BOOST_TEST_REQUIRE((events[i].record == boost::json::object{{"n", i}, {"text", text}}));
}

BOOST_AUTO_TEST_CASE(what_excludes_each_other_is_an_error)
{
    sender_config config;
    config.compress.level = 10;
    BOOST_TEST(error_of(config) == "compress.level must be between 1 and 9 for gzip, but is 10");
    config.compress.method = compression::zstd;
    BOOST_TEST(error_of(config) == "");
    config.compress.level = 20;
    BOOST_TEST(error_of(config) == "compress.level must be between 1 and 19 for zstd, but is 20");
    config.compress = {};
    config.compress.min_size = 5u << 20;
    BOOST_TEST(error_of(config) == "compress.min_size must be between 0 bytes and 4 MiB, but is 5 MiB");
    config.compress = {compression::gzip, 1, 0};
    config.frame.mode = event_mode::forward;
    BOOST_TEST(error_of(config).find("compress.method requires packed_forward as frame.mode") == 0u);
    config.frame = {};
    config.frame.options = false;
    config.require_ack = false;
    BOOST_TEST(error_of(config).find("compress.method requires frame.options") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
