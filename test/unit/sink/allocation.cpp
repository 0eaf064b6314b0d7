// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/count_allocations.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>
#include <log_fluentd/sink_backend.hpp>

#include <boost/log/attributes/constant.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sinks/basic_sink_backend.hpp>
#include <boost/log/sinks/unlocked_frontend.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/make_shared.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <thread>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

/// Allocations of 1,000 records through a sink with that tag.
long allocations_with(std::string const& tag)
{
    diagnostics reported;
    sink_config config;
    config.tag = tag;
    config.sender = sender_to(1, reported); // nobody is there
    config.sender.buffer.flush_interval = 1h;
    auto const core = logging::core::get();
    core->add_global_attribute("User", logging::attributes::make_constant(std::string("usér A")));
    core->add_global_attribute("Shard", logging::attributes::make_constant(7));
    auto const sink = make_sink(config);
    core->add_sink(sink);
    logging::sources::logger log;
    long const result = allocations_of([&] { BOOST_LOG(log) << "text"; });
    core->remove_all_sinks();
    core->set_global_attributes({});
    sink->locked_backend()->sender()->close(0ms);
    return result;
}

/// Has the core open records.
struct taking : logging::sinks::basic_sink_backend<logging::sinks::concurrent_feeding>
{
    void consume(logging::record_view const&) {}
};

} // namespace

BOOST_AUTO_TEST_SUITE(sink_allocation)

BOOST_AUTO_TEST_CASE(a_tag_with_placeholders_allocates_no_more_than_a_constant_one)
{
    BOOST_TEST(allocations_with("app.%User%.%Shard%.%Missing%") == allocations_with("app"));
}

/// What Boost.Log does for a record before it comes to the sink is its own.
BOOST_AUTO_TEST_CASE(whichever_allocation_of_the_first_record_fails_it_is_counted)
{
    log_fluentd::receiver server;
    auto const core = logging::core::get();
    logging::attribute_set attributes;
    attributes["Message"] = logging::attributes::make_constant(std::string("{\"a\": [1, \"text\"]}"));
    attributes["User"] = logging::attributes::make_constant(std::wstring(L"usér A"));
    attributes["Shard"] = logging::attributes::make_constant(7);
    core->add_sink(boost::make_shared<logging::sinks::unlocked_sink<taking>>());
    long failed = 0;
    for (long n = 1; n <= 200; ++n) {
        diagnostics reported;
        sink_config config;
        config.tag = "app.%User%.%Shard%";
        config.sender = sender_to(server.port(), reported);
        sink_backend backend(config);
        logging::record record = core->open_record(attributes);
        BOOST_TEST_REQUIRE(bool(record));
        auto const view = record.lock();
        std::thread([&] { failed += failing_at(n, [&] { backend.consume(view); }); }).join();
        backend.consume(view);
        auto const& s = *backend.sender();
        BOOST_TEST(checked(s).offered.events == 2u);
        backend.sender()->close(patience);
        BOOST_TEST(s.statistics().accepted.events >= 1u);
        BOOST_TEST(s.statistics().delivered.events == s.statistics().accepted.events);
    }
    core->remove_all_sinks();
    BOOST_TEST(failed > 10);
}

BOOST_AUTO_TEST_SUITE_END()
