// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Filters and wide text. Boost.Log converts each operand in the program's locale. If it cannot convert one,
/// wide attributes are compared with an empty text, and a regular expression ends the program.

#include "sink/filter_relation.hpp"

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>

#include <locale>
#include <vector>

namespace log_fluentd::detail {

/// Whether Boost.Log can compare wide text with the operand, if it reads the filter in the locale `in`.
/// \throws std::invalid_argument, with a sentence that continues the text of the filter, if the operand is a
/// regular expression that is not valid for wide text in any locale.
bool takes_wide_text(filter_relation const& relation, std::locale const& in);

/// Returns `values`, with the wide texts of those attributes as UTF-8.
boost::log::attribute_value_set with_utf8(boost::log::attribute_value_set const& values,
                                          std::vector<boost::log::attribute_name> const& attributes);

} // namespace log_fluentd::detail
