// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_TEST_UNIT_SENDER_SENDER_TO_RECEIVER_HPP_INCLUDED_
#define LOG_FLUENTD_TEST_UNIT_SENDER_SENDER_TO_RECEIVER_HPP_INCLUDED_

/// \file
/// A receiver, and the configuration of a sender to it.

#include "support/sender_access.hpp"

#include <log_fluentd/receiver.hpp>

namespace log_fluentd::test {

/// The test makes the sender itself, once it has changed what it needs to change.
struct sender_to_receiver
{
    log_fluentd::receiver server;
    diagnostics reported;
    sender_config config = sender_to(server.port(), reported);
};

} // namespace log_fluentd::test

#endif
