// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_EVENT_HPP_INCLUDED_
#define LOG_FLUENTD_EVENT_HPP_INCLUDED_

/// \file
/// Events without a sender at hand: one sender for the whole program.

#include <log_fluentd/sender.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace log_fluentd {

/// Makes the global sender; `tag` takes the place of `config.tag`. Called again, it makes another in the
/// place of the one before, whatever has become of that: events go to the new one from then on, and what the
/// old one has accepted is delivered in the background (see `sender::~sender`; where somebody holds it,
/// `global_sender` having given it away, when they let go). So it may be called after `close` too.
///
/// Like any sender it starts its thread with the first event, and the end of the process waits for it.
/// \par Thread safety Safe, as are all functions here, in static constructors and destructors too.
/// \par Exception safety Strong: the sender before stays.
/// \throws std::invalid_argument when the configuration is out of bounds (see `validate`), `std::bad_alloc`.
void setup(std::string tag, sender_config config = {});

/// Gives an event to the global sender: `sender::emit`. Never waits.
/// \return false when it was rejected: `global_sender()->last_error()` says why. Before the first `setup` it
/// is rejected too, counted by `events_before_setup`, and said once on standard error.
bool event(std::string_view label, event_map const& map) noexcept;

/// The global sender, for all that a sender can do; null before the first `setup`. After `close` it is the
/// closed one.
std::shared_ptr<sender> global_sender() noexcept;

/// How many events there were before the first `setup`.
std::uint64_t events_before_setup() noexcept;

/// Closes the global sender: `sender::close`. From then on `event` is rejected, until the next `setup`.
/// Before the first `setup` there is nothing to close, and nothing left.
drain_result close() noexcept;
drain_result close(std::chrono::milliseconds timeout) noexcept;

} // namespace log_fluentd

#endif
