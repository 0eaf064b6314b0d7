// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_CONFIG_HPP_INCLUDED_
#define LOG_FLUENTD_CONFIG_HPP_INCLUDED_

/// \file
/// The older name of sender_config.hpp and sink_config.hpp, with both `validate` functions.

#include <log_fluentd/sender.hpp>
#include <log_fluentd/sink_config.hpp>

#endif
