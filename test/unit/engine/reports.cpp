// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// What other threads have the strand report is reported, though the sender be closed the moment after.

#include "sender/own_core.hpp"

#include <log_fluentd/asio.hpp>
#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <atomic>
#include <chrono>
#include <memory>

using namespace log_fluentd;
using namespace std::chrono_literals;

namespace {

constexpr int often = 100;

diagnostic const doubt{diagnostic_kind::configuration, "a filter is never true", {}};

sender_config counting(std::atomic<int>& reports)
{
    sender_config config;
    config.tag = "t";
    config.on_diagnostic = [&](diagnostic const& what) { reports += what.kind == doubt.kind; };
    return config;
}

} // namespace

BOOST_AUTO_TEST_SUITE(reports)

BOOST_AUTO_TEST_CASE(before_there_is_a_strand)
{
    std::atomic<int> reports{0};
    for (int i = 0; i != often; ++i) {
        sender closed(counting(reports));
        BOOST_TEST(detail_access::core(closed).report_starting(doubt));
        static_cast<void>(closed.close(10s));
    }
    BOOST_TEST(reports == often);
}

BOOST_AUTO_TEST_CASE(while_the_strand_is_idle)
{
    receiver server;
    std::atomic<int> reports{0};
    for (int i = 0; i != often; ++i) {
        auto config = counting(reports);
        config.servers = {{"127.0.0.1", server.port()}};
        sender closed(config);
        closed.emit("", {{"n", i}});
        BOOST_TEST(bool(closed.flush(10s)));
        BOOST_TEST(detail_access::core(closed).report_starting(doubt));
        BOOST_TEST(bool(closed.close(10s)));
    }
    BOOST_TEST(reports == often);
}

BOOST_AUTO_TEST_CASE(on_a_context_that_ends)
{
    std::atomic<int> reports{0};
    std::shared_ptr<sender> outlives;
    {
        boost::asio::io_context context;
        outlives = make_sender(context.get_executor(), counting(reports));
        BOOST_TEST(detail_access::core(*outlives).report_starting(doubt));
    }
    BOOST_TEST(reports == 1);
    BOOST_TEST(!detail_access::core(*outlives).report(doubt));
    BOOST_TEST(reports == 1);
}

BOOST_AUTO_TEST_SUITE_END()
