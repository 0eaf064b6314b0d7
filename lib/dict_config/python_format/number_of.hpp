// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Attributes that are numbers.

#include "dict_config/python_format/record_fields.hpp"

#include <boost/log/attributes/attribute_value.hpp>

namespace log_fluentd::detail {

/// The number that a Fluentd event would have for the value (doc/values.md), as of a duration, an optional or
/// an id; missing: it is none.
/// \param is_wanted Booleans are 1 and 0, and ids, whose text is another one, are numbers too.
field_value number_of(boost::log::attribute_value const& value, bool is_wanted);

} // namespace log_fluentd::detail
