// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SENDER_HPP_INCLUDED_
#define LOG_FLUENTD_SENDER_HPP_INCLUDED_

/// \file
/// The sender: takes events from any thread into its buffer and delivers them from its strand.

#include <log_fluentd/config.hpp>
#include <log_fluentd/error.hpp>
#include <log_fluentd/event_map.hpp>
#include <log_fluentd/statistics.hpp>

#include <chrono>
#include <memory>
#include <string_view>
#include <system_error>

namespace log_fluentd {

namespace detail {
class sender_core;
}

/// How a `flush` or `close` ended.
struct drain_result
{
    /// What was accepted before the call and is not delivered: still waiting after `flush`, given up after
    /// `close`.
    amount left;
    /// None when `left` is zero; else why: `errc::timed_out`, or `errc::wrong_thread`.
    std::error_code error;

    /// Everything was delivered.
    explicit operator bool() const noexcept { return !error; }
};

/// Sends events to Fluentd. Events are taken into a bounded buffer; one strand (on a thread of the sender's
/// own, or on the user's executor: asio.hpp) connects, writes, and waits for acknowledgements.
///
/// The thread is started by the first event, not by the constructor.
///
/// \par Thread safety Every member may be called from any thread at any time.
/// \par Exception safety Only the constructor throws.
class sender
{
public:
    /// \throws std::invalid_argument when `config` is out of bounds (see `validate`), `std::bad_alloc`.
    explicit sender(sender_config config);
    sender(sender const&) = delete;
    sender& operator=(sender const&) = delete;
    /// Does not wait. What was accepted is delivered in the background for at most
    /// `sender_config::close_timeout`; the end of the process waits for it no longer than that.
    ~sender();

    /// Takes an event with tag `config.tag` + "." + `label` and the current time into the buffer.
    /// Never waits. \return false when it was rejected; `statistics()` says why.
    bool emit(std::string_view label, event_map const& map) noexcept;

    /// Waits until all that was accepted before is delivered, at most for `timeout`.
    /// From the strand's own thread it returns `errc::wrong_thread` at once.
    drain_result flush(std::chrono::milliseconds timeout) noexcept;

    /// Rejects new events, waits like `flush`, gives up what is left, ends the connection.
    /// Idempotent; a second caller waits for the first one's end, for at most its own `timeout`.
    drain_result close(std::chrono::milliseconds timeout) noexcept;

    /// All counters in one consistent snapshot.
    log_fluentd::statistics statistics() const;

    /// The configuration it was made with.
    sender_config const& config() const noexcept;

private:
    friend struct detail_access;
    explicit sender(std::shared_ptr<detail::sender_core> core) noexcept;

    std::shared_ptr<detail::sender_core> core_;
};

} // namespace log_fluentd

#endif
