// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#include "dict_config/handlers/watched_expression.hpp"

#include "base/diagnostics.hpp"
#include "sink/watched_filter.hpp"

#include <boost/json/serialize.hpp>

#include <utility>

namespace log_fluentd::detail {

boost::log::filter watched_expression(checked_filter filter, node const& at)
{
    auto const name = at.path() + ": " + boost::json::serialize(at.value());
    for (auto const& doubt : filter.doubts)
        report_to_stderr({diagnostic_kind::configuration, name + ": " + doubt, {}});
    if (!filter.doubts.empty())
        filter.relations.clear();
    return watch(std::move(filter), name, report_by_stderr());
}

} // namespace log_fluentd::detail
