// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "support/count_allocations.hpp"
#include "support/sender_access.hpp"

#include <log_fluentd/sink_backend.hpp>

#include <boost/log/attributes/constant.hpp>
#include <boost/log/core.hpp>
#include <boost/log/sources/logger.hpp>
#include <boost/log/sources/record_ostream.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace log_fluentd;
using namespace log_fluentd::test;
using namespace std::chrono_literals;
namespace logging = boost::log;

namespace {

/// Allocations of 1,000 records through a sink with that tag.
long allocations_with(std::string const& tag)
{
    diagnostics told;
    sink_config config;
    config.tag = tag;
    config.sender = sender_to(1, told); // nobody is there
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

} // namespace

BOOST_AUTO_TEST_SUITE(sink_allocation)

BOOST_AUTO_TEST_CASE(a_tag_with_placeholders_allocates_no_more_than_a_constant_one)
{
    BOOST_TEST(allocations_with("app.%User%.%Shard%.%Missing%") == allocations_with("app"));
}

BOOST_AUTO_TEST_SUITE_END()
