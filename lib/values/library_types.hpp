// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_VALUES_LIBRARY_TYPES_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_VALUES_LIBRARY_TYPES_HPP_INCLUDED_

/// \file
/// What the library registers itself.

#include <log_fluentd/register_type.hpp>

#include <vector>

namespace log_fluentd::detail {

/// Types of Boost's, which `write_value` finds here because its header knows nothing of them; and types of
/// the standard library that are common as attribute values.
std::vector<type_entry> library_types();

} // namespace log_fluentd::detail

#endif
