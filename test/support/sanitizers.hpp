// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_SANITIZERS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_SANITIZERS_HPP_INCLUDED_

/// \file
/// Preconditions of tests that do not work under a sanitizer.

#include <boost/test/tree/test_unit.hpp>
#include <boost/test/unit_test.hpp>

namespace log_fluentd::test {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool is_sanitized = true;
#elif !defined(__has_feature)
constexpr bool is_sanitized = false;
#elif __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool is_sanitized = true;
#else
constexpr bool is_sanitized = false;
#endif

/// Clang's sanitizer of undefined behaviour opens a pipe to check whether it may read an object's memory.
inline boost::test_tools::assertion_result needs_no_descriptors(boost::unit_test::test_unit_id)
{
    boost::test_tools::assertion_result result(!is_sanitized);
    if (!result)
        result.message() << "a sanitizer needs descriptors";
    return result;
}

/// The thread sanitizer does not see how code in Boost.Log's libraries orders accesses of two threads.
inline boost::test_tools::assertion_result runs_no_uninstrumented_threads(boost::unit_test::test_unit_id)
{
    boost::test_tools::assertion_result result(!is_sanitized);
    if (!result)
        result.message() << "a thread of Boost.Log's runs in a library that is not instrumented";
    return result;
}

} // namespace log_fluentd::test

#endif
