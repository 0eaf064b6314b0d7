// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The comparisons in a Boost.Log filter, to check whether they are meaningful. Boost.Log's own parser makes
/// the filter.

#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// `%Count% > 4`; without an operation, `%Count%`.
struct filter_relation
{
    std::string attribute;
    /// `=`, `!=`, `<`, `>`, `<=`, `>=`, or a word such as `matches`. If empty, the attribute has to exist.
    std::string operation;
    /// As written, with quotes and escapes.
    std::string written_operand;
    /// The operand without them.
    std::string operand;

    /// Whether the operation is a sign such as `=`, and no word.
    bool is_comparison() const;
    /// The comparison as a filter of its own.
    std::string text() const;
};

/// The comparisons in `filter`, which `boost::log::parse_filter` must accept; for another text, the result is
/// arbitrary.
std::vector<filter_relation> find_relations(std::string_view filter);

} // namespace log_fluentd::detail
