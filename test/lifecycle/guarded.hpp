// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_LIFECYCLE_GUARDED_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_LIFECYCLE_GUARDED_HPP_INCLUDED_

/// \file
/// How a test has its programs guard their connections.

#include <log_fluentd/sender.hpp>

#include <cstdlib>

namespace log_fluentd::test {

/// The variable of the environment that names the authority's certificate.
constexpr char const* guard_variable = "LOG_FLUENTD_TEST_CA";
constexpr char const* guard_key = "the shared key";

/// In the program: TLS and a shared key, where the test says so.
inline void guard_as_told(sender_config& config)
{
    if (char const* const ca = std::getenv(guard_variable)) {
        config.tls.enabled = true;
        config.tls.ca_file = ca;
        config.auth.shared_key = guard_key;
    }
}

} // namespace log_fluentd::test

#endif
