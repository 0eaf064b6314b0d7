// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RENAMED_HPP_INCLUDED_
#define LOG_FLUENTD_RENAMED_HPP_INCLUDED_

/// \file
/// The names of version 0.1 that types and functions have no more. They go with version 0.3: see
/// doc/renamed.md.

#include <cstddef>
#include <functional>

namespace log_fluentd {

enum class discard_reason;
struct discarded_events;

using drop [[deprecated("discard_reason")]] = discard_reason;
[[deprecated("discard_reason_count")]] constexpr std::size_t drop_count = 3;
using given_up_events [[deprecated("discarded_events")]] = discarded_events;
using overflow_handler [[deprecated("discard_handler")]] = std::function<void(discarded_events const&)>;

} // namespace log_fluentd

#endif
