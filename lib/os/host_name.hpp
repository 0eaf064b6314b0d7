// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The name of this host.

#include <log_fluentd/detail/export.hpp>

#include <string>

namespace log_fluentd::detail {

/// The name that the system reports, or `localhost` if it reports none.
LOG_FLUENTD_DECL std::string host_name();

} // namespace log_fluentd::detail
