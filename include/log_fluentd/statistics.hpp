// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_STATISTICS_HPP_INCLUDED_
#define LOG_FLUENTD_STATISTICS_HPP_INCLUDED_

/// \file
/// Counters of a sender.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace log_fluentd {

/// Events, and their bytes as encoded.
struct amount
{
    std::uint64_t events = 0;
    std::uint64_t bytes = 0;

    friend bool operator==(amount a, amount b) noexcept { return a.events == b.events && a.bytes == b.bytes; }
    friend bool operator!=(amount a, amount b) noexcept { return !(a == b); }
    friend amount operator+(amount a, amount b) noexcept { return {a.events + b.events, a.bytes + b.bytes}; }
    friend amount operator-(amount a, amount b) noexcept { return {a.events - b.events, a.bytes - b.bytes}; }
    amount& operator+=(amount other) noexcept { return *this = *this + other; }
};

/// Why an event was not taken into the buffer.
enum class rejection
{
    buffer_full,     ///< `buffer_config::limit` is reached.
    closed,          ///< The sender is closed.
    reentrant,       ///< Logged from inside the library's own work on that thread.
    out_of_memory,   ///< No memory to encode it.
    event_too_large, ///< Could not be brought under `max_event_size`.
    invalid_tag,     ///< Prefix and label are both empty, too long, or not UTF-8.
    invalid_time,    ///< The time given with it is none that an event can have: see event_time.hpp.
    not_encodable,   ///< What was given as its map is none, or threw when it was written.
};
/// How many reasons for rejection there are.
constexpr std::size_t rejection_count = 8;
/// The reason as a word, like "buffer_full".
std::string_view to_string(rejection reason) noexcept;

/// Why an accepted event was given up.
enum class drop
{
    closed,   ///< It was waiting when `close` ran out of time.
    overflow, ///< It was the oldest when the buffer was full (`overflow_policy::drop_oldest`).
    refused,  ///< A server refuses it again and again, and takes others like it: see doc/delivery.md.
};
/// How many reasons for dropping there are.
constexpr std::size_t drop_count = 3;
/// The reason as a word, like "closed".
std::string_view to_string(drop reason) noexcept;

/// What is known of a server.
enum class server_state
{
    idle,       ///< There is no connection, and none is needed.
    connecting, ///< A connection is being made, after success or for the first time.
    up,         ///< A connection stands.
    down,       ///< The last connection broke, or could not be made; it is tried again.
};
/// The state as a word, like "up".
std::string_view to_string(server_state state) noexcept;

/// The counters of one server.
struct server_statistics
{
    std::string address; ///< "logs.example.com:24224"
    bool standby = false;
    server_state state = server_state::idle;
    amount delivered;                   ///< Acknowledged by it (or, without ack, with its kernel).
    std::uint64_t chunks_delivered = 0; ///< The same in chunks.
    std::size_t unacknowledged = 0;     ///< Chunks on the way to it now.
    std::uint64_t connects = 0;         ///< Connections that were made.
    std::uint64_t connect_failures = 0; ///< Connections that could not be made.
    std::uint64_t connections_lost = 0; ///< Connections that broke, by the server or by a fault.
    std::uint64_t refusals = 0;         ///< Times that a connection broke over a chunk that it did not take.
    std::string last_error;             ///< The last trouble with it, in words; empty: none yet.
    std::error_code last_error_code;    ///< The error behind `last_error`.
};

/// A snapshot of a sender's counters. All but `waiting`, `overflow_waiting`, `gaps_waiting`, `buffer_bytes`,
/// `unacknowledged`, `connected`, `oldest_waiting`, the states of servers and the last errors only grow. In
/// every snapshot, in events and in bytes: `offered = accepted + total_rejected()` and `accepted = delivered
/// + total_dropped() + waiting`, and with an overflow handler `rejected[buffer_full] +
/// rejected[event_too_large] + total_dropped() = overflow_taken
/// + overflow_missed + overflow_waiting`.
/// Gap events are counted apart, and nowhere else: `gaps_made = gaps_delivered + gaps_dropped +
/// gaps_waiting`.
struct statistics
{
    amount offered;                               ///< Handed to the sender.
    amount accepted;                              ///< Taken into the buffer.
    std::array<amount, rejection_count> rejected; ///< Refused at once, by `rejection`.
    amount delivered;                             ///< Acknowledged (or, without ack, with the peer's kernel).
    std::array<amount, drop_count> dropped;       ///< Given up after they were accepted, by `drop`.
    amount waiting;                               ///< In the buffer now.

    amount overflow_taken; ///< Given up, and handed to `sender_config::on_overflow`.
    /// Given up, and not handed over: the handler was too slow, an event was larger than the room that is
    /// kept for it (or too large while it was written), there was no memory or no thread for the call, or the
    /// process came to its end.
    amount overflow_missed;
    amount overflow_waiting; ///< Given up, and waiting for the handler now.

    amount gaps_made;      ///< Gap events that had to be sent (`buffer_config::gap_events`).
    amount gaps_delivered; ///< Of those, delivered.
    amount gaps_dropped;   ///< Of those, discarded at close.
    amount gaps_waiting;   ///< Of those, in the buffer now.

    std::uint64_t blocked_events = 0; ///< Events that waited for room (`overflow_policy::block`).
    /// How long ago the oldest event in the buffer was put there; 0 where there is none. Of an open chunk no
    /// more is known than that it is no older than this.
    std::chrono::milliseconds oldest_waiting{0};
    std::vector<server_statistics> servers; ///< In the order of `sender_config::servers`.

    /// Memory of the slabs in use, which have events and their tags, in bytes; at most the limit.
    std::size_t buffer_bytes = 0;
    std::size_t unacknowledged = 0; ///< Chunks on the way now.
    bool connected = false;         ///< A connection stands now, to any server.
    std::uint64_t chunks_delivered = 0;
    std::uint64_t chunks_resent = 0; ///< Chunks that went again after a fault.
    amount resent;                   ///< Their events: the most that may have arrived twice.
    amount compressed;               ///< Events of the chunks that went compressed, and their bytes before.
    std::uint64_t compressed_to = 0; ///< The bytes of these chunks after.
    std::uint64_t connects = 0;      ///< Connections that were made.
    std::uint64_t connect_failures = 0; ///< Connections that could not be made.
    std::uint64_t connections_lost = 0; ///< Connections that broke, by the server or by a fault.
    std::uint64_t reconnects = 0;       ///< Connections made to a server that had one before.
    std::uint64_t protocol_errors = 0;  ///< Of those, because the server sent what it must not.

    std::uint64_t unknown_types = 0;    ///< Values of a type without an encoding, sent as their type's name.
    std::uint64_t repaired_strings = 0; ///< Strings that were no valid UTF-8.
    std::uint64_t truncated_events = 0; ///< Events whose strings were cut to `max_event_size`.
    std::uint64_t format_errors = 0; ///< Values whose formatter or writer threw; sent as a text that says so.
    std::uint64_t handler_errors = 0; ///< Exceptions that left a handler of the user's.
    std::uint64_t fallback_tags = 0;  ///< Records whose tag was one too many (`sink_config::max_tags`).
    std::string last_error;           ///< The last trouble with the connection, in words; empty: none yet.
    std::error_code last_error_code;  ///< The error behind `last_error`.

    amount total_rejected() const noexcept;
    amount total_dropped() const noexcept;
};

} // namespace log_fluentd

#endif
