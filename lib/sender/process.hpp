// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// What the library does to the whole process: the registry of active senders, and the exit hook.

#include <memory>
#include <vector>

namespace log_fluentd::detail {

class buffer;
class sender_core;

/// Has the exit hook close `core`, and keeps it alive until it has ended, even if its sender is destroyed
/// before. If the hook has already run, at the end of the process, it runs again for this one.
/// \throws std::bad_alloc
void deliver_at_exit(std::shared_ptr<sender_core> core);

/// The cores that the exit hook would close now: those of all senders that have accepted an event.
/// \throws std::bad_alloc
std::vector<std::shared_ptr<sender_core>> cores_at_exit();

/// Has the exit hook abandon the hand-over of `source` without waiting: for a sender that the end of the
/// process does not wait for.
/// \throws std::bad_alloc
void abandon_at_exit(std::weak_ptr<buffer> source);

/// Whether the locks of `core` can be acquired. If not, a signal handler has called `exit` in the middle of a
/// call of the library on this very thread: then nothing may wait any more, and what is left is lost.
bool can_be_locked_or_left(sender_core& core) noexcept;

/// Removes a core that has ended.
void forget_at_exit(sender_core const* core) noexcept;

/// Registers the exit hook again. Exit handlers run in reverse order of registration, and this one has to run
/// while what it uses is alive. A sink calls this at its first record, when all of Boost.Log that a record
/// needs exists; a sender with TLS or a handshake calls it when it is made, so that the hook runs before
/// OpenSSL ends.
/// \returns whether it is registered: the C library may have no memory for it.
bool register_exit_hook() noexcept;

/// The same as an object, for a `fork_safe_static`: it is registered once, and a child that inherits the
/// object inherits the hook too.
struct registered_exit_hook
{
    registered_exit_hook() noexcept { register_exit_hook(); }
};

} // namespace log_fluentd::detail
