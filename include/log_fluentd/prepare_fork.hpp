// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_PREPARE_FORK_HPP_INCLUDED_
#define LOG_FLUENTD_PREPARE_FORK_HPP_INCLUDED_

/// \file
/// For programs that become daemons.

#include <log_fluentd/sender.hpp>

#include <chrono>

namespace log_fluentd {

/// Waits until all that the senders of this process have accepted is delivered, at most for `timeout`, all
/// together. To be called before `daemon`, or before a `fork` whose parent ends with `_exit`: what waits in a
/// buffer then is delivered by nobody, since the child has nothing of its parent's, and the parent is gone.
/// The senders remain as they are; what is logged meanwhile or afterwards is the caller's to avoid.
///
/// Senders on an executor of the program's are not waited for: flush these while somebody runs the executor.
///
/// \param timeout At least 0.
/// \return like `sender::flush`, for all of them: `left` is what is not delivered.
/// \par Thread safety Safe; not from a handler of the library's, which it would wait for
/// (`errc::wrong_thread`). \par Exception safety Throws nothing.
drain_result prepare_fork(std::chrono::milliseconds timeout) noexcept;

} // namespace log_fluentd

#endif
