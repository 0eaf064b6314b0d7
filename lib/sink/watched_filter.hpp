// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Mistakes in a filter that only records show.

#include "sink/checked_filter.hpp"

#include <log_fluentd/diagnostic.hpp>
#include <log_fluentd/sender.hpp>

#include <boost/log/attributes/attribute_value.hpp>
#include <boost/log/expressions/filter.hpp>

#include <functional>
#include <memory>
#include <string>

namespace log_fluentd::detail {

/// Reports a diagnostic to the user. If it returns false, it could not, and will be called again.
using filter_reporter = std::function<bool(diagnostic)>;

/// Reports through the diagnostics of `to`, which is not kept alive.
LOG_FLUENTD_DECL filter_reporter report_by(std::shared_ptr<sender> const& to);

/// Reports on standard error.
LOG_FLUENTD_DECL filter_reporter report_by_stderr();

/// `of.filter`, which reports once what the first records show: that an attribute has a type for which a
/// comparison is never true. After that, a record costs one more relaxed load than without. A record at which
/// the filter throws (as a regular expression does that needs too long) passes, and that is reported once
/// too: no exception may leave a logging statement.
/// \param name The filter's name in a report.
LOG_FLUENTD_DECL boost::log::filter watch(checked_filter of, std::string name, filter_reporter report);

/// Why the comparison is never true for values of the type of `value`, and what to write; empty if it may be
/// true.
std::string never_true(checked_relation const& of, boost::log::attribute_value const& value);

} // namespace log_fluentd::detail
