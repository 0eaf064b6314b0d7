// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The usual way to format a record.

#include "format/compiled_format.hpp"
#include "msgpack/scratch.hpp"

#include <boost/log/core/record_view.hpp>

namespace log_fluentd::detail {

/// Appends the map of a record by the plan of its format; `record_writer` writes what the plan does not
/// cover.
void format_record(compiled_format const& format, boost::log::record_view const& record, scratch& out);

} // namespace log_fluentd::detail
