// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The comparisons that a filter of Boost.Log consists of, for those who look whether it can mean anything.
/// Boost.Log's own parser makes the filter.

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// `%Count% > 4`; without an operation, `%Count%`.
struct filter_relation
{
    std::string attribute;
    /// `=`, `!=`, `<`, `>`, `<=`, `>=`, or a word such as `matches`. Empty: the attribute has to be there.
    std::string operation;
    /// As it is written, with quotes and escapes.
    std::string written_operand;
    /// What that means.
    std::string operand;

    /// As a filter of its own.
    std::string text() const;
};

/// The comparisons in `filter`, which `boost::log::parse_filter` takes; of another text, any.
std::vector<filter_relation> find_relations(std::string_view filter);

} // namespace log_fluentd::detail
