// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The name of this program, for `%ProcessName%`.

#include <log_fluentd/detail/export.hpp>

#include <string>

namespace log_fluentd::detail {

/// Empty if the system does not provide it.
LOG_FLUENTD_DECL std::string process_name();

} // namespace log_fluentd::detail
