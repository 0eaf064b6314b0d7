// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Boost.Log filters from a text, except those that silently pass no record, or end the program at their
/// first record.

#include "sink/filter_relation.hpp"

#include <log_fluentd/detail/export.hpp>

#include <boost/log/attributes/attribute_name.hpp>
#include <boost/log/attributes/attribute_set.hpp>
#include <boost/log/attributes/attribute_value_set.hpp>
#include <boost/log/attributes/constant.hpp>
#include <boost/log/expressions/filter.hpp>

#include <stdexcept>
#include <string>
#include <vector>

namespace log_fluentd::detail {

/// A comparison, and a filter that consists of it.
struct checked_relation
{
    filter_relation relation;
    boost::log::filter filter;
};

struct checked_filter
{
    boost::log::filter filter;
    /// Its comparisons that Boost.Log makes by the type of the attribute's value, which only records show:
    /// those without a filter factory of the program's.
    std::vector<checked_relation> relations;
    /// Attributes whose wide text has to be compared as UTF-8, since Boost.Log cannot compare it.
    std::vector<boost::log::attribute_name> as_utf8;
    /// Likely mistakes, in whole sentences.
    std::vector<std::string> doubts;
};

/// Whether the filter passes a record that has `value` as `attribute`, and nothing else.
template <typename Value>
bool passes(boost::log::filter const& made, std::string const& attribute, Value const& value)
{
    boost::log::attribute_set attributes;
    attributes[attribute] = boost::log::attributes::make_constant(value);
    boost::log::attribute_value_set const values(attributes, {}, {});
    return made(values);
}

/// A text that is not a filter in Boost.Log's grammar. An example may be appended to the sentence: ", as in
/// ...".
struct LOG_FLUENTD_DECL filter_syntax_error : std::invalid_argument
{
    using std::invalid_argument::invalid_argument;
};

/// The filter that `boost::log::parse_filter` makes from `text`.
/// \throws std::invalid_argument with a sentence that continues the text. Boost.Log itself accepts the name
/// of a level that does not exist, and an invalid regular expression is undefined behaviour at the first
/// record that it is compared with.
LOG_FLUENTD_DECL checked_filter parse_checked_filter(std::string const& text);

} // namespace log_fluentd::detail
