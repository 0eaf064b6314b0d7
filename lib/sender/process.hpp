// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#pragma once

/// \file
/// The two things that the library does to the whole process: the registry of senders at work, and the exit
/// hook.

#include <memory>
#include <vector>

namespace log_fluentd::detail {

class buffer;
class sender_core;

/// Has the exit hook close `core`, and keeps it alive until it has ended, though its sender be destroyed
/// before. Where the hook has run already, at the end of the process, it runs once more, for this one.
/// \throws std::bad_alloc
void deliver_at_exit(std::shared_ptr<sender_core> core);

/// The cores that the exit hook would close now: those of all senders that have taken an event.
/// \throws std::bad_alloc
std::vector<std::shared_ptr<sender_core>> cores_at_exit();

/// Has the exit hook abandon what `source` hands over, without waiting: for a sender that the end of the
/// process does not wait for. \throws std::bad_alloc
void abandon_at_exit(std::weak_ptr<buffer> source);

/// Whether the locks of `core` can be had. If not, a signal's handler has called `exit` in the middle of a
/// call of the library on this very thread: then nothing may be awaited any more, and what is left is lost.
bool can_be_locked_or_left(sender_core& core) noexcept;

/// The core has ended.
void forget_at_exit(sender_core const* core) noexcept;

/// Registers the exit hook, once more: exit handlers run in the reverse order of their registration, and ours
/// has to run while what it works with is alive. A sink calls this at its first record, when all of Boost.Log
/// that a record needs exists; a sender with TLS or a handshake, when it is made, so that what it works with
/// is not OpenSSL after its end.
/// \return whether it is: the C library had memory for it.
bool register_exit_hook() noexcept;

/// The same as an object, for a `fork_safe_static`: it is registered once, and a child that finds it so has
/// it.
struct registered_exit_hook
{
    registered_exit_hook() noexcept { register_exit_hook(); }
};

} // namespace log_fluentd::detail
