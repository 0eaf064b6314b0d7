// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Which records match `sink_config::keep_severity`.

#include "sink/checked_filter.hpp"

#include <string>

namespace log_fluentd::detail {

/// The filter `%Severity% >= word`, made by Boost.Log's own parser, so that it reads the program's severity
/// as the program's other filters do.
/// \throws config_error
checked_filter make_severity_filter(std::string const& word);

} // namespace log_fluentd::detail
