// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SENDER_HPP_INCLUDED_
#define LOG_FLUENTD_SENDER_HPP_INCLUDED_

/// \file
/// The sender: takes events from any thread into its buffer and delivers them from its strand.

#include <log_fluentd/error.hpp>
#include <log_fluentd/event_map.hpp>
#include <log_fluentd/event_time.hpp>
#include <log_fluentd/sender_config.hpp>
#include <log_fluentd/statistics.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace log_fluentd {

namespace detail {
class own_core;
}

/// Throws `std::invalid_argument` that names the first member that is out of bounds, and the bounds. Reads
/// the files of TLS that `config` names.
void validate(sender_config const& config);

/// How a `flush` or `close` ended.
struct drain_result
{
    /// What was accepted before the call and is not delivered: `waiting + discarded`.
    amount left;
    /// None when `left` is zero; else `errc::timed_out`, where something is still waiting or `close` had no
    /// time for it; `errc::discarded`, where all that is left was discarded for another reason; or
    /// `errc::wrong_thread`.
    std::error_code error;
    /// Of `left`, what is in the buffer and may still be delivered. After `close` it is zero, unless the call
    /// came from the strand's own thread or from the overflow handler.
    amount waiting;
    /// Of `left`, what will not be delivered: of a `flush`, what was discarded while it waited (by
    /// `overflow_policy::drop_oldest`, since a server refuses it, or by `close`); of a `close`, what it had
    /// no time for. `statistics::dropped` has the reasons.
    amount discarded;

    /// Everything was delivered.
    explicit operator bool() const noexcept { return !error; }
};

/// How an `emit_and_wait` ended.
struct delivery_result
{
    /// None when the event is delivered. `errc::timed_out`: it was accepted and is not delivered yet; it may
    /// still be. `errc::closed`: it was rejected, or accepted and given up, because the sender was closed.
    /// `errc::wrong_thread`: not tried. Any other: why it was rejected, or given up.
    std::error_code error;

    /// The event was delivered.
    explicit operator bool() const noexcept { return !error; }
};

/// Why an event was rejected.
struct emit_error
{
    /// What was wrong; none: nothing.
    std::error_code code;
    /// The same as a sentence. Where the buffer is full it says what the trouble with the connection is:
    /// "buffer full (64 MiB): 127.0.0.1:24224 refused the connection".
    std::string message;

    /// There was an error.
    explicit operator bool() const noexcept { return static_cast<bool>(code); }
};

/// Sends events to Fluentd. Events are taken into a bounded buffer; one strand (on a thread of the sender's
/// own, or on the user's executor: asio.hpp) connects, writes, and waits for acknowledgements.
///
/// The thread is started by the first event, not by the constructor.
///
/// In a forked child the same object is a sender of its own from its first event on, with counters that begin
/// at zero: see doc/process.md.
///
/// \par Thread safety Every member may be called from any thread at any time.
/// \par Exception safety Only the constructor throws, and `std::bad_alloc` where a text is returned.
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

    /// Takes an event with tag `config.tag` + "." + `label` and the current time into the buffer. Where one
    /// of the two is empty, the tag is the other without a dot. `label` is UTF-8 of at most 1024 bytes. Never
    /// waits for the network; for room in the buffer only under `overflow_policy::block`, and no longer than
    /// `buffer_config::block_timeout`. \return false when it was rejected; `last_error()` says why.
    bool emit(std::string_view label, event_map const& map) noexcept;
    /// The same with a time: a `std::time_t`, a time point of `std::chrono::system_clock`, or
    /// `{seconds, nanoseconds}`. An event with a time that EventTime does not know is rejected.
    bool emit_with_time(std::string_view label, event_time time, event_map const& map) noexcept;

    /// Takes an event, sends its chunk at once, and waits until it is delivered, at most for `timeout`: for
    /// audit trails. It waits for that event only. Delivered is acknowledged; without `require_ack`, with the
    /// peer's kernel. From the strand's own thread it returns `errc::wrong_thread` and takes nothing.
    ///
    /// Acknowledged is not stored: both receivers keep in memory what they have acknowledged unless they are
    /// told otherwise, and lose it when they are killed. What this returns for holds once the receiver has,
    /// Fluent Bit, in `[SERVICE]` `storage.path /var/lib/fluent-bit` and in `[INPUT]` `storage.type
    /// filesystem`; Fluentd, in its `<match>`, `<buffer>` with `@type file` and `path
    /// /var/log/fluentd/buffer`.
    [[nodiscard]] delivery_result emit_and_wait(std::string_view label, event_map const& map,
                                                std::chrono::milliseconds timeout) noexcept;
    [[nodiscard]] delivery_result emit_and_wait(std::string_view label, event_time time, event_map const& map,
                                                std::chrono::milliseconds timeout) noexcept;

    /// Why this sender rejected the last event that this thread gave to an `emit` of it and that was
    /// rejected; none: there was no such event since `clear_last_error`. A thread remembers this for the 16
    /// senders that rejected its events last. What the connection's trouble is, is asked now.
    emit_error last_error() const;
    /// Forgets it, for this thread.
    void clear_last_error() noexcept;

    /// Waits until all that was accepted before is delivered, at most for `timeout`.
    /// From the strand's own thread it returns `errc::wrong_thread` at once.
    [[nodiscard]] drain_result flush(std::chrono::milliseconds timeout) noexcept;

    /// Rejects new events, waits like `flush`, gives up what is left, ends the connection.
    /// Idempotent; a second caller waits for the first one's end, for at most its own `timeout`.
    /// With an overflow handler the last quarter of the time is the handler's: what is not delivered by then
    /// is given up, and `close` waits until the handler has taken it. Where a handler is still being called
    /// when the time is over, it returns up to 200 ms later.
    drain_result close(std::chrono::milliseconds timeout) noexcept;
    /// The same with `sender_config::close_timeout`.
    drain_result close() noexcept;

    /// All counters in one consistent snapshot.
    log_fluentd::statistics statistics() const;

    /// The configuration it was made with.
    sender_config const& config() const noexcept;

private:
    friend struct detail_access;
    explicit sender(std::unique_ptr<detail::own_core> core) noexcept;

    std::unique_ptr<detail::own_core> const core_;
};

} // namespace log_fluentd

#endif
