// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECEIVER_HPP_INCLUDED_
#define LOG_FLUENTD_RECEIVER_HPP_INCLUDED_

/// \file
/// A small Forward receiver, for tests and for a first look at what a program sends. It is no replacement for
/// Fluentd: it keeps nothing. It belongs to the target
/// `log_fluentd::receiver`; the command `log_fluentd_receiver` is made of it.

#include <log_fluentd/receiver_fault.hpp>
#include <log_fluentd/security.hpp>

#include <boost/json/object.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace log_fluentd {

/// An event that arrived.
struct received_event
{
    /// The tag, byte for byte.
    std::string tag;
    /// Seconds since 1970. Fluentd replaces the time 0 by its own; here it stays 0.
    std::int64_t seconds = 0;
    /// 0 to 999,999,999; 0 where the sender sent an integer for the time.
    std::uint32_t nanoseconds = 0;
    /// The map, in the order of the wire. Strings and binaries are JSON strings with the bytes of the wire,
    /// so not always valid UTF-8. An EventTime in it is its seconds, as in Fluentd's output. Of a key that
    /// the wire has twice, the last value counts, as in Fluentd.
    boost::json::object record;
    /// What Forward v1.5 has beside the record, as `[[time, metadata], record]`, or in a Message frame as the
    /// option `metadata`. Fluent Bit sends it since 5.0.5, mostly empty. Decoded as `record` is.
    boost::json::object metadata;
    /// How many keys of `record` and `metadata`, nested ones too, the wire had once more.
    std::size_t repeated_keys = 0;
};

/// The frame kinds of Forward protocol v1, "Event Modes".
enum class frame_kind
{
    /// `[tag, time, record, option]`
    message,
    /// `[tag, [[time, record], ...], option]`; since v1.5 an entry may be `[[time, metadata], record]`, here
    /// and in packed entries.
    forward,
    /// `[tag, entries as one string or binary, option]`
    packed_forward,
    /// The same with the option `compressed` being `gzip`.
    compressed_packed_forward,
};

/// A frame that arrived whole and is valid.
struct received_frame
{
    frame_kind kind = frame_kind::message;
    /// The tag, byte for byte.
    std::string tag;
    /// Its events, in the order of the wire.
    std::vector<received_event> events;
    /// The options; empty where the frame has none.
    boost::json::object options;
    /// The option `chunk`, byte for byte; none where the sender wants no acknowledgement.
    std::optional<std::string> chunk;
    /// The frame as it was on the wire. \par Lifetime Only while `receiver_config::on_frame` runs.
    std::string_view bytes;
    /// Which connection it came on; they are counted from 1 and the count goes on when the receiver is
    /// started again.
    std::size_t connection = 0;
};

/// What the receiver does with a frame.
struct frame_reply
{
    /// Written back, byte for byte; may be empty.
    std::string bytes;
    /// The connection is closed behind `bytes`.
    bool close = false;
    /// The events are handed over, before `bytes` are written. A server that dies in between does not.
    bool take = true;
    /// `bytes` are written so much later; what comes meanwhile is read. With `close`, it counts for nothing.
    std::chrono::milliseconds delay{0};
};

/// The acknowledgement of a frame, `{"ack": chunk}`; no bytes where it wants none. What the receiver does by
/// default.
frame_reply acknowledge(received_frame const& frame);

/// How a connection is treated, for tests of a sender.
struct connection_plan
{
    /// Written as soon as the connection stands.
    std::string greeting;
    /// Most bytes that are read from it; what is whole by then is treated as always.
    std::size_t read_limit = std::numeric_limits<std::size_t>::max();
    /// At the limit the connection is closed. Otherwise it stays open, and nobody reads it.
    bool close_at_limit = true;
    /// Where the receiver ends the connection, it resets it: what is under way is lost.
    bool reset = false;
    /// Most bytes that are read of it in a second; 0: as many as come.
    std::size_t bytes_per_second = 0;
};

/// What guards a receiver, and what peers have to show. Nothing of it: anybody may send.
struct receiver_security
{
    /// PEM file with the receiver's certificate, and those between it and the root: TLS is spoken.
    std::string certificate_file;
    /// PEM file with the private key to it.
    std::string key_file;
    /// Pass phrase of `key_file`, where it is encrypted.
    secret key_passphrase;
    /// PEM file with the certificates that a client's must be issued by; each has to show one.
    std::string client_ca_file;
    /// The least version of TLS that is spoken.
    tls_version min_version = tls_version::v1_2;
    /// The newest that is spoken, for tests.
    tls_version max_version = tls_version::v1_3;

    /// The handshake of the protocol is asked for, with this key. Empty: it is not.
    secret shared_key;
    /// The name that the receiver gives in it.
    std::string self_hostname = "log_fluentd_receiver";
    struct user
    {
        std::string name;
        secret password;
    };
    /// Those who may send. Empty: whoever has the key. Not without one.
    std::vector<user> users;
    /// Most time for the handshakes; then the connection is closed. 1 ms to 1 h.
    std::chrono::milliseconds handshake_timeout{10000};
};

/// Configuration of a receiver.
struct receiver_config
{
    /// IPv4 or IPv6 address to listen on (a name is not resolved).
    std::string address = "127.0.0.1";
    /// TCP port; 0: any free one (`receiver::port` says which).
    std::uint16_t port = 0;
    /// Path of a unix socket to listen on, in place of address and port; `@name` is an abstract one (Linux).
    /// A socket that is there and that nobody listens on is replaced.
    std::string path;
    /// TLS and the handshake.
    receiver_security security;
    /// Most bytes of one frame, and of its entries when they are inflated. A connection takes at most so much
    /// memory for what is not whole, and some thirty times as much, for a moment, for a frame of many small
    /// values. 1 KiB to 1 GiB.
    std::size_t max_frame_size = std::size_t{64} << 20;
    /// Events are kept for `receiver::events`. Without, they are only counted.
    bool keep_events = true;
    /// Takes each event. It runs on the receiver's thread, one call at a time, as all that follow; while one
    /// runs, nothing else is received. What one throws goes to `on_error` and closes the connection.
    std::function<void(received_event const&)> on_event;
    /// Takes a whole sentence about what was refused, or broke. The last of them are in `receiver::errors`
    /// too.
    std::function<void(std::string const&)> on_error;
    /// Says what is done with a frame. Empty: `acknowledge`.
    std::function<frame_reply(received_frame const&)> on_frame;
    /// Says how the n-th connection (from 1) is treated. Empty: read to its end.
    std::function<connection_plan(std::size_t number)> on_connection;
};

/// Listens for Forward frames (protocol v1) on a thread of its own, until it is stopped or destroyed.
///
/// It takes all frame kinds, with integer times and EventTime, over any number of connections, and
/// acknowledges after the events were handed over. A nil between frames is taken for a heartbeat, as Fluentd
/// does, and ignored. What the protocol does not allow (a time that is a float, a record that is no map, a
/// tag or key that is no string, an unknown extension type or compression, a frame too large or nested deeper
/// than 32) ends the connection without an acknowledgement, and with a sentence for `on_error`; nothing of
/// that frame is handed over. It is stricter in this than Fluentd, which drops some of it in silence.
/// Zstandard and the JSON form of the protocol are refused too.
///
/// \par Thread safety Every member may be called from any thread but the receiver's own, where only `port`,
/// `events`, `event_count`, `connections`, `errors` and `misbehave` may be called.
class receiver
{
public:
    /// Listens when it returns.
    /// \throws std::invalid_argument when `config` is out of bounds, std::system_error (its text is a
    /// sentence that names address and port) when it cannot listen.
    explicit receiver(receiver_config config = {});
    receiver(receiver const&) = delete;
    receiver& operator=(receiver const&) = delete;
    /// Stops.
    ~receiver();

    /// The port that it listens on, or listened on.
    std::uint16_t port() const noexcept;

    /// The events so far, in the order of arrival.
    std::vector<received_event> events() const;
    /// How many events there were so far, kept or not.
    std::size_t event_count() const;
    /// Waits until `event_count()` is at least `count`. \return whether it is.
    bool wait_for(std::size_t count, std::chrono::milliseconds timeout) const;

    /// How many connections there were so far.
    std::size_t connections() const;
    /// Waits until `connections()` is at least `count`. \return whether it is.
    bool wait_for_connections(std::size_t count, std::chrono::milliseconds timeout) const;

    /// The last 1,000 sentences that went to `receiver_config::on_error`.
    std::vector<std::string> errors() const;
    /// Waits until there were at least `count` errors. \return whether there were.
    bool wait_for_errors(std::size_t count, std::chrono::milliseconds timeout) const;

    /// From now on every connection suffers from this fault, and the handlers of the configuration are not
    /// asked what to do. Those that stand are closed, so that the fault begins at once; by the same call,
    /// with no fault, it ends. Events that a fault lets in are there as always.
    void misbehave(receiver_fault fault);
    /// Ends the fault.
    void behave() { misbehave({}); }

    /// Ends the thread and every connection, and refuses new ones: the server is down. What was acknowledged
    /// is on its way. The port is kept, so that the system gives it to no other program before `start`.
    /// Idempotent.
    void stop();
    /// Listens again after `stop`, on the same port; what arrived before is still there.
    /// \throws std::system_error when it cannot listen.
    void start();

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace log_fluentd

#endif
