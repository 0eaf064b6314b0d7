// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Options that the kernel applies to a connection.

#include <log_fluentd/sender_config.hpp>

namespace log_fluentd::detail {

/// Sets the options of a TCP socket that the configuration asks for. Options that the system does not support
/// are left out.
void set_socket_options(int descriptor, sender_config const& config) noexcept;

} // namespace log_fluentd::detail
