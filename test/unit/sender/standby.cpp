// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// The core of a forked child that has no memory for one of its own: it rejects every event.

#include "sender/sender_core.hpp"
#include "support/sender_access.hpp"

#include <boost/test/unit_test.hpp>

#include <memory>
#include <utility>

using namespace log_fluentd;
using namespace log_fluentd::test;
using detail::sender_core;

namespace {

struct two_cores
{
    int engines = 0;
    diagnostics reported;
    std::shared_ptr<sender_core> const standby = make(sender_core::takes_none);
    std::shared_ptr<sender_core> const own = make(buffer_config().limit);

    ~two_cores()
    {
        own->close_soon(sender_core::clock::now());
        standby->close_soon(sender_core::clock::now());
    }

    std::shared_ptr<sender_core> make(std::size_t limit)
    {
        auto config = sender_to(1, reported); // nobody is there
        config.buffer.limit = limit;
        auto const make_engine = [this](auto source, sender_config const& c, detail::engine_events e) {
            ++engines;
            return detail::make_threaded_engine(std::move(source), c, std::move(e));
        };
        return std::make_shared<sender_core>(config, make_engine, sender_core::at_exit::leave);
    }
};

amount rejected(sender_core const& core, rejection reason)
{
    return core.statistics().rejected[static_cast<std::size_t>(reason)];
}

} // namespace

BOOST_FIXTURE_TEST_SUITE(standby_core, two_cores)

BOOST_AUTO_TEST_CASE(all_that_it_rejected_is_counted_by_the_child_s_own_core)
{
    standby->count_rejected(rejection::out_of_memory);
    standby->count_reentrant();
    standby->count_reentrant();
    own->count_reentrant();
    own->take_rejected(*standby);
    BOOST_TEST(own->statistics().offered.events == 4u);
    BOOST_TEST(rejected(*own, rejection::out_of_memory).events == 1u);
    BOOST_TEST(rejected(*own, rejection::reentrant).events == 3u);
    BOOST_TEST(standby->statistics().offered.events == 0u);
    BOOST_TEST(rejected(*standby, rejection::reentrant).events == 0u);
}

BOOST_AUTO_TEST_CASE(a_child_s_child_does_not_count_what_its_parent_rejected)
{
    standby->count_rejected(rejection::out_of_memory);
    standby->count_reentrant();
    standby->forget_rejected();
    BOOST_TEST(standby->statistics().offered.events == 0u);
    BOOST_TEST(rejected(*standby, rejection::reentrant).events == 0u);
}

BOOST_AUTO_TEST_CASE(it_starts_nothing_to_report_something)
{
    diagnostic const what{diagnostic_kind::configuration, "a filter", {}};
    BOOST_TEST(!standby->report_starting(what)); // so it is reported by the next core
    BOOST_TEST(engines == 0);
    BOOST_TEST(own->report_starting(what));
    BOOST_TEST(engines == 1);
}

BOOST_AUTO_TEST_SUITE_END()
