// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Filters and wide text. Boost.Log converts each operand in the program's locale; an operand that it cannot
/// convert is an empty text for wide attributes, and no regular expression at all: the program ends there.

#include "sink/filter_relation.hpp"

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>

#include <locale>
#include <vector>

namespace log_fluentd::detail {

/// Whether Boost.Log can compare wide text with the operand, if `in` is the locale in which it reads the
/// filter.
/// \throws std::invalid_argument, with a sentence that goes on behind the text of the filter, where it is a
/// regular expression that is valid for wide text in no locale.
bool takes_wide_text(filter_relation const& relation, std::locale const& in);

/// `values` with the wide texts among those attributes as UTF-8.
boost::log::attribute_value_set with_utf8(boost::log::attribute_value_set const& values,
                                          std::vector<boost::log::attribute_name> const& attributes);

} // namespace log_fluentd::detail
