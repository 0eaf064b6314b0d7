// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The registered kinds of error info.

#include <log_fluentd/value_writer.hpp>

#include <boost/exception/exception.hpp>

namespace log_fluentd::detail {

/// Writes each registered kind that `exception` has, with its key, into the open map.
void put_error_infos(value_writer& out, boost::exception const& exception);

} // namespace log_fluentd::detail
