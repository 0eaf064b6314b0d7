// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_VERSION_HPP_INCLUDED_
#define LOG_FLUENTD_VERSION_HPP_INCLUDED_

/// \file
/// The version of these headers. CMakeLists.txt reads it here.

/// As Boost has it: major * 100000 + minor * 100 + patch.
#define LOG_FLUENTD_VERSION 100
#define LOG_FLUENTD_VERSION_STRING "0.1.0"

#endif
