// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_RECEIVER_HPP_INCLUDED_
#define LOG_FLUENTD_RECEIVER_HPP_INCLUDED_

/// \file
/// A small Forward receiver, for tests and for a first look at what a program sends. It does not replace
/// Fluentd, because it stores nothing. It belongs to the target `log_fluentd::receiver`; the command
/// `log_fluentd_receiver` is made of it.

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
    /// Seconds since 1970-01-01 UTC. Fluentd may replace the time 0 by its own time; here it stays 0.
    std::int64_t seconds = 0;
    /// Nanoseconds, 0 to 999,999,999. They are 0 if the sender sent an integer as the time.
    std::uint32_t nanoseconds = 0;
    /// The map, in the order of the wire. Strings and binaries are JSON strings with the bytes of the wire,
    /// so they are not always valid UTF-8. An EventTime in the map becomes its seconds, as in Fluentd's
    /// output. If a key occurs twice, the last value counts, as in Fluentd.
    boost::json::object record;
    /// The metadata of Forward protocol v1.5: of an entry `[[time, metadata], record]`, or the option
    /// `metadata` of a Message frame. Fluent Bit has sent it since 5.0.5, mostly empty. It is decoded like
    /// `record`.
    boost::json::object metadata;
    /// How many keys of `record` and `metadata`, including nested ones, repeat a key of the same map.
    std::size_t repeated_keys = 0;
};

/// The frame kinds of Forward protocol v1, "Event Modes".
enum class frame_kind
{
    /// `[tag, time, record, option]`
    message,
    /// `[tag, [[time, record], ...], option]`. Since v1.5 an entry may be `[[time, metadata], record]`, here
    /// and in packed entries.
    forward,
    /// `[tag, entries as one string or binary, option]`
    packed_forward,
    /// The same with the option `compressed` being `gzip` or `zstd`.
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
    /// The options. They are empty if the frame has none.
    boost::json::object options;
    /// The option `chunk`, byte for byte. There is none if the sender requests no acknowledgement.
    std::optional<std::string> chunk;
    /// The frame as it was on the wire.
    /// \par Lifetime
    /// Valid only while `receiver_config::on_frame` runs.
    std::string_view bytes;
    /// The number of its connection. Connections are counted from 1, and the count goes on when the receiver
    /// is started again.
    std::size_t connection = 0;
};

/// What the receiver does with a frame.
struct frame_reply
{
    /// Bytes that are sent back. May be empty.
    std::string bytes;
    /// Whether the connection is closed after `bytes`.
    bool close = false;
    /// Whether the events are handed over, which happens before `bytes` are sent. `false` is like a server
    /// that dies in between.
    bool take = true;
    /// Delay before `bytes` are sent. Reading goes on meanwhile. Ignored if `close` is set.
    std::chrono::milliseconds delay{0};
};

/// The acknowledgement of a frame, `{"ack": chunk}`; no bytes if the sender requests none. This is what the
/// receiver does by default.
LOG_FLUENTD_DECL frame_reply acknowledge(received_frame const& frame);

/// How the receiver treats a connection, for tests of a sender.
struct connection_plan
{
    /// Bytes that are sent as soon as the connection is made.
    std::string greeting;
    /// Most bytes that are read from the connection. Frames that are whole by then are processed as usual.
    std::size_t read_limit = std::numeric_limits<std::size_t>::max();
    /// Whether the connection is closed at the limit. If not, it stays open and is not read.
    bool close_at_limit = true;
    /// Whether the receiver resets the connection when it ends it. What is on the way is then lost.
    bool reset = false;
    /// Most bytes that are read from it in a second. 0 means no limit.
    std::size_t bytes_per_second = 0;
};

/// What protects a receiver, and what peers have to prove. By default anybody may send.
struct receiver_security
{
    /// PEM file with the receiver's certificate and those between it and the root. If given, the receiver
    /// uses TLS.
    std::string certificate_file;
    /// PEM file with the private key of the certificate. Required with `certificate_file`.
    std::string key_file;
    /// Pass phrase of `key_file`, if that is encrypted.
    secret key_passphrase;
    /// PEM file with the authorities that issue client certificates. If given, each client must have one.
    std::string client_ca_file;
    /// The oldest version of TLS that is supported.
    tls_version min_version = tls_version::v1_2;
    /// The newest version of TLS that is supported, for tests.
    tls_version max_version = tls_version::v1_3;

    /// The key of the handshake (Forward protocol v1, "Authentication"). If empty, there is no handshake.
    secret shared_key;
    /// The name that the receiver gives in the handshake.
    std::string self_hostname = "log_fluentd_receiver";
    struct user
    {
        std::string name;
        secret password;
    };
    /// The users who may send. If empty, whoever has the key may. It requires `shared_key`.
    std::vector<user> users;
    /// Most time for the handshakes, after which the connection is closed. 1 ms to 1 h.
    std::chrono::milliseconds handshake_timeout{10000};
};

/// Configuration of a receiver.
struct receiver_config
{
    /// IPv4 or IPv6 address to listen on. A name is not resolved.
    std::string address = "127.0.0.1";
    /// TCP port. 0 means any free one, which `receiver::port` returns.
    std::uint16_t port = 0;
    /// Path of a unix socket to listen on, instead of address and port. `@name` is an abstract one (Linux).
    /// An existing socket that nobody listens on is replaced.
    std::string path;
    /// TLS and the handshake.
    receiver_security security;
    /// Most bytes of one frame, and of its entries after decompression: 1 KiB to 1 GiB. A connection uses at
    /// most as much memory for an unfinished frame, and for a moment some thirty times as much for a frame of
    /// many small values.
    std::size_t max_frame_size = std::size_t{64} << 20;
    /// Whether events are kept for `receiver::events`. If not, they are only counted.
    bool keep_events = true;
    /// Receives each event. Like the handlers below it is called on the receiver's thread, one call at a
    /// time, and nothing is received meanwhile. An exception that a handler throws is reported to `on_error`
    /// and closes the connection.
    std::function<void(received_event const&)> on_event;
    /// Receives a whole sentence about each frame or connection that was refused, and about each failure.
    /// `receiver::errors` keeps the last of them.
    std::function<void(std::string const&)> on_error;
    /// Returns what is done with a frame. If empty, `acknowledge` does.
    std::function<frame_reply(received_frame const&)> on_frame;
    /// Returns how the n-th connection (from 1) is treated. If empty, connections are read to their end.
    std::function<connection_plan(std::size_t number)> on_connection;
};

/// Listens for Forward frames (protocol v1, with the metadata of v1.5) on a thread of its own, until it is
/// stopped or destroyed.
///
/// It supports all kinds of frames, gzip and zstd, integer times and EventTime, over any number of
/// connections, and acknowledges a frame after its events were handed over. Like Fluentd it ignores a nil
/// between frames as a heartbeat. What the protocol does not allow (a time that is a float, a record that is
/// not a map, a tag or key that is not a string, an unknown extension type or compression, a frame that is
/// too large or nested deeper than 32) ends the connection without an acknowledgement and is reported to
/// `on_error`; nothing of that frame is handed over. Fluentd is less strict, and discards some of it
/// silently. The JSON form of the protocol is not supported.
///
/// \par Thread safety
/// Every member may be called on any thread, except for the receiver's own, where only `port`, `events`,
/// `event_count`, `connections`, `errors` and `misbehave` may be called.
class LOG_FLUENTD_DECL receiver
{
public:
    /// Begins to listen.
    /// \throws std::invalid_argument if `config` is out of bounds; std::system_error if it cannot listen,
    /// with a sentence that names address and port.
    explicit receiver(receiver_config config = {});
    receiver& operator=(receiver&&) = delete;
    /// Stops the receiver.
    ~receiver();

    /// The TCP port that it listens on, or listened on before `stop`.
    std::uint16_t port() const noexcept;

    /// The events so far, in the order of arrival.
    std::vector<received_event> events() const;
    /// The number of events so far, whether kept or not.
    std::size_t event_count() const;
    /// Waits until `event_count()` is at least `count`.
    /// \returns whether it is.
    bool wait_for(std::uint64_t count, std::chrono::milliseconds timeout) const;

    /// The number of connections so far.
    std::size_t connections() const;
    /// Waits until `connections()` is at least `count`.
    /// \returns whether it is.
    bool wait_for_connections(std::uint64_t count, std::chrono::milliseconds timeout) const;

    /// The last 1,000 sentences that were reported to `receiver_config::on_error`.
    std::vector<std::string> errors() const;
    /// Waits until at least `count` errors were reported.
    /// \returns whether they were.
    bool wait_for_errors(std::uint64_t count, std::chrono::milliseconds timeout) const;

    /// Begins a fault: from now on it applies to every connection, instead of the handlers `on_connection`
    /// and `on_frame`. Open connections are closed, so that the fault begins at once; the same happens when a
    /// call with no fault ends it. Events that arrive in spite of the fault are handed over as usual.
    void misbehave(receiver_fault fault);
    /// Ends the fault.
    void behave() { misbehave({}); }

    /// Ends the thread and every connection, and refuses new ones, like a server that is down.
    /// Acknowledgements that it has given are still sent. The port is kept, so that the system gives it to no
    /// other program before `start`. A second call does nothing.
    void stop();
    /// Listens again after `stop`, on the same port. Events that arrived before are kept.
    /// \throws std::system_error if it cannot listen.
    void start();

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace log_fluentd

#endif
