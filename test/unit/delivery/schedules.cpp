// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

// Every fault, alone and in random order: what delivery does under thousands of schedules of faults, each
// made from a seed that a failure prints. LOG_FLUENTD_SEED runs one alone, LOG_FLUENTD_SCHEDULES so many.

#include "schedule.hpp"

#include <cstdlib>
#include <random>
#include <vector>

using namespace log_fluentd::test;

namespace {

unsigned number_of(char const* variable, unsigned otherwise)
{
    char const* const value = std::getenv(variable);
    return value ? static_cast<unsigned>(std::strtoul(value, nullptr, 10)) : otherwise;
}

void run(unsigned seed, std::vector<fault> faults)
{
    BOOST_TEST_CONTEXT("LOG_FLUENTD_SEED=" << seed)
    schedule(seed, std::move(faults)).run();
}

std::vector<fault> all_faults()
{
    std::vector<fault> all;
    for (int i = 0; i < fault_count; ++i)
        all.push_back(static_cast<fault>(i));
    return all;
}

} // namespace

BOOST_AUTO_TEST_SUITE(schedules)

BOOST_AUTO_TEST_CASE(each_fault_alone)
{
    for (auto const what : all_faults()) {
        for (unsigned seed = 1; seed <= 30; ++seed)
            run(seed * 31, {what});
    }
}

BOOST_AUTO_TEST_CASE(all_faults_in_random_order)
{
    if (unsigned const seed = number_of("LOG_FLUENTD_SEED", 0))
        return run(seed, all_faults());
    unsigned const first = std::random_device()() % 1000000000;
#ifdef NDEBUG
    unsigned const usual = 10000;
#else // which the sanitizers are, for whom these are as many seconds
    unsigned const usual = 1000;
#endif
    unsigned const count = number_of("LOG_FLUENTD_SCHEDULES", usual);
    BOOST_TEST_MESSAGE("the first seed is " << first);
    for (unsigned i = 1; i <= count; ++i)
        run(first + i, all_faults());
}

BOOST_AUTO_TEST_SUITE_END()
