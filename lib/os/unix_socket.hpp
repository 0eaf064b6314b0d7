// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What kinds of unix sockets the system has. Header only, because the receiver library needs it too.

#include "os/system.hpp"

namespace log_fluentd::detail {

/// Whether a unix socket can have a name that is not a file's.
constexpr bool has_abstract_sockets = LOG_FLUENTD_HAS_LINUX;

} // namespace log_fluentd::detail
