// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Reads numbers in msgpack, for code that does not include msgpack itself.

#include <log_fluentd/detail/export.hpp>

#include <cstdint>
#include <string_view>
#include <variant>

namespace log_fluentd::detail {

using encoded_scalar = std::variant<std::monostate, bool, std::int64_t, std::uint64_t, double>;

/// The number or boolean that is encoded; nothing if it is anything else.
LOG_FLUENTD_DECL encoded_scalar scalar_of(std::string_view encoded);

} // namespace log_fluentd::detail
