// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_SENDER_HPP_INCLUDED_
#define LOG_FLUENTD_SENDER_HPP_INCLUDED_

/// \file
/// The sender: accepts events from any thread into its buffer, and delivers them on its strand.

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

/// Checks a configuration, and reads the TLS files that it names.
/// \throws std::invalid_argument with a sentence that names the first member that is out of bounds, and the
/// bounds.
LOG_FLUENTD_DECL void validate(sender_config const& config);

/// The result of a `flush` or `close`.
struct drain_result
{
    /// What was accepted before the call and is not delivered: `waiting + discarded`.
    amount left;
    /// No error if `left` is zero. Otherwise `errc::timed_out` if something is still waiting or `close` had
    /// no time for it, `errc::discarded` if all that is left was discarded for another reason, or
    /// `errc::wrong_thread`.
    std::error_code error;
    /// The part of `left` that is in the buffer and may still be delivered. After `close` it is zero, unless
    /// the call came from the strand's own thread or from the discard handler.
    amount waiting;
    /// The part of `left` that will not be delivered. For `flush`, it was discarded during the call: by
    /// `overflow_policy::drop_oldest`, because a server refuses it, or by `close`. For `close`, there was no
    /// time for it. `statistics::discarded` has the reasons.
    amount discarded;

    /// Whether everything was delivered.
    explicit operator bool() const noexcept { return !error; }
};

/// The result of an `emit_and_wait`.
struct delivery_result
{
    /// No error if the event is delivered. Otherwise
    /// - `errc::timed_out`: it was accepted and is not delivered yet, but may still be;
    /// - `errc::closed`: it was rejected, or accepted and discarded, because the sender was closed;
    /// - `errc::wrong_thread`: it was not accepted, see `emit_and_wait`;
    /// - any other: the reason why it was rejected or discarded.
    std::error_code error;

    /// Whether the event was delivered.
    explicit operator bool() const noexcept { return !error; }
};

/// Why an event was rejected.
struct emit_error
{
    /// The reason, or no error if no event was rejected.
    std::error_code code;
    /// The same as a sentence. If the buffer is full, it also says what is wrong with the connection: "buffer
    /// full (64 MiB): 127.0.0.1:24224 refused the connection".
    std::string message;

    /// Whether there was an error.
    explicit operator bool() const noexcept { return static_cast<bool>(code); }
};

/// Sends events to Fluentd. Events are accepted into a bounded buffer. A strand (on a thread of the sender's
/// own, or on an executor of the program's: asio.hpp) connects, sends chunks of events, and waits for
/// acknowledgements. The first event starts the thread, not the constructor.
///
/// In a forked child the same object becomes a sender of its own with the first event there, with counters
/// that begin at zero: see doc/process.md.
///
/// \throws std::bad_alloc where a text is returned. No other member function throws; the constructor may.
/// \par Thread safety
/// Every member may be called on any thread at any time.
class LOG_FLUENTD_DECL sender
{
public:
    /// Makes a sender. It starts no thread and makes no connection.
    /// \throws std::invalid_argument if `config` is out of bounds (see `validate`); std::bad_alloc.
    explicit sender(sender_config config);
    sender& operator=(sender&&) = delete;
    /// Does not wait. What was accepted is delivered in the background, at most for
    /// `sender_config::close_timeout`; the end of the process waits no longer than that for it.
    ~sender();

    /// Gives an event with the current time to the sender. It never waits for the network; it waits for room
    /// in the buffer only with `overflow_policy::block`, at most for `buffer_config::block_timeout`.
    /// \param label The tag is `config.tag`, a dot and the label. If one of the two is empty, the tag is the
    /// other. UTF-8, at most 1024 bytes.
    /// \returns false if the event was rejected; `last_error()` says why.
    bool emit(std::string_view label, event_map const& map) noexcept;
    /// The same with a time. It is rejected if an EventTime cannot express that time (event_time.hpp).
    bool emit_with_time(std::string_view label, event_time time, event_map const& map) noexcept;

    /// Gives an event to the sender, sends its chunk at once, and waits until that event is delivered; for
    /// audit trails. Delivered means acknowledged, or without `require_ack`, received by the peer's kernel.
    /// On the strand's own thread it returns `errc::wrong_thread` and does nothing.
    ///
    /// An acknowledged event is not always stored: unless they are configured otherwise, Fluentd and Fluent
    /// Bit keep in memory what they have acknowledged, and lose it when they are killed. With these settings
    /// they store events first:
    /// - Fluent Bit: `storage.path /var/lib/fluent-bit` in `[SERVICE]` and `storage.type filesystem` in
    ///   `[INPUT]`;
    /// - Fluentd: a `<buffer>` with `@type file` and `path /var/log/fluentd/buffer` in its `<match>`.
    ///
    /// \param timeout Most time to wait.
    [[nodiscard]] delivery_result emit_and_wait(std::string_view label, event_map const& map,
                                                std::chrono::milliseconds timeout) noexcept;
    [[nodiscard]] delivery_result emit_and_wait(std::string_view label, event_time time, event_map const& map,
                                                std::chrono::milliseconds timeout) noexcept;

    /// Why this sender rejected an event: the last one that the calling thread gave to one of its `emit`
    /// functions and that was rejected. There is no error if there was none since `clear_last_error`. A
    /// thread remembers this for the 16 senders that rejected its events last. The state of the connection in
    /// the message is that of now.
    emit_error last_error() const;
    /// Forgets this error for the calling thread.
    void clear_last_error() noexcept;

    /// Waits until everything that was accepted before the call is delivered, at most for `timeout`. On the
    /// strand's own thread it returns `errc::wrong_thread` at once.
    [[nodiscard]] drain_result flush(std::chrono::milliseconds timeout) noexcept;

    /// Rejects new events, waits like `flush`, discards what is left, and ends the connection. It may be
    /// called several times: a later caller waits for the end of the first call, at most for its own
    /// `timeout`.
    ///
    /// If there is a discard handler, the last quarter of the time is reserved for it: what is not delivered
    /// by then is discarded, and `close` waits until the handler has received it. If a call of the handler is
    /// not finished when the time is over, `close` returns up to 200 ms later.
    drain_result close(std::chrono::milliseconds timeout) noexcept;
    /// The same with `sender_config::close_timeout`.
    drain_result close() noexcept;

    /// All counters, as one consistent snapshot.
    log_fluentd::statistics statistics() const;

    /// The configuration that the sender was made with.
    sender_config const& config() const noexcept;

private:
    friend struct detail_access;
    explicit sender(std::unique_ptr<detail::own_core> core) noexcept;

    std::unique_ptr<detail::own_core> const core_;
};

} // namespace log_fluentd

#endif
