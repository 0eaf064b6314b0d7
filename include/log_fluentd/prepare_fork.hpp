// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_PREPARE_FORK_HPP_INCLUDED_
#define LOG_FLUENTD_PREPARE_FORK_HPP_INCLUDED_

/// \file
/// Delivers what waits before a program forks, for programs that become daemons.

#include <log_fluentd/sender.hpp>

#include <chrono>

namespace log_fluentd {

/// Waits until everything that the senders of this process have accepted is delivered. Call it before
/// `daemon`, or before a `fork` whose parent ends with `_exit`: nobody would deliver what then waits in a
/// buffer, because the parent is gone and the child sends nothing of its parent's. The senders remain usable,
/// but the caller must make sure that nothing is logged between this call and the fork. Senders on an
/// executor of the program's are not waited for: call `flush` for these while a thread runs the executor.
///
/// \param timeout Most time to wait for all senders together, at least 0.
/// \returns The result of `sender::flush` for all senders together: `left` is what is not delivered. In a
/// diagnostic handler, which the function would wait for, the error is `errc::wrong_thread`.
/// \throws Nothing.
/// \par Thread safety
/// Safe.
LOG_FLUENTD_DECL drain_result prepare_fork(std::chrono::milliseconds timeout) noexcept;

} // namespace log_fluentd

#endif
