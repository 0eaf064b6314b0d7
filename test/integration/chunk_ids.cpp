// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The ids of chunks as a server sees them. The rows of tools/matrix that have --boost run this under the
// address sanitizer: with Boost 1.86, ids were once read from memory that was gone.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <set>
#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;

BOOST_AUTO_TEST_SUITE(chunk_ids)

BOOST_AUTO_TEST_CASE(every_chunk_of_a_run_has_an_id_of_its_own)
{
    constexpr int chunks = 300;
    std::multiset<std::string> ids;
    receiver_config server_config;
    server_config.on_frame = [&](received_frame const& frame) {
        ids.insert(frame.chunk.value_or("none"));
        return acknowledge(frame);
    };
    log_fluentd::receiver server(server_config);
    diagnostics reported;
    sender s(sender_to(server.port(), reported));
    for (int i = 0; i < chunks; ++i) { // chunks are of one tag
        BOOST_TEST(s.emit(std::to_string(i), {{"n", i}}));
        BOOST_TEST(s.emit(std::to_string(i), {{"n", i}}));
    }
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(checked(s).delivered.events == 2u * chunks);
    server.stop();

    BOOST_TEST(server.event_count() == 2u * chunks);
    BOOST_TEST(ids.size() >= static_cast<std::size_t>(chunks));
    for (auto const& id : ids) {
        BOOST_TEST(id.size() == 22u);
        BOOST_TEST(id.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") ==
                   id.npos);
        BOOST_TEST(ids.count(id) == 1u);
    }
}

BOOST_AUTO_TEST_SUITE_END()
