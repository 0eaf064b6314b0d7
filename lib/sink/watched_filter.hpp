// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What only records show about a filter.

#include "sink/checked_filter.hpp"

#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/expressions/filter.hpp>

#include <functional>
#include <memory>
#include <string>

namespace log_fluentd::detail {

/// Takes a diagnostic to the user. False: it could not, and will be asked again.
using filter_reporter = std::function<bool(diagnostic)>;

/// By way of the diagnostics of `to`, which is not kept alive.
filter_reporter report_by(std::shared_ptr<sender> const& to);

/// On standard error.
filter_reporter report_by_stderr();

/// `of.filter`, which reports once what the first records show: that an attribute has a type with which a
/// comparison is never true. Afterwards a record costs one relaxed load more than without. A record at which
/// the filter throws (as a regular expression does that takes too long) passes, and that is reported once
/// too: nothing may leave a logging statement.
/// \param name How the filter is named in a report.
boost::log::filter watch(checked_filter of, std::string name, filter_reporter report);

/// Why the comparison is never true of values of the type that `value` has, and what to write; empty: it may
/// be.
std::string never_true(checked_relation const& of, boost::log::attribute_value const& value);

} // namespace log_fluentd::detail
