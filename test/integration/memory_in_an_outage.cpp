// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What the process takes in an outage with many tags, and keeps after it.

#include "support/process.hpp"
#include "support/sanitizers.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t mib = 1 << 20;

/// Memory of the process that the system backs, in bytes.
std::int64_t resident()
{
    std::int64_t all = 0, backed = 0;
    std::ifstream("/proc/self/statm") >> all >> backed;
    return backed * ::sysconf(_SC_PAGESIZE);
}

} // namespace

BOOST_AUTO_TEST_SUITE(memory)

BOOST_AUTO_TEST_CASE(many_long_tags_take_no_more_than_the_limit_and_it_is_given_back)
{
    receiver_config counting;
    counting.keep_events = false;
    log_fluentd::receiver server(counting);
    server.stop();
    diagnostics reported;
    auto config = sender_to(server.port(), reported);
    config.buffer.limit = std::size_t{64} << 20;
    auto const start = resident();
    sender s(config);
    for (int round = 0; round < 2; ++round) {
        for (int i = 0; i < 16384; ++i) {
            auto label = std::to_string(i);
            label.resize(1024, 'l');
            s.emit(label, {{"n", i}});
        }
        reported.wait_for(diagnostic_kind::buffer_full);
    }
    BOOST_TEST(s.statistics().buffer_bytes > 56u * mib);
    if (!is_sanitized)
        BOOST_TEST(resident() - start < (64 + 16) * mib);
    server.start();
    BOOST_TEST(bool(s.flush(patience)));
    BOOST_TEST(checked(s).waiting.events == 0u);
    if (!is_sanitized)
        BOOST_TEST(poll_until([&] { return resident() - start < 16 * mib; }, patience));
}

BOOST_AUTO_TEST_SUITE_END()
