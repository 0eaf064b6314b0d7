// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_OVERFLOW_HPP_INCLUDED_
#define LOG_FLUENTD_OVERFLOW_HPP_INCLUDED_

/// \file
/// The older name of discard.hpp. It goes with version 0.3.

#include <log_fluentd/discard.hpp>

#endif
