// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What the system knows about the calling thread.

#include <log_fluentd/detail/export.hpp>

#include <cstddef>
#include <cstdint>

namespace log_fluentd::detail {

/// Whether `main` runs on this thread. In a forked child, that is the thread that forked.
LOG_FLUENTD_DECL bool is_main_thread() noexcept;

/// A number that no other thread of the process has at the same time.
LOG_FLUENTD_DECL std::int64_t this_thread_number() noexcept;

/// \returns false if the system cannot tell.
LOG_FLUENTD_DECL bool get_thread_name(char* name, std::size_t size) noexcept;

} // namespace log_fluentd::detail
