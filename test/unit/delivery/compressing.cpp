// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Chunks that are compressed before they are sent, and what becomes of them.

#include "network.hpp"

#include <zlib.h>

using namespace log_fluentd;
using namespace log_fluentd::test;
using detail::delivery_step;

namespace {

/// Delivery whose steps the test takes itself.
struct compressing : network
{
    explicit compressing(compression method = compression::gzip, std::size_t servers = 1) : network(servers)
    {
        config.compress.method = method;
        config.compress.min_size = 100;
        config.buffer.limit = 8 * 1024 * 1024;
        config.buffer.chunk_limit = 2 * 1024 * 1024;
        config.window = 4;
    }
    delivery_step connected(std::size_t server = 0)
    {
        auto const step = subject->next(now);
        BOOST_TEST_REQUIRE((step.what == delivery_step::kind::connect));
        subject->connected(server, now);
        return subject->next(now);
    }
    /// \return how many pieces it took.
    int compress()
    {
        int pieces = 0;
        for (; subject->compresses(); ++pieces) {
            BOOST_TEST((subject->next(now).what == delivery_step::kind::nothing));
            subject->compress_some();
        }
        return pieces;
    }
};

bool is_nothing(delivery_step const& step)
{
    return step.what == delivery_step::kind::nothing;
}

bool is_write(delivery_step const& step)
{
    return step.what == delivery_step::kind::write;
}

} // namespace

BOOST_AUTO_TEST_SUITE(compressed_chunks)

BOOST_AUTO_TEST_CASE(a_chunk_is_compressed_in_slices_and_then_sent)
{
    compressing n;
    n.start();
    n.chunk_of({1, 2, 3}, "t", 100000);
    BOOST_TEST(is_nothing(n.connected()));
    BOOST_TEST(n.compress() == 10); // 300 kB
    auto const step = n.subject->next(n.now);
    BOOST_TEST_REQUIRE(is_write(step));
    BOOST_TEST(!step.compressed.empty());
    BOOST_TEST(step.compressed.size() < 3000u);
    BOOST_TEST(step.tail.find("compressed") != std::string_view::npos);
    auto const s = n.stats();
    BOOST_TEST(s.compressed.events == 3u);
    BOOST_TEST(s.compressed_to == step.compressed.size());
    n.subject->written(0, n.now);
    BOOST_TEST(n.subject->bytes_written(0) == step.head.size() + step.compressed.size() + step.tail.size());
    n.acknowledge(0, step.subject->id);
    BOOST_TEST(n.stats().delivered.events == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_resent_is_not_compressed_again)
{
    compressing n;
    n.start();
    n.chunk_of({1, 2}, "t", 5000);
    n.connected();
    n.compress();
    auto const first = n.subject->next(n.now);
    std::string const bytes(first.compressed);
    n.subject->written(0, n.now);
    n.disconnect(0, errc::connection_closed);
    n.now = *n.subject->deadline();
    auto const again = n.connected();
    BOOST_TEST_REQUIRE(is_write(again));
    BOOST_TEST((again.compressed == bytes));
    BOOST_TEST(n.stats().compressed.events == 2u);
    BOOST_TEST(n.stats().resent.events == 2u);
}

BOOST_AUTO_TEST_CASE(the_next_is_compressed_while_one_is_written_and_stays_behind_what_is_resent)
{
    compressing n;
    n.start();
    n.chunk_of({1}, "t", 5000);
    n.chunk_of({2}, "t", 50000);
    n.connected();
    n.compress();
    BOOST_TEST_REQUIRE(is_write(n.subject->next(n.now)));
    BOOST_TEST(is_nothing(n.subject->next(n.now)));
    BOOST_TEST(n.subject->compresses());
    n.disconnect(0, errc::connection_closed);
    BOOST_TEST(n.compress() == 2);
    n.now = *n.subject->deadline();
    auto const step = n.connected();
    BOOST_TEST_REQUIRE(is_write(step));
    BOOST_TEST((numbers_in(bytes_of(*step.subject, *n.buffer)) == std::vector<int>{1}));
    n.subject->written(0, n.now);
    auto const next = n.subject->next(n.now);
    BOOST_TEST_REQUIRE(is_write(next));
    BOOST_TEST(!next.compressed.empty());
}

BOOST_AUTO_TEST_CASE(small_ones_and_those_that_stay_large_go_as_they_are)
{
    compressing n;
    n.start();
    n.chunk_of({1}, "t", 20);
    auto const small = n.connected();
    BOOST_TEST_REQUIRE(is_write(small));
    BOOST_TEST(small.compressed.empty());
    BOOST_TEST(small.tail.find("compressed") == std::string_view::npos);
    n.subject->written(0, n.now);

    std::minstd_rand random;
    std::string noise = "\x92\x01\x81\xa1x\xc5\x27\x10";
    for (int i = 0; i < 10000; ++i)
        noise += static_cast<char>(random() >> 8);
    put(*n.buffer, "t", noise);
    n.buffer->seal_all();
    BOOST_TEST(is_nothing(n.subject->next(n.now)));
    n.compress();
    auto const large = n.subject->next(n.now);
    BOOST_TEST_REQUIRE(is_write(large));
    BOOST_TEST(large.compressed.empty());
    BOOST_TEST(n.stats().compressed.events == 0u);
}

BOOST_AUTO_TEST_CASE(a_unix_socket_gets_them_as_they_are)
{
    compressing n;
    n.config.servers[0].path = "/socket";
    n.start();
    n.chunk_of({1}, "t", 5000);
    auto const step = n.connected();
    BOOST_TEST_REQUIRE(is_write(step));
    BOOST_TEST(step.compressed.empty());
}

BOOST_AUTO_TEST_CASE(zstd_compresses_the_largest_chunks_too)
{
    compressing n(compression::zstd);
    n.config.buffer.chunk_limit = 4 * 1024 * 1024;
    n.start();
    n.chunk_of({1, 2, 3, 4}, "t", 1000000);
    BOOST_TEST(is_nothing(n.connected()));
    n.compress();
    auto const step = n.subject->next(n.now);
    BOOST_TEST_REQUIRE(is_write(step));
    BOOST_TEST(step.subject->content.events == 4u);
    BOOST_TEST(!step.compressed.empty());
}

BOOST_AUTO_TEST_CASE(what_is_discarded_meanwhile_is_counted)
{
    compressing n;
    n.start();
    n.chunk_of({1, 2}, "t", 50000);
    n.connected();
    n.subject->compress_some();
    BOOST_TEST(n.subject->compresses());
    n.disconnect(0, errc::connection_closed);
    n.subject->discard(discard_reason::closed);
    BOOST_TEST(!n.subject->compresses());
    BOOST_TEST(n.stats().total_discarded().events == 2u);
    BOOST_TEST(n.stats().waiting.events == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
