// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Numbers from attributes.

#include "dict_config/python_format/record_fields.hpp"

#include <boost/log/attributes/attribute_value.hpp>

namespace log_fluentd::detail {

/// The number that a Fluentd event would have for the value (doc/values.md), also for a duration, an optional
/// or an id; missing if it is not a number.
/// \param is_wanted Whether booleans become 1 and 0, and ids become numbers, although their text is
/// different.
field_value number_of(boost::log::attribute_value const& value, bool is_wanted);

} // namespace log_fluentd::detail
