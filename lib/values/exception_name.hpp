// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The type of what was thrown, as events and texts name it, and what is nested in it.

#include <exception>
#include <string>
#include <typeinfo>

namespace log_fluentd::detail {

/// The readable name of what was thrown, without what `throw_with_nested`, `boost::throw_exception` and
/// `boost::enable_error_info` wrap around it.
std::string exception_name(std::type_info const& type);
/// That of the exception that is being handled, which has no base class in common with others: the language's
/// run-time library alone knows it.
std::string name_of_current_exception();
/// What `throw_with_nested` has put into the exception that is being handled, whatever its type is; null:
/// nothing.
std::exception_ptr nested_of_current_exception();

} // namespace log_fluentd::detail
