// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

/// \file
/// A record costs no memory in what decides about it and in what makes its texts.

#include "dict_config/python_format/pattern.hpp"
#include "dict_config/routing.hpp"
#include "support/count_allocations.hpp"
#include "support/records.hpp"
#include "unit/dict_config/configuration.hpp"

#include <boost/date_time/gregorian/gregorian_types.hpp>
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/attributes/named_scope.hpp>
#include <boost/log/attributes/scoped_attribute.hpp>

using namespace log_fluentd::detail;
namespace logging = boost::log;
using log_fluentd::test::allocations;

BOOST_AUTO_TEST_SUITE(dict_config_allocations)

/// Allocations of the second of two calls with the same record.
template <typename Call>
long count(Call call)
{
    long result = -1;
    log_fluentd::test::handing_sink const sink([&](logging::record_view const& record) {
        call(record);
        allocations = 0;
        call(record);
        result = allocations;
        allocations = -1;
    });
    BOOST_LOG_FUNCTION();
    log_fluentd::test::log("a.channel.with.a.long.name.that.is.on.the.heap", logging::trivial::error, "x");
    return result;
}

BOOST_AUTO_TEST_CASE(a_route_takes_no_memory)
{
    logger_configs loggers;
    loggers[""].handlers = {"h"};
    for (auto const* const name : {"a", "a.channel", "a.channel.with.a.long.name", "b"})
        loggers[name].threshold = 10;
    route const to(loggers, {"h", 20, {{"a", {}}}});
    bool passes = false;
    BOOST_TEST(count([&](logging::record_view const& record) { passes = to(record.attribute_values()); }) ==
               0);
    BOOST_TEST(passes);
}

BOOST_AUTO_TEST_CASE(a_pattern_takes_no_memory)
{
    // The text of a second is made once, so both calls have the same time.
    boost::posix_time::ptime const time(boost::gregorian::date(2026, 11, 30), boost::posix_time::hours(3));
    BOOST_LOG_SCOPED_THREAD_ATTR("TimeStamp", logging::attributes::make_constant(time));
    pattern const made(
        "%(asctime)s %(levelname)-8s %(name)-15s %(module)s.%(funcName)s %(lineno)s %(process)s "
        "%(hostname)s %(message)s",
        pattern_options());
    std::string text;
    BOOST_TEST(count([&](logging::record_view const& record) {
                   text.clear();
                   made.append(record, text);
               }) == 0);
    BOOST_TEST(text.find("ERROR    a.channel.with") != std::string::npos, text);
}

BOOST_AUTO_TEST_SUITE_END()
