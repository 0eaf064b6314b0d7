// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_FORMAT_BUILT_IN_NAMES_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_FORMAT_BUILT_IN_NAMES_HPP_INCLUDED_

/// \file
/// What `%HostName%` and `%ProcessName%` stand for.

#include <string>

namespace log_fluentd::detail {

/// "localhost" where the system does not say it.
std::string host_name();
std::string process_name();

} // namespace log_fluentd::detail

#endif
