// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_SUPPORT_GUARDED_PROGRAMS_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_SUPPORT_GUARDED_PROGRAMS_HPP_INCLUDED_

/// \file
/// The programs of lifecycle/ with TLS and a shared key.

#include "lifecycle/guarded.hpp"
#include "support/certificates.hpp"

#include <log_fluentd/receiver.hpp>

#include <cstdlib>

namespace log_fluentd::test {

/// While it exists, programs that the test starts guard their connections.
class guarded_programs
{
public:
    guarded_programs() { ::setenv(guard_variable, issuer_.ca_file().c_str(), 1); }
    ~guarded_programs() { ::unsetenv(guard_variable); }
    guarded_programs(guarded_programs const&) = delete;
    guarded_programs& operator=(guarded_programs const&) = delete;

    /// The settings that their receiver requires.
    receiver_security security()
    {
        auto const pair = issuer_.issue("server");
        receiver_security result;
        result.certificate_file = pair.certificate_file;
        result.key_file = pair.key_file;
        result.shared_key = guard_key;
        return result;
    }

private:
    authority issuer_;
};

} // namespace log_fluentd::test

#endif
