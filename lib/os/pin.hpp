// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// Keeps the shared object that contains the library in memory until the process ends.
///
/// A plugin that contains the library may be unloaded with `dlclose`. But threads run the library's code
/// until everything is delivered, and the exit hook, Boost.Log's core (sinks, factories) and destructors of
/// thread-local data point into it. If `dlclose` waited for all of that, it could take as long as a server is
/// down. So the object stays in memory.

#include <log_fluentd/detail/export.hpp>

namespace log_fluentd::detail {

/// Pins the object that contains `address`. An address in the program itself has no effect.
/// \par Thread safety
/// Safe. It locks the dynamic linker, so it must not be called for each record.
LOG_FLUENTD_DECL void pin_object_of(void const* address) noexcept;

} // namespace log_fluentd::detail
