// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Chunks of every size, compressed with zstd, into a Fluentd that takes it: 1.19 and later, for which Debian
// 12's Ruby is too old. tools/matrix runs this with the newest, and in the rows with --boost with 1.19.0 too.

#include "support/fluentd.hpp"
#include "support/needs.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstddef>
#include <random>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

constexpr std::size_t text_size = 500;

/// A hundred alike, whose frames of zstd have some bytes only, then a hundred whose frames stay large.
std::string text_of(std::size_t n)
{
    std::string text(text_size, 'x');
    if (n / 100 % 2) {
        std::minstd_rand random(static_cast<unsigned>(n) + 1);
        for (char& c : text)
            c = static_cast<char>('a' + (random() >> 8) % 16);
    }
    return text;
}

/// Three chunks, the last of them half full.
void check_chunks(fluentd& server, std::size_t chunk_limit)
{
    std::size_t const count = chunk_limit * 5 / 2 / text_size;
    std::size_t const before = server.events().size();
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.compress.method = compression::zstd;
    config.compress.min_size = 0;
    config.buffer.chunk_limit = chunk_limit;
    config.buffer.flush_interval = std::chrono::hours(1);
    sender s(config);
    for (std::size_t n = 0; n < count; ++n)
        BOOST_REQUIRE(s.emit("zstd", {{"n", n}, {"text", text_of(n)}}));
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(bool(s.close(patience)));

    auto const counters = checked(s);
    BOOST_TEST(counters.delivered.events == count);
    BOOST_TEST(counters.compressed.events == count);
    BOOST_TEST(counters.chunks_delivered < 12u); // small parts of large ones go behind them, as probes
    BOOST_TEST(counters.resent.events == 0u);
    BOOST_TEST(reported.count(diagnostic_kind::connection_lost) == 0u);
    BOOST_TEST_REQUIRE(server.wait_for(before + count), server.log());
    auto const& events = server.events();
    BOOST_TEST(events.size() == before + count);
    for (std::size_t n = 0; n < count; ++n)
        BOOST_REQUIRE((events[before + n].record == boost::json::object{{"n", n}, {"text", text_of(n)}}));
}

} // namespace

BOOST_AUTO_TEST_SUITE(zstd_fluentd, *boost::unit_test::precondition(needs_fluentd_with_zstd))

BOOST_AUTO_TEST_CASE(chunks_of_every_size_arrive_whole_and_once)
{
    for (bool const looks_at_each : {false, true}) {
        fluentd_options options;
        options.skip_invalid_event = looks_at_each;
        fluentd server(options);
        for (std::size_t const chunk_limit :
             {std::size_t{16} << 10, std::size_t{100000}, std::size_t{1000000}, std::size_t{4} << 20}) {
            BOOST_TEST_CONTEXT("skip_invalid_event " << looks_at_each << ", chunks of " << chunk_limit)
            check_chunks(server, chunk_limit);
        }
    }
}

BOOST_AUTO_TEST_SUITE_END()
