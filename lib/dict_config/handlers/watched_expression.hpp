// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Boost.Log filters in a configuration.

#include "dict_config/document/node.hpp"
#include "sink/checked_filter.hpp"

#include <boost/log/expressions/filter.hpp>

namespace log_fluentd::detail {

/// The filter at `at`. Likely mistakes are reported on standard error: now, or as soon as records show them.
boost::log::filter watched_expression(checked_filter filter, node const& at);

} // namespace log_fluentd::detail
