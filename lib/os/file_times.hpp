// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The times of a file, which the systems call by different names.

#include <sys/stat.h>

namespace log_fluentd::detail {

using file_state = struct stat;

/// `modified`: when its content changed. `changed`: when its content, owner or permissions did.
#ifdef __APPLE__
inline constexpr auto modified = &file_state::st_mtimespec, changed = &file_state::st_ctimespec;
#else
inline constexpr auto modified = &file_state::st_mtim, changed = &file_state::st_ctim;
#endif

} // namespace log_fluentd::detail
