// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_EVENT_HPP_INCLUDED_
#define LOG_FLUENTD_EVENT_HPP_INCLUDED_

/// \file
/// A global sender: the whole program can send events through it.

#include <log_fluentd/sender.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd {

/// Makes the global sender. If there is one already, a new one replaces it, and events go to the new one from
/// then on. What the old one has accepted is delivered in the background (see `sender::~sender`), as soon as
/// no caller of `global_sender` holds it any more. It may be called after `close` too.
///
/// Like any sender it starts its thread with the first event, and the end of the process waits for its
/// delivery.
/// \param tag Replaces `config.tag`.
/// \throws std::invalid_argument if the configuration is out of bounds (see `validate`); std::bad_alloc. The
/// old sender then stays.
/// \par Thread safety
/// All functions of this header are safe, also in static constructors and destructors.
LOG_FLUENTD_DECL void setup(std::string tag, sender_config config = {});

/// Gives an event to the global sender by `sender::emit`.
/// \returns false if the event was rejected; `global_sender()->last_error()` says why. Before the first
/// `setup` every event is rejected; `events_before_setup` counts these, and one line on standard error
/// reports them.
LOG_FLUENTD_DECL bool event(std::string_view label, event_map const& map) noexcept;

/// The global sender, for everything else that a sender can do. It is null before the first `setup`. After
/// `close` it is the closed sender.
LOG_FLUENTD_DECL std::shared_ptr<sender> global_sender() noexcept;

/// How many events were given to `event` before the first `setup`.
LOG_FLUENTD_DECL std::uint64_t events_before_setup() noexcept;

/// Closes the global sender by `sender::close`. From then on `event` rejects all events, until the next
/// `setup`. Before the first `setup` it does nothing, and nothing is left.
LOG_FLUENTD_DECL drain_result close() noexcept;
LOG_FLUENTD_DECL drain_result close(std::chrono::milliseconds timeout) noexcept;

} // namespace log_fluentd

#endif
