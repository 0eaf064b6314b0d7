// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The times of a file, which the systems call by different names.

#include <ctime>
#include <sys/stat.h>

namespace log_fluentd::detail {

/// When its content changed.
inline std::timespec modified_at(struct stat const& state) noexcept
{
#ifdef __APPLE__
    return state.st_mtimespec;
#else
    return state.st_mtim;
#endif
}

/// When its content, owner or permissions changed.
inline std::timespec changed_at(struct stat const& state) noexcept
{
#ifdef __APPLE__
    return state.st_ctimespec;
#else
    return state.st_ctim;
#endif
}

} // namespace log_fluentd::detail
