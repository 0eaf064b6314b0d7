// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_TRANSPORT_SOCKET_OPTIONS_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_TRANSPORT_SOCKET_OPTIONS_HPP_INCLUDED_

/// \file
/// What the kernel is asked to do for a connection.

#include <log_fluentd/sender_config.hpp>

namespace log_fluentd::detail {

/// Sets the options of a TCP socket as the configuration says. They are a wish only: what the system does not
/// know is left out.
void set_socket_options(int descriptor, sender_config const& config) noexcept;

} // namespace log_fluentd::detail

#endif
