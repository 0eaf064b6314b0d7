// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// An exception as text.

#include <exception>
#include <string>

namespace log_fluentd::detail {

/// Type and message, and a line for each nested exception, outermost first.
std::string exception_text(std::exception_ptr const& error);

} // namespace log_fluentd::detail
