// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Finds the name for "Did you mean ...?".

#include <log_fluentd/detail/export.hpp>

#include <string_view>
#include <vector>

namespace log_fluentd::detail {

/// The one of `candidates` that `name` was most likely meant to be, or nothing. Case, underscores, hyphens
/// and dots are ignored, so that both `chunk_limit` and `chunklimit` find `ChunkLimit`.
LOG_FLUENTD_DECL std::string_view nearest_name(std::string_view name,
                                               std::vector<std::string_view> const& candidates);

} // namespace log_fluentd::detail
