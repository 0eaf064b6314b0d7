// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The system gives no thread, no descriptor or no memory when delivery is to begin: it is reported, tried
// again, and nothing is lost.

#include "support/process.hpp"

#include <log_fluentd/receiver.hpp>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;

namespace {

struct program
{
    log_fluentd::receiver server;

    process_result run(std::string const& way)
    {
        auto const done = run_process({LOG_FLUENTD_SHORTAGE_PROGRAM, way, std::to_string(server.port())});
        BOOST_CHECK_MESSAGE(done.status == 0, way << " ended with " << done.status << ": " << done.errors);
        return done;
    }
};

bool says(std::string const& text, std::string const& part)
{
    return text.find(part) != std::string::npos;
}

char const* const ways_that_recover[] = {"descriptors",
                                         "descriptors_in_child",
                                         "threads",
                                         "threads_in_child",
                                         "threads_of_a_sink",
                                         "whoever_waits",
                                         "whoever_waits_for_room",
                                         "discard_thread_when_idle"};

} // namespace

BOOST_FIXTURE_TEST_SUITE(shortage, program)

BOOST_DATA_TEST_CASE(delivery_begins_when_it_can, boost::unit_test::data::make(ways_that_recover), way)
{
    run(way);
    BOOST_TEST(server.event_count() > 0u);
}

BOOST_AUTO_TEST_CASE(at_the_end_it_is_said_what_was_lost)
{
    auto const lost = "10 events";
    for (auto const way : {"until_the_end", "until_the_end_on_standard_error", "descriptors_until_the_end"}) {
        auto const errors = run(way).errors;
        BOOST_TEST_CONTEXT(way << ": " << errors)
        {
            BOOST_TEST(says(errors, "delivery cannot begin"));
            BOOST_TEST(says(errors, std::string(way) == "descriptors_until_the_end"
                                        ? "Too many open files"
                                        : "Resource temporarily unavailable"));
            if (std::string(way) != "until_the_end") // which has a handler
                BOOST_TEST(says(errors, lost));
        }
    }
    BOOST_TEST(server.event_count() == 0u);
}

BOOST_AUTO_TEST_CASE(the_discard_handler_s_thread_is_asked_for_again)
{
    server.stop();
    run("discard_thread");
    run("discard_thread_of_oldest");
}

BOOST_AUTO_TEST_SUITE_END()
