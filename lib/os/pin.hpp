// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_PIN_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_PIN_HPP_INCLUDED_

/// \file
/// Keeps the shared object that has the library's code in memory until the process ends.
///
/// A plugin may have the library in it, and be unloaded with `dlclose`. But threads run in the library's code
/// until all is delivered, and the exit hook, Boost.Log's core (sinks, factories) and destructors of threads'
/// data point into it. Waiting for all of that in `dlclose` could take as long as a server is down; so the
/// object stays where it is.

namespace log_fluentd::detail {

/// Pins the object that has `address` in it; an address in the program itself changes nothing.
/// \par Thread safety Safe. Not on the way of a record: it takes a lock of the dynamic linker.
void pin_object_of(void const* address) noexcept;

} // namespace log_fluentd::detail

#endif
