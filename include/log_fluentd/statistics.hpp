// Copyright (c) 2026 The log_fluentd authors
// Distributed under the Boost Software License, Version 1.0.
// (See accompanying file LICENSE_1_0.txt or https://www.boost.org/LICENSE_1_0.txt)

#ifndef LOG_FLUENTD_STATISTICS_HPP_INCLUDED_
#define LOG_FLUENTD_STATISTICS_HPP_INCLUDED_

/// \file
/// The counters of a sender.

#include <log_fluentd/detail/export.hpp>
#include <log_fluentd/renamed.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace log_fluentd {

/// A number of events, and their bytes as encoded.
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

/// Why an event was rejected.
enum class rejection
{
    buffer_full,     ///< `buffer_config::limit` is reached.
    closed,          ///< The sender is closed.
    reentrant,       ///< It was logged inside the library's own work on that thread.
    out_of_memory,   ///< There was no memory to encode it.
    event_too_large, ///< It could not be made smaller than `max_event_size`.
    invalid_tag,     ///< Prefix and label are both empty, too long, or not UTF-8.
    invalid_time,    ///< Its time is not one that an event can have: see event_time.hpp.
    not_encodable,   ///< What was given as its map is not a map, or writing it threw.
};
/// The number of reasons for rejection.
constexpr std::size_t rejection_count = 8;
/// The reason as a word, such as "buffer_full".
LOG_FLUENTD_DECL std::string_view to_string(rejection reason) noexcept;

/// Why an accepted event was discarded.
enum class discard_reason
{
    closed,      ///< It was still waiting when `close` ran out of time.
    buffer_full, ///< It was the oldest when the buffer was full (`overflow_policy::drop_oldest`).
    refused,     ///< A server refuses it for its content or its size: see doc/delivery.md.
    /// The name before. Goes with version 0.3.
    overflow [[deprecated("discard_reason::buffer_full")]] = buffer_full,
};
/// The number of reasons for discarding.
constexpr std::size_t discard_reason_count = 3;
/// The reason as a word, such as "closed".
LOG_FLUENTD_DECL std::string_view to_string(discard_reason reason) noexcept;

/// The state of a server.
enum class server_state
{
    idle,       ///< There is no connection, and none is needed.
    connecting, ///< A connection is being made, for the first time or after a successful one.
    up,         ///< There is a connection.
    down,       ///< The last connection broke, or could not be made. It is tried again.
};
/// The state as a word, such as "up".
LOG_FLUENTD_DECL std::string_view to_string(server_state state) noexcept;

/// The counters of one server.
struct server_statistics
{
    std::string address; ///< "logs.example.com:24224"
    bool standby = false;
    server_state state = server_state::idle;
    amount delivered;                   ///< Acknowledged by it (or without ack, received by its kernel).
    std::uint64_t chunks_delivered = 0; ///< The chunks of these events.
    std::size_t unacknowledged = 0;     ///< Chunks on their way to it now.
    std::uint64_t connects = 0;         ///< Connections that were made.
    std::uint64_t connect_failures = 0; ///< Connections that could not be made.
    std::uint64_t connections_lost = 0; ///< Connections that broke, by the server or by a fault.
    std::uint64_t refusals = 0;         ///< How often a connection broke over a chunk that it refused.
    std::string last_error;             ///< The last failure, as a sentence. If empty, there was none.
    std::error_code last_error_code;    ///< The error behind `last_error`.
};

/// A snapshot of a sender's counters. All of them only grow, except `waiting`, `discards_waiting`,
/// `gaps_waiting`, `buffer_bytes`, `unacknowledged`, `connected`, `oldest_waiting`, the states of servers and
/// the last errors. In every snapshot, in events and in bytes:
/// - `offered = accepted + total_rejected()`
/// - `accepted = delivered + total_discarded() + waiting`
/// - with a discard handler, `rejected[buffer_full] + rejected[event_too_large] + total_discarded() =
///   discards_taken + discards_missed + discards_waiting`
/// - `gaps_made = gaps_delivered + gaps_discarded + gaps_waiting`. Gap events are part of no other counter.
struct LOG_FLUENTD_DECL statistics
{
    amount offered;                               ///< Given to the sender.
    amount accepted;                              ///< Accepted into the buffer.
    std::array<amount, rejection_count> rejected; ///< Rejected at once, by `rejection`.
    amount delivered; ///< Acknowledged (or without ack, received by the peer's kernel).
    /// Discarded after they were accepted, by `discard_reason`.
    std::array<amount, discard_reason_count> discarded;
    amount waiting; ///< In the buffer now.

    amount discards_taken; ///< Not to be sent, and handed to the discard handler.
    /// Not to be sent, and not handed over: the handler was too slow, an event was larger than the room that
    /// is reserved for it (or too large while it was encoded), there was no memory or no thread for the call,
    /// or the process ended.
    amount discards_missed;
    amount discards_waiting; ///< Not to be sent, and waiting for the handler now.

    amount gaps_made;      ///< Gap events (`buffer_config::gap_events`).
    amount gaps_delivered; ///< Those of them that were delivered.
    amount gaps_discarded; ///< Those of them that were discarded at close.
    amount gaps_waiting;   ///< Those of them that are in the buffer now.

    std::uint64_t blocked_events = 0; ///< Events that waited for room (`overflow_policy::block`).
    /// Age of the oldest event in the buffer; 0 if there is none. If that event is in a chunk that is still
    /// open, this is an upper bound.
    std::chrono::milliseconds oldest_waiting{0};
    std::vector<server_statistics> servers; ///< In the order of `sender_config::servers`.

    /// Memory of the slabs in use, which hold events and their tags. In bytes, at most
    /// `buffer_config::limit`.
    std::size_t buffer_bytes = 0;
    std::size_t unacknowledged = 0; ///< Chunks on their way now.
    bool connected = false;         ///< Whether there is a connection to any server now.
    std::uint64_t chunks_delivered = 0;
    std::uint64_t chunks_resent = 0; ///< Chunks that were resent after a failure.
    amount resent;                   ///< Their events: the most that may have arrived twice.
    amount compressed; ///< Events of the chunks that were sent compressed, with their bytes before.
    std::uint64_t compressed_to = 0;    ///< The bytes of these chunks after compression.
    std::uint64_t connects = 0;         ///< Connections that were made.
    std::uint64_t connect_failures = 0; ///< Connections that could not be made.
    std::uint64_t connections_lost = 0; ///< Connections that broke, by the server or by a fault.
    std::uint64_t reconnects = 0;       ///< Connections made to a server that had one before.
    std::uint64_t protocol_errors = 0;  ///< Connections lost because the server sent something invalid.

    std::uint64_t unknown_types = 0;    ///< Values of unknown types, sent as the names of these.
    std::uint64_t repaired_strings = 0; ///< Strings that were not valid UTF-8.
    std::uint64_t truncated_events = 0; ///< Events whose strings were cut to `max_event_size`.
    std::uint64_t format_errors = 0; ///< Values whose formatter or writer threw, sent as a text that says so.
    std::uint64_t handler_errors = 0; ///< Exceptions that the program's handlers threw.
    std::uint64_t fallback_tags = 0;  ///< Records whose tag was one too many (`sink_config::max_tags`).
    std::string last_error; ///< The last failure of delivery, as a sentence. If empty, there was none.
    std::error_code last_error_code; ///< The error behind `last_error`.

    amount total_rejected() const noexcept;
    amount total_discarded() const noexcept;
    /// The name before. Goes with version 0.3.
    [[deprecated("total_discarded")]] amount total_dropped() const noexcept { return total_discarded(); }
};

} // namespace log_fluentd

#endif
