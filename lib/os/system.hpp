// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// `LOG_FLUENTD_HAS_LINUX`: whether there is what only Linux has. `LOG_FLUENTD_PORTABLE`, an option of CMake,
/// does without it on Linux too, so that what other systems do instead is compiled and tested.

#if defined(__linux__) && !defined(LOG_FLUENTD_PORTABLE)
#define LOG_FLUENTD_HAS_LINUX 1
#else
#define LOG_FLUENTD_HAS_LINUX 0
#endif
