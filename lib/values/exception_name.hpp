// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The type of an exception, as events and texts show it, and its nested exception.

#include <log_fluentd/detail/export.hpp>

#include <exception>
#include <string>
#include <typeinfo>

namespace log_fluentd::detail {

/// The readable name of an exception's type, without the wrappers of `throw_with_nested`,
/// `boost::throw_exception` and `boost::enable_error_info`.
LOG_FLUENTD_DECL std::string exception_name(std::type_info const& type);
/// The name of the type of the exception that is being handled. Exceptions have no common base class, so only
/// the language's run-time library knows it.
LOG_FLUENTD_DECL std::string name_of_current_exception();
/// What `throw_with_nested` has put into the exception that is being handled, whatever its type is; null if
/// there is nothing.
LOG_FLUENTD_DECL std::exception_ptr nested_of_current_exception();

} // namespace log_fluentd::detail
