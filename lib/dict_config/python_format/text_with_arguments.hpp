// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Boost.Log's format strings.

#include <boost/log/expressions/formatter.hpp>

#include <string>

namespace log_fluentd::detail {

/// The formatter that Boost.Log's parser makes from `text`, with two differences: arguments of placeholders
/// have the same effect as in maps (see `make_argument_formatter`), and a placeholder whose formatter throws
/// becomes `<format error: what>`.
/// \throws what `boost::log::parse_formatter` throws
boost::log::formatter parse_text_with_arguments(std::string const& text);

} // namespace log_fluentd::detail
