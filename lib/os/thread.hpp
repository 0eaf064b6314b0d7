// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_LIB_OS_THREAD_HPP_INCLUDED_
#define LOG_FLUENTD_LIB_OS_THREAD_HPP_INCLUDED_

/// \file
/// Threads that are good guests in somebody else's process.

#include <functional>
#include <thread>

namespace log_fluentd::detail {

/// Starts a thread that has a name (15 bytes at most) and all signals blocked, from its first instruction on:
/// the application's signals go to the application's threads. \throws std::system_error
std::thread start_thread(char const* name, std::function<void()> body);

} // namespace log_fluentd::detail

#endif
